"""Splink at work: which pairs of records are worth a look, how they agree, and how much that says.

The only module that needs the packages of requirements/linkage.txt.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from opencaf.linkage.comparable import Row
from opencaf.linkage.comparisons import BLOCKING, COMPARISONS, DIFFERS, MISSING, Comparison, Level
from opencaf.linkage.learning import Estimate
from opencaf.linkage.model import Model

# How rare a name is says something only where enough of them were counted.
LEAST_COUNTED = 1_000
LEAST_SHARE = 0.00002
AT_ONCE = 50_000
MOST_SAMPLED = 1e6
SEED = 1
# Each leaves untrained what it agrees in; together they train everything.
TRAINED_WITHIN = (("given", "family"), ("born", "postcode"))
BY_RARITY = ("given", "family")
TEXT, WHOLE = pa.string(), pa.int64()
SCHEMA = pa.schema([(name, WHOLE if name in ("unique_id", "entity") else TEXT) for name in Row._fields])
# The tables are named so that people always stand on the left.
PEOPLE, REGISTER = "a_people", "b_register"
NUMBERS = ("nhs", "upn")


class Pair(NamedTuple):
    """A person and an entry that may be one child: how they agree, and how much that says with the prior."""

    person: int
    entry: int
    bits: float
    levels: tuple[str, ...]


def table_of(rows: Iterable[Row]) -> Any:
    """Return rows as an Arrow table; what is read is let go, so many at a time."""
    waiting, batches = iter(rows), []
    while part := list(islice(waiting, AT_ONCE)):
        columns = zip(zip(*part, strict=True), SCHEMA, strict=True)
        batches.append(
            pa.record_batch([pa.array(column, field.type) for column, field in columns], schema=SCHEMA)
        )
    return pa.Table.from_batches(batches, SCHEMA)


def pairs_of(people: Iterable[Row], entries: Iterable[Row], model: Model) -> list[Pair]:
    """Return the pairs that are at least doubtful, of each person and entry the best."""
    tables = [(PEOPLE, table_of(people)), (REGISTER, table_of(entries))]
    if not all(table.num_rows for _, table in tables):
        return []
    size = max(table["entity"][-1].as_py() for _, table in tables) + 1
    linker = linker_of(tables, model, size)
    found = linker.inference.predict(threshold_match_probability=model.doubtful / 2)
    return best_pairs(found.as_pyarrow_table())


def linker_of(tables: Sequence[tuple[str, Any]], model: Model, size: int) -> Any:
    """Return a linker of one or two tables."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    backend = DuckDBAPI(duckdb.connect(config={"memory_limit": "4GB"}))
    registered = [backend.register(table, table_name=name) for name, table in tables]
    counts = min(table.num_rows for _, table in tables) >= LEAST_COUNTED
    settings = settings_of(model, size=size, is_linkage=len(tables) > 1, counts_names=counts)
    return Linker(registered, settings, log_level=None)


def settings_of(model: Model, *, size: int, is_linkage: bool, counts_names: bool) -> Any:
    """Return what Splink compares, by the chances of the model."""
    return SettingsCreator(
        link_type="link_only" if is_linkage else "dedupe_only",
        probability_two_random_records_match=model.prior(size),
        comparisons=[comparison_of(one, model, counts_names=counts_names) for one in COMPARISONS],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in BLOCKING],
        additional_columns_to_retain=["entity"],
    )


def comparison_of(comparison: Comparison, model: Model, *, counts_names: bool) -> Any:
    """Return one comparison as Splink takes it."""
    name, chances = comparison.name, model.chances[comparison.name]
    made: list[Any] = [levels.NullLevel(name)]
    for level in comparison.levels:
        same, other = chances[level.code]
        one = level_of(name, level).configure(m_probability=same, u_probability=other)
        if level.code == "same" and name in BY_RARITY and counts_names:
            one = one.configure(tf_adjustment_column=name, tf_minimum_u_value=LEAST_SHARE)
        made.append(one)
    same, other = chances[DIFFERS]
    made.append(levels.ElseLevel().configure(m_probability=same, u_probability=other))
    return comparisons.CustomComparison(made, output_column_name=name)


def estimated(people: Iterable[Row], model: Model) -> Estimate:
    """Return what the records themselves say: chance agreement by sampling, the rest by EM (no labels)."""
    table = table_of(people)
    size = table["entity"][-1].as_py() + 1
    linker = linker_of([(PEOPLE, table)], model, size)
    linker.training.estimate_u_using_random_sampling(max_pairs=MOST_SAMPLED, seed=SEED)
    for columns in TRAINED_WITHIN:
        if any_agree(table, columns):
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(*columns), estimate_without_term_frequencies=True, max_pairs=MOST_SAMPLED
            )
    trained = linker.misc.save_model_to_json()
    found = linker.inference.predict(threshold_match_probability=model.doubtful).as_pyarrow_table()
    return Estimate(chances_of(trained), pairs_of_one_child(found))


def any_agree(table: Any, columns: Sequence[str]) -> bool:
    """Whether two records agree in these columns; where none do, Splink fails and forgets what it knew."""
    known = " and ".join(f"{column} is not null" for column in columns)
    with duckdb.connect() as database:
        database.register("people", table)
        asked = (
            f"select 1 from people where {known} group by {', '.join(columns)} having count(*) > 1 limit 1"  # noqa: S608
        )
        return bool(database.execute(asked).fetchall())


def pairs_of_one_child(predicted: Any) -> float:
    """Return about how many pairs are of one child, twins and brothers and sisters left out."""
    columns = ("match_probability", "gamma_given", "gamma_born")
    rows = zip(*(predicted[column].to_pylist() for column in columns), strict=True)
    return float(sum(chance for chance, given, born in rows if given and born))


def chances_of(trained: dict[str, Any]) -> dict[str, dict[str, tuple[float | None, float | None]]]:
    """Return the chances of a model that Splink has trained, in whatever order it gives the comparisons."""
    by_name = {one["output_column_name"]: one["comparison_levels"] for one in trained["comparisons"]}
    found = {}
    for comparison in COMPARISONS:
        levels_given = [one for one in by_name[comparison.name] if not one.get("is_null_level")]
        found[comparison.name] = {
            code: (one.get("m_probability"), one.get("u_probability"))
            for code, one in zip(comparison.codes, levels_given, strict=True)
        }
    return found


def level_of(name: str, level: Level) -> Any:
    """Return one level as Splink takes it."""
    if level.likeness:
        return levels.JaroWinklerLevel(name, level.likeness)
    return levels.ExactMatchLevel(name) if level.code == "same" else levels.CustomLevel(level.sql)


def best_pairs(predicted: Any) -> list[Pair]:
    """Return the best pair of each person and entry; the same number goes before everything else."""
    gammas = ", ".join(f"gamma_{one.name}" for one in COMPARISONS)
    numbers = " + ".join(f"(gamma_{name} = 1)::int" for name in NUMBERS)
    with duckdb.connect() as database:
        database.register("predicted", predicted)
        rows = database.execute(
            f"select entity_l, entity_r, match_weight, {gammas} from predicted "  # noqa: S608
            f"qualify row_number() over (partition by entity_l, entity_r "
            f"order by {numbers} desc, match_weight desc, unique_id_l, unique_id_r) = 1 "
            "order by entity_r, match_weight desc, entity_l"
        ).fetchall()
    return [Pair(row[0], row[1], row[2], levels_of(row[3:])) for row in rows]


def levels_of(gammas: Sequence[int]) -> tuple[str, ...]:
    """Return the codes of the levels: Splink counts from the last level up, and gives -1 for missing."""
    return tuple(
        MISSING if gamma < 0 else comparison.codes[len(comparison.levels) - gamma]
        for comparison, gamma in zip(COMPARISONS, gammas, strict=True)
    )
