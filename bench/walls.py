"""`python -m bench.walls`: what the second wall costs a page of a case, and a search.

Each page is asked in turn of a database as it is in service, and of a copy of it without any row-level
security. Times are those of the program's own handler, PostgreSQL's included.

--small   a small world, in under a minute
--json    one object on stdout: name, figures, targets, met

Ends with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import reverse

from bench import database as bases
from bench.addresses import Page, Search, look_at
from bench.asking import Site
from bench.cast import Cast, find_cast
from bench.timing import milliseconds
from opencaf.config.postgres import SUPERUSER, Server
from opencaf.core.roles import OWNER, WEB

DATABASE = "bench_walls"
WITHOUT = "bench_walls_without"
RATIO = 1.25
TARGETS = {"ratio": RATIO}
CASE = ("episodes:overview", "episodes:assessment", "episodes:plan", "episodes:meetings", "episodes:journey")
CASE_AND_SEARCH = ("children:results", "children:show", *CASE)
LISTS = {"home:my_work": "practitioner", "home:board": "coordinator"}
# As in service: a statement is kept from its sixth time, and its plan from the sixth time after that.
WARM = 12
LEAST = WARM + 8
WALLED = "select oid::regclass::text from pg_class where relrowsecurity and relkind = 'r' order by 1"


@dataclass(frozen=True)
class Size:
    """How much there is to look at, and how long each page is asked."""

    children: int
    episodes: int
    seconds_a_page: float


FULL = Size(children=5_000, episodes=2_000, seconds_a_page=6.0)
SMALL = Size(children=300, episodes=120, seconds_a_page=0.7)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.walls", description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    size = SMALL if options.small else FULL
    with bases.running_server() as ours:
        pages = measure(ours, size)
    result = result_of(pages, size)
    sys.stdout.write(json.dumps(result) if options.json else table_of(result))
    sys.stdout.write("\n")
    return 0 if result["met"] else 1


def measure(ours: Server, size: Size) -> list[dict[str, Any]]:
    """Fill a database and measure in a program that asks as the web role."""
    bases.make_database(ours, DATABASE)
    try:
        numbers = ["--children", str(size.children), "--episodes", str(size.episodes)]
        bases.run(["-m", "bench.world", *numbers], bases.owner_environment_of(ours, DATABASE))
        environment = bases.environment_of(ours, DATABASE)
        bases.run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], environment)
        knows_more = {
            **environment,
            "DATABASE_OWNER_URL": ours.url(OWNER, DATABASE),
            "DATABASE_SUPERUSER_URL": ours.url(SUPERUSER, "postgres"),
        }
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "figures.json"
            asked = [str(size.seconds_a_page), str(file)]
            bases.run(
                ["-c", "import sys; from bench.walls import ask; ask(*sys.argv[1:])", *asked], knows_more
            )
            found: list[dict[str, Any]] = json.loads(file.read_text())
    finally:
        for name in (DATABASE, WITHOUT):
            bases.drop_database(ours, name)
    return found


def ask(seconds: str, to: str) -> None:
    """Ask for each page in turn with the wall and without, and write what it took."""
    pages = find_measured(find_cast(Site()))
    databases = {"walled": connections["default"], "bare": copy_without_wall()}
    figures = []
    for page in pages:
        taken: dict[str, list[float]] = {"walled": [], "bare": []}
        gc.collect()
        give_up_at = time.perf_counter() + float(seconds)
        while len(taken["bare"]) < LEAST or time.perf_counter() < give_up_at:
            for name, times in taken.items():
                connections["default"] = databases[name]
                times.append(milliseconds(page.ask))
        figures.append(figures_of(page, taken))
    Path(to).write_text(json.dumps(figures))


def copy_without_wall() -> BaseDatabaseWrapper:
    """Copy the database, sessions and all, take row-level security from every table, and connect to it."""
    connections.close_all()
    with psycopg.connect(os.environ["DATABASE_SUPERUSER_URL"], autocommit=True) as superuser:
        superuser.execute(f"create database {WITHOUT} template {DATABASE}")
        superuser.execute(f"alter database {WITHOUT} set synchronous_commit = off")
        superuser.execute(f"grant connect on database {WITHOUT} to {WEB}")
    with psycopg.connect(os.environ["DATABASE_SUPERUSER_URL"], dbname=WITHOUT) as superuser:
        for (table,) in superuser.execute(WALLED).fetchall():
            superuser.execute(f"alter table {table} disable row level security")
    connections.databases["bare"] = {**connections.databases["default"], "NAME": WITHOUT}
    return connections["bare"]


@dataclass
class Everything(Search):
    """Keeps every page that opens, for each of its readers."""

    every: list[Page] = field(default_factory=list)

    def keep(self, page: Page) -> None:
        if page.name != "children:find":
            self.every.append(page)


def find_measured(cast: Cast) -> list[Page]:
    """Return the pages that are compared: of the fullest case, of its child, a search, and the lists."""
    case, coordinator = cast.cases[0], cast.others["coordinator"]
    search = Everything()
    for person in (case.lead, coordinator):
        look_at(Page("children:find", person, reverse("children:find")), search)
        look_at(Page("children:show", person, reverse("children:show", args=[case.child_id])), search)
        for name in CASE:
            look_at(Page(name, person, reverse(name, args=[case.episode_id])), search)
    for name, role in LISTS.items():
        look_at(Page(name, cast.others.get(role, case.lead), reverse(name)), search)
    return search.every


def figures_of(page: Page, taken: dict[str, list[float]]) -> dict[str, Any]:
    """Return the medians of a page with and without the wall, and their ratio."""
    walled, bare = (statistics.median(taken[name][WARM:]) for name in ("walled", "bare"))
    return {
        "name": page.name,
        "role": page.person.role,
        "walled": round(walled, 2),
        "bare": round(bare, 2),
        "ratio": round(walled / bare, 3),
        "times": len(taken["bare"]) - WARM,
    }


def result_of(pages: list[dict[str, Any]], size: Size) -> dict[str, Any]:
    """Return everything that is said about one run."""
    held = [page for page in pages if page["name"] in CASE_AND_SEARCH]
    missed = [f"{page['name']} ({page['role']})" for page in held if page["ratio"] > RATIO]
    missing = sorted(set(CASE_AND_SEARCH) - {page["name"] for page in held})
    return {
        "name": "walls",
        "world": {"children": size.children, "episodes": size.episodes},
        "figures": pages,
        "targets": TARGETS,
        "missed": missed + missing,
        "met": not missed and not missing,
    }


def table_of(result: dict[str, Any]) -> str:
    """Return the figures as a table for people."""
    lines = ["| page | who asks | with the wall, ms | without, ms | ratio |", "|---|---|---|---|---|"]
    lines += [
        "| {name} | {role} | {walled:.2f} | {bare:.2f} | {ratio:.2f} |".format(**page)
        for page in result["figures"]
    ]
    return "\n".join([*lines, "", f"Missed: {', '.join(result['missed']) or 'nothing'}"])


if __name__ == "__main__":
    sys.exit(main())
