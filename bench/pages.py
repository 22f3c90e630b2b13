"""`python -m bench.pages`: server time of every page beside its bare SQL and its rendering.

--small   a small world, in under a minute
--json    one object on stdout: name, figures, targets, met
--keep    keep the filled database, and use it again while migrations and world are the same
--docs    write the tables into docs/benchmarks.md
--seconds how long each page is measured

Ends with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bench import database as bases
from bench.results import TARGETS, markdown, missed, write_tables
from bench.worker import measure_worker
from opencaf.config.postgres import Server
from opencaf.core.roles import OWNER

DOCUMENT = bases.CLONE / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Size:
    """How much there is to look at, and how long we look."""

    children: int
    episodes: int
    seconds_a_page: float
    visits_of_worker: int


FULL = Size(children=100_000, episodes=40_000, seconds_a_page=2.0, visits_of_worker=5)
SMALL = Size(children=300, episodes=120, seconds_a_page=0.0, visits_of_worker=1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    for name in ("small", "json", "keep", "docs"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--only", default="", help="measure only pages whose name holds this")
    parser.add_argument("--seconds", type=float, help="how long each page is measured")
    options = parser.parse_args()
    size = SMALL if options.small else FULL
    if options.seconds:
        size = replace(size, seconds_a_page=options.seconds)
    with bases.running_server() as ours:
        figures = measure(ours, size, keep=options.keep, only=options.only)
    result = result_of(figures, size)
    sys.stdout.write(json.dumps(result) if options.json else markdown(result))
    sys.stdout.write("\n")
    if options.docs:
        write_tables(DOCUMENT, result)
    return 0 if result["met"] else 1


def measure(ours: Server, size: Size, *, keep: bool, only: str) -> dict[str, Any]:
    """Return all figures, from a database that is gone afterwards unless it is kept."""
    name = f"bench_{size.children}"
    word = bases.fingerprint(size.children, size.episodes)
    with bases.filled(ours, name, word, lambda: fill(ours, name, size), keep=keep):
        return measure_pages(ours, name, size, only)


def fill(ours: Server, name: str, size: Size) -> None:
    """Make the world in an empty database."""
    say(f"Filling a database with {size.children:,} children and {size.episodes:,} episodes")
    numbers = ["--children", str(size.children), "--episodes", str(size.episodes)]
    bases.run(["-m", "bench.world", *numbers], bases.owner_environment_of(ours, name))


def measure_pages(ours: Server, name: str, size: Size, only: str) -> dict[str, Any]:
    """Measure in a program that asks as the web role, and then a worker of the web server."""
    environment = bases.environment_of(ours, name)
    say("Finding and measuring pages")
    bases.run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], environment)
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "figures.json"
        told = ["--to", str(file), "--seconds", str(size.seconds_a_page), "--only", only]
        knows_owner = {**environment, "DATABASE_OWNER_URL": ours.url(OWNER, name)}
        bases.run(["-m", "bench.measuring", *told], knows_owner)
        figures: dict[str, Any] = json.loads(file.read_text())
    say("Measuring a worker")
    worker = measure_worker(figures.pop("visits"), environment, times=size.visits_of_worker)
    return {**figures, "worker": asdict(worker)}


def result_of(figures: dict[str, Any], size: Size) -> dict[str, Any]:
    """Return everything that is said about one run."""
    faults = missed(figures)
    return {
        "name": "pages",
        "on": f"{dt.datetime.now(dt.UTC):%-d %B %Y}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
        "world": {"children": size.children, "episodes": size.episodes},
        "figures": figures,
        "targets": TARGETS,
        "missed": faults,
        "met": not faults,
    }


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
