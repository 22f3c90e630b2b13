"""`python -m bench.services`: a feed of 20,000 services (--small: 1,000) read and brought in.

Three in a hundred are wrong in a way that is known: each has to be rejected with one sentence, and no other.
The references of the same run are the bare reading of the same JSON and the bare COPY of the same records
into a table of two columns. The export must give the same bytes before and after it is brought in elsewhere;
the same feed again must change nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

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
from opencaf.config.postgres import SUPERUSER

DATABASE = "bench_services"
SEED = 6
TARGETS = {
    "seconds": 30,
    "rejected_as_meant": True,
    "again_changes_nothing": True,
    "export_is_the_same": True,
}
WRONG = (
    {"minimum_age": 12, "maximum_age": 5},
    {"status": "open"},
    {"name": ""},
    {"organization": None},
    {"minimum_age": "5"},
)
BEGIN = ("--given-name", "Erin", "--family-name", "Moss")
Figures = dict[str, Any]


def main() -> int:
    """Measure, print, and return 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.services", description=__doc__)
    parser.add_argument("--small", action="store_true", help="1,000 services")
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--timed", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.timed:
        return timed(options.timed)
    figures = measure(1_000 if options.small else 20_000)
    wrong = [name for name, target in TARGETS.items() if not met(figures[name], target)]
    result = {
        "name": "services",
        "small": options.small,
        "figures": figures,
        "targets": TARGETS,
        "missed": wrong,
        "met": not wrong,
    }
    words = ", ".join(f"{name} {value}" for name, value in figures.items())
    sys.stdout.write(json.dumps(result) if options.json else f"{words}\nMissed: {wrong or 'nothing'}")
    sys.stdout.write("\n")
    return 1 if wrong else 0


def met(value: Any, target: Any) -> bool:
    """Whether a figure keeps its target."""
    return value is target if isinstance(target, bool) else value <= target


def measure(services: int) -> Figures:
    """Return times and what came of a feed, in a database of its own."""
    with tempfile.TemporaryDirectory() as folder, running_server() as ours:
        path = Path(folder) / "feed.json"
        wrong = written_feed(path, services)
        make_database(ours, DATABASE)
        begin(owner_environment_of(ours, DATABASE))
        bare = bare_figures(path, ours.url(SUPERUSER, DATABASE))
        command = [sys.executable, "-m", "bench.services", "--timed", str(path)]
        done = subprocess.run(
            command,
            cwd=CLONE,
            env=environment_of(ours, DATABASE),
            check=True,
            text=True,
            capture_output=True,
        )
        found = json.loads(done.stdout)
        drop_database(ours, DATABASE)
    return {
        "services": services,
        "megabytes": found.pop("megabytes"),
        "seconds": found["seconds"],
        **bare,
        "times_of_bare": round(found["seconds"] / sum(bare.values()), 1),
        "rejected": found["rejected"],
        "rejected_as_meant": found.pop("rejected") == wrong,
        **{name: value for name, value in found.items() if name != "seconds"},
    }


def begin(environment: dict[str, str]) -> None:
    """Make two authorities, each with somebody who keeps the list."""
    for code, name in (("MARL", "Marlbeck"), ("ELSE", "Elsewhere")):
        mail = f"{code.lower()}@example.org"
        password = {"OPENCAF_ADMINISTRATOR_PASSWORD": "a long passphrase of benchmarks only"}
        arguments = [str(CLONE / "manage.py"), "begin_authority", code, name, *BEGIN, "--email", mail]
        run(arguments, {**environment, **password}, stdout=subprocess.DEVNULL)


def bare_figures(path: Path, url: str) -> Figures:
    """Return what the bare reading of the JSON and the bare COPY of its records take."""
    begun = time.perf_counter()
    records = json.loads(path.read_bytes())["contents"]
    read = time.perf_counter() - begun
    with psycopg.connect(url) as connection:
        connection.execute("create table bare (id text, record jsonb)")
        begun = time.perf_counter()
        with connection.cursor().copy("copy bare (id, record) from stdin") as copy:
            for record in records:
                copy.write_row((record["id"], json.dumps(record)))
        connection.commit()
        copied = time.perf_counter() - begun
        connection.execute("drop table bare")
    return {"bare_json_seconds": round(read, 2), "bare_copy_seconds": round(copied, 2)}


def timed(path: Path) -> int:
    """Bring the feed in as the web role does, and print what it took."""
    # Django begins in bench/__init__.py, before this program's own models are imported.
    from opencaf.agencies.command_line import acting_as, practitioner_with_address  # noqa: PLC0415
    from opencaf.directory.open_referral.reading import read_files, read_texts  # noqa: PLC0415
    from opencaf.directory.operations.exporting import export_feed  # noqa: PLC0415
    from opencaf.directory.operations.importing import import_feed  # noqa: PLC0415

    here, there = (practitioner_with_address(f"{code}@example.org") for code in ("marl", "else"))
    with acting_as(here):
        begun = time.perf_counter()
        brought = import_feed(feed=read_files([path]), name="county", by=here)
        seconds = time.perf_counter() - begun
        begun = time.perf_counter()
        again = import_feed(feed=read_files([path]), name="county", by=here)
        seconds_again = time.perf_counter() - begun
        first = export_feed(by=here)
    with acting_as(there):
        import_feed(feed=read_texts([first]), name="from elsewhere", by=there)
        second = export_feed(by=there)
    found = {
        "seconds": round(seconds, 2),
        "seconds_again": round(seconds_again, 2),
        "megabytes": round(path.stat().st_size / 1e6, 1),
        "rejected": len(brought.rejects),
        "again_changes_nothing": not again.added and not again.changed and not again.retired,
        "export_is_the_same": first == second,
    }
    sys.stdout.write(json.dumps(found))
    return 0


def written_feed(path: Path, services: int) -> int:
    """Write a feed, and return how many of its services are wrong."""
    chance = random.Random(SEED)
    organisations = [
        {"id": key(chance), "name": f"Charity {number}", "description": "A charity."}
        for number in range(max(1, services // 10))
    ]
    records = [record(chance, number, chance.choice(organisations)) for number in range(services)]
    wrong = records[:: 100 // 3]
    for place, one in enumerate(wrong):
        one |= WRONG[place % len(WRONG)]
    path.write_text(json.dumps({"version": "HSDS-UK-3.0", "contents": records}))
    return len(wrong)


def record(chance: random.Random, number: int, organisation: dict[str, str]) -> dict[str, Any]:
    """Return a service with one of each part."""
    young = chance.randrange(0, 16)
    address = {
        "id": key(chance),
        "address_1": f"{chance.randrange(1, 200)} Quay Lane",
        "city": "Marlow",
        "state_province": "",
        "postal_code": f"ZZ{chance.randrange(1, 30)} {chance.randrange(1, 9)}AB",
        "country": "GB",
        "address_type": "physical",
    }
    location = {"id": key(chance), "location_type": "physical", "name": "A hall", "addresses": [address]}
    term = {"id": key(chance), "taxonomy": "needs", "name": chance.choice(("Loss", "Housing", "Speech"))}
    return {
        "id": key(chance),
        "name": f"Service {number}",
        "status": "active" if chance.random() < 0.95 else "temporarily closed",
        "description": "<p>Somebody to talk to.</p> " + "Families come here every week. " * 20,
        "minimum_age": young,
        "maximum_age": young + chance.randrange(0, 10),
        "assured_date": "2026-08-01",
        "organization": organisation,
        "cost_options": [{"id": key(chance), "option": "A session", "amount": 3.5}],
        "schedules": [{"id": key(chance), "freq": "WEEKLY", "byday": "MO,TH", "opens_at": "16:00"}],
        "languages": [{"id": key(chance), "name": "English"}],
        "contacts": [{"id": key(chance), "phones": [{"id": key(chance), "number": "01632 960123"}]}],
        "service_at_locations": [{"id": key(chance), "location": location}],
        "attributes": [{"id": key(chance), "link_type": "service_category", "taxonomy_term": term}],
    }


def key(chance: random.Random) -> str:
    """Return an id as feeds have them."""
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


if __name__ == "__main__":
    sys.exit(main())
