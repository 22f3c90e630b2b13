"""`python -m bench.reports`: what each report takes for a large authority, beside its bare SQL and DuckDB.

Each report is asked for the last twelve months, for ten years, and for ten years by the children's age. The
references of the same run: its own statements on a bare connection; for three reports also the count written
by hand, in PostgreSQL and in DuckDB over Parquet files of the same rows, which has to give the same number.

--national  ask about a country instead: 153 authorities of 6,540 CAFs each over ten years. The night is
          counted; then every national report is asked for, each report of one authority as its manager, and
          what the database counts for its analyst. The counts by hand are of all CAFs.
--authorities  how many, in place of 153
--small   a small world and a small country, in under a minute
--json    one object on stdout: name, figures, targets, met
--keep    keep the filled database, and use it again while migrations and world are the same

Ends with 1 where a report takes longer than its target, or says another number than the count by hand.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench import database as bases
from bench.national_results import country_table, result_of_country
from bench.worklists import fill
from opencaf.config.postgres import Server
from opencaf.core.roles import OWNER

P95_MS = 1000.0
TARGETS = {"p95_ms": P95_MS, "same_numbers": True}
Figures = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How much there is to count, and how often each report is asked for."""

    children: int
    episodes: int
    practitioners: int
    rounds: int


@dataclass(frozen=True)
class Country:
    """How many authorities there are, of how many CAFs each, and how often each report is asked for."""

    authorities: int
    episodes: int
    rounds: int


COUNTRY = Country(authorities=153, episodes=6_540, rounds=10)
SMALL_COUNTRY = Country(authorities=3, episodes=60, rounds=2)
FULL = Size(children=133_400, episodes=66_700, practitioners=3_000, rounds=10)
SMALL = Size(children=300, episodes=120, practitioners=60, rounds=3)


def main() -> int:
    """Measure, print, and return 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.reports", description=__doc__)
    for name in ("small", "json", "keep", "national"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--authorities", type=int, default=0)
    options = parser.parse_args()
    with bases.running_server() as ours:
        results = list(results_of(ours, options))
    if options.json:
        whole = {**results[0], "met": all(result["met"] for result in results)}
        sys.stdout.write(json.dumps({**whole, "national": results[1]} if results[1:] else whole))
    else:
        tables = [country_table(one) if "night" in one else table_of(one) for one in results]
        sys.stdout.write("\n\n".join(tables))
    sys.stdout.write("\n")
    return 0 if all(result["met"] for result in results) else 1


def results_of(ours: Server, options: argparse.Namespace) -> Iterator[Figures]:
    """Measure what was asked for: one large authority, a country, or both where they are small."""
    if not options.national:
        yield result_of(measure(ours, SMALL if options.small else FULL, keep=options.keep))
    if options.national or options.small:
        country = country_of(small=options.small, authorities=options.authorities)
        yield result_of_country(measure_country(ours, country, keep=options.keep))


def country_of(*, small: bool, authorities: int) -> Country:
    """Return how large a country is asked about."""
    size = SMALL_COUNTRY if small else COUNTRY
    return replace(size, authorities=authorities or size.authorities)


def measure(ours: Server, size: Size, *, keep: bool) -> Figures:
    """Fill a database where none is kept, and ask in a program that asks as the web role."""
    name, word = f"bench_reports_{size.children}", bases.fingerprint(size)
    with bases.filled(ours, name, word, lambda: fill(ours, name, size), keep=keep):
        return asked_in(ours, name, "bench.report_looks", size.rounds)


def measure_country(ours: Server, size: Country, *, keep: bool) -> Figures:
    """Do the same with many authorities."""
    name = f"bench_national_{size.authorities}"
    with bases.filled(ours, name, bases.fingerprint(size), lambda: fill_country(ours, name, size), keep=keep):
        return asked_in(ours, name, "bench.national_looks", size.rounds)


def fill_country(ours: Server, name: str, size: Country) -> None:
    """Fill one authority as bench.world does, and the others after it."""
    owner = bases.owner_environment_of(ours, name)
    made = [f"--children={2 * size.episodes}", f"--episodes={size.episodes}", "--practitioners=300"]
    bases.run(["-m", "bench.world", *made], owner)
    bases.run(["-m", "bench.world.country", f"--authorities={size.authorities}"], owner)


def asked_in(ours: Server, name: str, program: str, rounds: int) -> Figures:
    """Run the part that asks, and return its figures."""
    environment = bases.environment_of(ours, name)
    bases.run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], environment)
    knows_owner = {**environment, "DATABASE_OWNER_URL": ours.url(OWNER, name)}
    with tempfile.TemporaryDirectory() as directory:
        bases.run(["-m", program, str(rounds), directory], knows_owner)
        found: Figures = json.loads((Path(directory) / "figures.json").read_text())
    return found


def result_of(found: Figures) -> Figures:
    """Return everything that is said about one run."""
    looks = found["looks"]
    missed = [f"{title} takes {one['p95_ms']} ms" for title, one in looks.items() if one["p95_ms"] > P95_MS]
    missed += [f"{title} says {one['says']}" for title, one in looks.items() if not says_the_same(one)]
    open_cases, practitioners = found["counts"]
    return {
        "name": "reports",
        "world": {"open_cases": open_cases, "practitioners": practitioners},
        "load": round(os.getloadavg()[0], 1),
        "figures": looks,
        "targets": TARGETS,
        "missed": missed,
        "met": not missed,
    }


def says_the_same(one: Figures) -> bool:
    """Whether a report says a number, and the one that was counted by hand."""
    return one["says"] is not None and {one["says"]} >= {
        one[name] for name in ("sql_says", "duckdb_says") if name in one
    }


def table_of(result: Figures) -> str:
    """Return the figures as a table for people."""
    lines = [
        "{open_cases:,} open CAFs, {practitioners:,} practitioners".format(**result["world"]),
        "",
        "| report | counts | p50, ms | p95, ms | bare SQL p50, ms | ratio | by hand, ms | DuckDB, ms |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for title, one in result["figures"].items():
        by_hand = {"sql_ms": "", "duckdb_ms": "", **one}
        lines.append(
            "| {} | {says} | {p50_ms} | {p95_ms} | {bare_p50_ms} | {ratio} | {sql_ms} | {duckdb_ms} |".format(
                title, **by_hand
            )
        )
    return "\n".join([*lines, "", f"Missed: {', '.join(result['missed']) or 'nothing'}"])


if __name__ == "__main__":
    sys.exit(main())
