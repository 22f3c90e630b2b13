"""The same sets with Splink: usual comparisons and blocking, trained on the set itself without labels."""

from __future__ import annotations

import logging
from typing import Any

import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.febrl.sets import COLUMNS, LabelledSet, pair

BLOCKING = (
    ("given_name", "surname"),
    ("date_of_birth",),
    ("surname", "postcode"),
    ("given_name", "postcode"),
    ("surname", "street_number"),
    ("address_1",),
)
LEAST = 0.01


def splink_scores(labelled: LabelledSet) -> dict[tuple[str, str], float]:
    """Return the match probability of every pair that Splink predicts."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    frames = [labelled.loaded, labelled.asked] if labelled.is_linkage else [labelled.loaded]
    tables = [database.register(table_of(frame), table_name=f"set_{at}") for at, frame in enumerate(frames)]
    linker = Linker(tables, settings(is_linkage=labelled.is_linkage), set_up_basic_logging=False)
    train(linker)
    predicted = linker.inference.predict(threshold_match_probability=LEAST).as_pandas_dataframe()
    columns = (predicted["unique_id_l"], predicted["unique_id_r"], predicted["match_probability"])
    return {pair(one, other): float(score) for one, other, score in zip(*columns, strict=True)}


def table_of(frame: Any) -> Any:
    """Return a set's columns with empty values as missing ones, as Splink wants them."""
    return frame[list(COLUMNS)].replace("", None).reset_index(names="unique_id")


def settings(*, is_linkage: bool) -> SettingsCreator:
    """Return what is compared and which pairs are looked at."""
    return SettingsCreator(
        link_type="link_only" if is_linkage else "dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("given_name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("surname", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.LevenshteinAtThresholds("postcode", [1, 2]),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
            cl.LevenshteinAtThresholds("street_number", [1]),
            cl.JaroWinklerAtThresholds("suburb", [0.9, 0.7]),
        ],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in BLOCKING],
    )


def train(linker: Any) -> None:
    """Estimate prior, u by sampling and m by expectation maximisation, on two blockings."""
    sure = [block_on("given_name", "surname", "date_of_birth"), block_on("surname", "address_1", "postcode")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for columns in (("date_of_birth",), ("surname", "given_name")):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
