"""`python -m bench.import_register`: an invented register of 100,000 rows (--small: 3,000), brought in.

Reading, matching and writing are timed apart, in a process and a database of their own. The references of the
same run are the bare reading of the same file, row by row, and the bare COPY of the rows that were written.
What every row means is known (bench.register_rows): what was read right, what wrong in silence, which
children were joined and which doubts pointed out is counted.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import django
import psycopg

from bench.database import (
    CLONE,
    drop_database,
    environment_of,
    make_database,
    owner_environment_of,
    run,
    running_server,
)
from bench.register_rows import Meant, written_register
from opencaf.config.postgres import SUPERUSER
from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.mapping import Mapping
from opencaf.registers.trying import Clock, try_register
from opencaf.registers.wording import plain

SEED = 31
DATABASE = "bench_import_register"
MAIL = "marl@example.org"
BEGIN = ("--given-name", "Erin", "--family-name", "Moss", "--email", MAIL)
TABLES = (
    "people_person",
    "people_personname",
    "people_contactpoint",
    "people_identifier",
    "people_schooling",
    "people_relationship",
    "people_household",
    "people_householdmember",
    "people_nameword",
    "people_searchname",
    "episodes_meeting",
    "episodes_leadprofessional",
    "episodes_assessment",
    "episodes_closure",
    "episodes_contactnote",
    "episodes_episode",
    "episodes_episodechild",
    "registers_importedrow",
    "registers_importedperson",
    "registers_importedoriginal",
)
TARGETS = {
    "seconds": 300,
    "megabytes": 400,
    "fields_right": 0.97,
    "wrong_in_silence": 0.002,
    "dates_wrong_in_silence": 0.001,
    "precision": 1.0,
    "recall": 0.97,
    "doubts_pointed_out": 0.98,
    "questions_about_clean_rows": 0.03,
}
AT_LEAST = ("fields_right", "precision", "recall", "doubts_pointed_out")
NAMES = ("given", "family")
DATES = ("dob", "started_on", "closed_on")
Figures = dict[str, Any]


def main() -> int:
    """Measure, print, and return 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.import_register", description=__doc__)
    parser.add_argument("--small", action="store_true", help="3,000 rows")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--timed", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.timed:
        return timed(options.timed)
    figures = measure(3_000 if options.small else options.rows, options.seed)
    wrong = missed(figures)
    result = {
        "name": "import_register",
        "figures": figures,
        "targets": TARGETS,
        "missed": wrong,
        "met": not wrong,
    }
    sys.stdout.write(json.dumps(result) if options.json else sentences(figures, wrong))
    sys.stdout.write("\n")
    return 1 if wrong else 0


def measure(rows: int, seed: int) -> Figures:
    """Return times, memory and what came of a register."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        meant = written_register(path, rows, seed=seed)
        bare = bare_reading(path)
        count = Count()
        for reading, truth in zip(try_register(path, Mapping()), meant, strict=True):
            count.add(reading, truth)
        brought_in = bring_in(path)
    return {
        "rows": len(meant),
        **brought_in,
        "seconds_of_the_bare_reading": round(bare, 2),
        **count.figures(),
    }


def bring_in(path: Path) -> Figures:
    """Return what it took to bring a register in, in a database of its own, beside the bare COPY."""
    with running_server() as ours:
        make_database(ours, DATABASE)
        begin(owner_environment_of(ours, DATABASE), ours.url(SUPERUSER, DATABASE))
        done = subprocess.run(
            [sys.executable, "-m", "bench.import_register", "--timed", str(path)],
            cwd=CLONE,
            env=environment_of(ours, DATABASE),
            check=True,
            text=True,
            stdout=subprocess.PIPE,
        )
        found: Figures = json.loads(done.stdout)
        found["seconds_of_the_bare_copy"] = round(bare_copy(ours.url(SUPERUSER, DATABASE)), 2)
        drop_database(ours, DATABASE)
    return found


def begin(environment: dict[str, str], url: str) -> None:
    """Make an authority that holds meetings, with somebody who coordinates."""
    password = {"OPENCAF_ADMINISTRATOR_PASSWORD": "a long passphrase of benchmarks only"}
    arguments = [str(CLONE / "manage.py"), "begin_authority", "MARL", "Marlbeck", *BEGIN]
    run(arguments, {**environment, **password}, stdout=subprocess.DEVNULL)
    with psycopg.connect(url) as connection:
        connection.execute("update agencies_post set role = 'coordinator'")
        connection.execute(
            "insert into agencies_meetingkind "
            "(id, recorded_at, authority_id, code, name, about_many_children, position) "
            "select gen_random_uuid(), now(), id, 'tac', 'Team around the child', false, 99 "
            "from agencies_authority on conflict do nothing"
        )


def timed(path: Path) -> int:
    """Bring a register in and print what it took; the database is the environment's."""
    django.setup()
    command_line = import_module("opencaf.agencies.command_line")
    importing = import_module("opencaf.registers.operations.importing")
    clock = Clock()
    begun = time.perf_counter()
    with command_line.acting_as(command_line.practitioner_with_address(MAIL)) as by:
        result = importing.bring_in_register(path, Mapping(), timed=clock, by=by)
    figures = {
        "seconds": round(time.perf_counter() - begun, 1),
        "seconds_to_read": round(clock.read, 1),
        "seconds_to_match": round(clock.matched, 1),
        "seconds_to_write": round(clock.written, 1),
        "rows_of_tables_written": result.tables,
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    sys.stdout.write(json.dumps(figures))
    return 0


def bare_copy(url: str) -> float:
    """Return how long COPY takes for the same rows into the same columns, without keys and triggers."""
    spent = 0.0
    with psycopg.connect(url) as connection:
        for table in TABLES:
            with connection.cursor().copy(f"copy {table} to stdout") as out:
                rows = b"".join(bytes(piece) for piece in out)
            connection.execute(f"create temporary table bare (like {table}) on commit drop")
            begun = time.perf_counter()
            with connection.cursor().copy("copy bare from stdin") as into:
                into.write(rows)
            connection.commit()
            spent += time.perf_counter() - begun
    return spent


def bare_reading(path: Path) -> float:
    """Return how long the file takes to be read and nothing made of it."""
    begun = time.perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file):
            pass
    return time.perf_counter() - begun


class Count:
    """What was read right, wrong in silence, joined and pointed out."""

    def __init__(self) -> None:
        self.fields = self.right = self.silent = self.dates = self.silent_dates = 0
        self.doubts = self.pointed_out = self.clean = self.asked = self.misplaced = 0
        self.found: dict[str, list[int]] = defaultdict(list)
        self.true: dict[int, list[str]] = defaultdict(list)

    def add(self, reading: Reading, meant: Meant | None) -> None:
        """Count a row."""
        if meant is None or reading.disposition == "reject":
            self.misplaced += (meant is None) != (reading.disposition == "reject")
            return
        flags = {(flag["field"], flag["code"]) for flag in reading.flags}
        flagged = {name for name, _ in flags}
        for name, truth in meant.values.items():
            self.compare(
                name,
                truth,
                value_of(reading, name),
                name in flagged or ("name" in flagged and name in NAMES),
            )
        self.doubts += len(meant.doubts)
        self.pointed_out += len(meant.doubts & flags)
        self.clean += meant.is_clean
        self.asked += bool(meant.is_clean and flags)
        self.found[reading.persons[0]].append(meant.child)
        self.true[meant.child].append(reading.persons[0])

    def compare(self, name: str, truth: str | None, found: str | None, is_flagged: bool) -> None:
        """Count a field."""
        is_date = name in DATES
        is_right = (
            plain(truth or "") == plain(found or "") if name in NAMES else (truth or "") == (found or "")
        )
        is_silent = not is_right and not is_flagged
        self.fields += 1
        self.right += is_right
        self.silent += is_silent
        self.dates += is_date
        self.silent_dates += is_silent and is_date

    def figures(self) -> Figures:
        """Return the shares."""
        joined = sum(1 for children in self.found.values() for _ in combinations(children, 2))
        wrongly = sum(
            one != other for children in self.found.values() for one, other in combinations(children, 2)
        )
        of_one = sum(1 for persons in self.true.values() for _ in combinations(persons, 2))
        together = sum(
            one == other for persons in self.true.values() for one, other in combinations(persons, 2)
        )
        return {
            "fields_right": share(self.right, self.fields),
            "wrong_in_silence": share(self.silent, self.fields),
            "dates_wrong_in_silence": share(self.silent_dates, self.dates),
            "precision": share(joined - wrongly, joined),
            "recall": share(together, of_one),
            "pairs_of_one_child": of_one,
            "doubts_pointed_out": share(self.pointed_out, self.doubts),
            "questions_about_clean_rows": share(self.asked, self.clean),
            "rows_rejected_wrongly_or_not": self.misplaced,
        }


def value_of(reading: Reading, name: str) -> str | None:
    """Return what was read in a field."""
    child = reading.children[0]
    parts = {"given": "given_names", "family": "family_name"}
    data = child if name in ("given", "family", "dob", "sex", "nhs_number") else reading.values
    value: str | None = data.get(parts.get(name, name), {}).get("value")
    return value


def share(part: int, whole: int) -> float:
    """Return a share; all of nothing."""
    return round(part / whole, 5) if whole else 1.0


def missed(figures: Figures) -> list[str]:
    """Return which targets are missed."""
    return [
        f"{name} is {figures[name]}, not {target}"
        for name, target in TARGETS.items()
        if (figures[name] < target if name in AT_LEAST else figures[name] > target)
    ]


def sentences(figures: Figures, wrong: list[str]) -> str:
    """Return the figures as lines for people."""
    lines = [f"{name.replace('_', ' ')}: {value}" for name, value in figures.items()]
    return "\n".join([*lines, *(f"Missed: {sentence}" for sentence in wrong)])


if __name__ == "__main__":
    sys.exit(main())
