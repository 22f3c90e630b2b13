"""`python -m bench.worklists`: what the lists of work take in a large authority, beside their bare SQL.

My work of thirty practitioners, and of a coordinator and a manager: My work, the board, each of its
lists, and who leads how many. Each page is asked in turn with the statements that it sends, sent again by
a bare connection. Times are those of the program's own handler, PostgreSQL's included.

--small   a small world, in under a minute
--json    one object on stdout: name, figures, targets, met
--keep    keep the filled database, and use it again while migrations and world are the same

Ends with 1 where the 95th percentile of a list is above its target.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.urls import reverse

from bench import database as bases
from bench.addresses import Page
from bench.asking import Person, Site
from bench.cast import find_cast
from bench.timing import BareConnection, milliseconds, see
from opencaf.config.postgres import Server
from opencaf.core.roles import OWNER

P95_MS = 100.0
TARGETS = {"p95_ms": P95_MS}
WARM = 3
# Those who lead most are last, since their lists are the longest.
WORKERS = """
select person.user_id from agencies_practitioner person
join episodes_leadprofessional lead on lead.practitioner_id = person.id and lead.ended_on is null
group by person.user_id order by count(*), person.user_id
"""
COUNTS = """
select (select count(*) from episodes_episode where closed_on is null),
       (select count(*) from agencies_practitioner)
"""


@dataclass(frozen=True)
class Size:
    """How much there is to look at, whose My work is asked, and how often each page."""

    children: int
    episodes: int
    practitioners: int
    workers: int
    rounds: int


FULL = Size(children=133_400, episodes=66_700, practitioners=3_000, workers=30, rounds=20)
SMALL = Size(children=300, episodes=120, practitioners=60, workers=3, rounds=3)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.worklists", description=__doc__)
    for name in ("small", "json", "keep"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args()
    size = SMALL if options.small else FULL
    with bases.running_server() as ours:
        found = measure(ours, size, keep=options.keep)
    result = result_of(found)
    sys.stdout.write(json.dumps(result) if options.json else table_of(result))
    sys.stdout.write("\n")
    return 0 if result["met"] else 1


def measure(ours: Server, size: Size, *, keep: bool) -> dict[str, Any]:
    """Fill a database where none is kept, and ask in a program that asks as the web role."""
    name, word = f"bench_worklists_{size.children}", bases.fingerprint(size)
    with bases.filled(ours, name, word, lambda: fill(ours, name, size), keep=keep):
        environment = bases.environment_of(ours, name)
        bases.run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], environment)
        knows_owner = {**environment, "DATABASE_OWNER_URL": ours.url(OWNER, name)}
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "figures.json"
            asked = [str(size.workers), str(size.rounds), str(file)]
            bases.run(
                ["-c", "import sys; from bench.worklists import ask; ask(*sys.argv[1:])", *asked], knows_owner
            )
            found: dict[str, Any] = json.loads(file.read_text())
    return found


def fill(ours: Server, name: str, size: Size) -> None:
    """Make the world in an empty database."""
    numbers = {"children": size.children, "episodes": size.episodes, "practitioners": size.practitioners}
    told = [word for key, number in numbers.items() for word in (f"--{key}", str(number))]
    bases.run(["-m", "bench.world", *told], bases.owner_environment_of(ours, name))


def ask(workers: str, rounds: str, to: str) -> None:
    """Ask for every list in turn, and write what it took."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        everybody = [user_id for (user_id,) in owner.execute(WORKERS).fetchall()]
        counts = owner.execute(COUNTS).fetchone()
    taken: dict[str, dict[str, list[float]]] = {}
    bare = BareConnection()
    for title, page in pages_of(Site(), everybody[-int(workers) :]):
        times = taken.setdefault(title, {"page": [], "bare_sql": []})
        time_in_turn(page, bare, int(rounds), times)
    lists = {title: figures_of(times) for title, times in taken.items()}
    Path(to).write_text(json.dumps({"counts": counts, "lists": lists}))


def pages_of(site: Site, workers: list[Any]) -> Iterator[tuple[str, Page]]:
    """Yield every list with its title."""
    cast = find_cast(site)
    my_work, board = reverse("home:my_work"), reverse("home:board")
    for user_id in workers:
        yield "My work, practitioner", Page("home:my_work", Person(site, "practitioner", user_id), my_work)
    for role in ("coordinator", "manager"):
        person = cast.others[role]
        yield f"My work, {role}", Page("home:my_work", person, my_work)
        yield f"Board, {role}", Page("home:board", person, board)
        yield f"Who leads how many, {role}", Page("home:caseload", person, reverse("home:caseload"))
    person = cast.others["coordinator"]
    for address in lists_on(person.get(board).text, board):
        yield "Lists of the board, coordinator", Page("home:board_list", person, address)


def lists_on(page: str, board: str) -> list[str]:
    """Return the addresses of the lists to which a board leads."""
    links = {part.split('"')[0] for part in page.split('href="')[1:]}
    return sorted(
        link for link in links if link.startswith(board) and "caseload" not in link and link != board
    )


def time_in_turn(page: Page, bare: BareConnection, rounds: int, times: dict[str, list[float]]) -> None:
    """Ask for a page and for its bare SQL in turn, so that whatever disturbs one disturbs both."""
    statements = see(page).statements
    gc.collect()
    for number in range(WARM + rounds):
        whole, alone = milliseconds(page.ask), milliseconds(lambda: bare.replay(statements))
        if number >= WARM:
            times["page"].append(whole)
            times["bare_sql"].append(alone)


def figures_of(times: dict[str, list[float]]) -> dict[str, Any]:
    """Return the median and the 95th percentile of a list and of its bare SQL."""
    page, alone = times["page"], times["bare_sql"]
    return {
        "p50_ms": round(statistics.median(page), 1),
        "p95_ms": round(p95(page), 1),
        "bare_p95_ms": round(p95(alone), 1),
        "ratio": round(statistics.median(page) / statistics.median(alone), 2),
        "times": len(page),
    }


def p95(times: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def result_of(found: dict[str, Any]) -> dict[str, Any]:
    """Return everything that is said about one run."""
    missed = [title for title, one in found["lists"].items() if one["p95_ms"] > P95_MS]
    open_cases, practitioners = found["counts"]
    return {
        "name": "worklists",
        "world": {"open_cases": open_cases, "practitioners": practitioners},
        "load": round(os.getloadavg()[0], 1),
        "figures": found["lists"],
        "targets": TARGETS,
        "missed": missed,
        "met": not missed,
    }


def table_of(result: dict[str, Any]) -> str:
    """Return the figures as a table for people."""
    lines = [
        "{open_cases:,} open CAFs, {practitioners:,} practitioners".format(**result["world"]),
        "",
        "| list | p50, ms | p95, ms | bare SQL p95, ms | ratio of medians | times |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    lines += [
        "| {} | {p50_ms} | {p95_ms} | {bare_p95_ms} | {ratio} | {times} |".format(title, **one)
        for title, one in result["figures"].items()
    ]
    return "\n".join([*lines, "", f"Missed: {', '.join(result['missed']) or 'nothing'}"])


if __name__ == "__main__":
    sys.exit(main())
