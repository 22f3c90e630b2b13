"""What stands beside the search in the same run: trigram similarity, the best possible ranking, sizes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

import psycopg

from bench.finding.clocks import Clock
from bench.finding.figures import share, spread_of
from bench.finding.sample import child_id
from opencaf.config.postgres import SUPERUSER, Server

OF_TRIGRAMS = 50
MOST_SHOWN = 10
SEARCH_TABLES = ("people_searchname", "people_nameword", "people_searchnumber")
MAKE_TRIGRAMS = (
    "create extension if not exists pg_trgm",
    """create table beside_names as select id, lower(given_names || ' ' || family_name) as name
       from people_person where born_on is not null or expected_on is not null""",
    "create index beside_names_alike on beside_names using gin (name gin_trgm_ops)",
    "analyze beside_names",
)
BY_TRIGRAMS = """
select id::text from beside_names where name %% %(name)s
order by similarity(name, %(name)s) desc, id limit 10
"""
# The first given name and the exact date: whoever agrees in both cannot be told apart by them.
NAMESAKES = r"""
select asked.n, count(*) from asked join people_person one
on one.born_on = asked.day and split_part(lower(one.given_names), ' ', 1) = asked.name group by asked.n
"""

Row = dict[str, Any]


def measure_beside(ours: Server, database: str, questions: Sequence[Row], answers: Sequence[Row]) -> Row:
    """Return sizes, the trigrams' figures on some of the same questions, and the best possible ranking."""
    with psycopg.connect(ours.url(SUPERUSER, database), autocommit=True) as connection:
        return {
            "sizes": sizes(connection),
            "trigrams": measure_trigrams(connection, questions, answers),
            "best_possible": best_possible(connection, questions),
        }


def sizes(connection: psycopg.Connection[Any]) -> Row:
    """Return how many rows and megabytes the tables of the search have, and their indexes."""
    found = {}
    for table in SEARCH_TABLES:
        row = connection.execute(
            """select reltuples::bigint, pg_table_size(oid), pg_indexes_size(oid)
               from pg_class where oid = to_regclass(%s)""",
            [table],
        ).fetchone()
        if row:
            rows, own, indexes = row
            found[table] = {"rows": rows, "table_mb": own // 2**20, "indexes_mb": indexes // 2**20}
    return found


def measure_trigrams(
    connection: psycopg.Connection[Any], questions: Sequence[Row], answers: Sequence[Row]
) -> Row:
    """Return recall and times of pg_trgm's similarity search, and our recall on the same questions."""
    begun = time.perf_counter()
    for statement in MAKE_TRIGRAMS:
        connection.execute(statement)
    built = time.perf_counter() - begun
    pairs = some_with_names(zip(questions, answers, strict=True))
    places, times = [], []
    clock = Clock(connection.info.backend_pid)
    for question, _ in pairs:
        before = clock.now()
        found = [row[0] for row in connection.execute(BY_TRIGRAMS, {"name": name_of(question)})]
        times.append(1000 * clock.now().since(before).processor)
        places.append(child_id(question["child"]) in found)
    size = connection.execute("select pg_relation_size('beside_names_alike')").fetchone()
    connection.execute("drop table beside_names")
    return {
        "questions": len(pairs),
        "recall_at_10": share(places),
        "our_recall_at_10": share(1 <= answer["place"] <= MOST_SHOWN for _, answer in pairs),
        "our_ms": spread_of([answer["finding_ms"] for _, answer in pairs]),
        "ms": spread_of(times),
        "build_seconds": round(built, 1),
        "index_mb": size[0] // 2**20 if size else 0,
    }


def some_with_names(pairs: Iterable[tuple[Row, Row]]) -> list[tuple[Row, Row]]:
    """Return some of the questions that have both names, evenly from all of their kinds."""
    named = [pair for pair in pairs if name_of(pair[0]).count(" ") and pair[0]["usable"] == "two"]
    step = max(1, len(named) // OF_TRIGRAMS)
    return named[::step][:OF_TRIGRAMS]


def name_of(question: Row) -> str:
    """Return the names of a question in small letters; those of the one box are not parted from its date."""
    asked = question["asked"]
    both = [asked.get("given_names", ""), asked.get("family_name", "")]
    return " ".join(both).lower() if all(both) else ""


def best_possible(connection: psycopg.Connection[Any], questions: Sequence[Row]) -> dict[str, Row]:
    """Return, for kinds that leave a given name and a date, what the luckiest order could reach by kind."""
    asked = [one for one in questions if one["usable"] == "forename_and_date"]
    connection.execute("create temporary table asked (n int, name text, day date)")
    with connection.cursor() as cursor, cursor.copy("copy asked from stdin") as copy:
        for number, one in enumerate(asked):
            words = one["asked"]
            copy.write_row((number, words["given_names"].split()[0].lower(), words["date_of_birth"]))
    namesakes = {number: int(count) for number, count in connection.execute(NAMESAKES).fetchall()}
    found: dict[str, list[int]] = {}
    for number, one in enumerate(asked):
        found.setdefault(one["kind"], []).append(namesakes.get(number, 1))
    return {
        kind: {
            "recall_at_1": round(sum(1 / count for count in counts) / len(counts), 4),
            "recall_at_10": round(sum(min(1, MOST_SHOWN / count) for count in counts) / len(counts), 4),
        }
        for kind, counts in found.items()
    }
