"""`python -m bench.canaries`: does anybody see a word of a record that is not open to them?

Loads the demonstration with words of its own in every name and text of every family, signs in as every
role, looks everywhere, and compares what was shown with the rules in bench/sweep/rules.py.

--small   40 CAFs of two authorities instead of the whole demonstration
--json    one object on stdout: name, figures, targets, met

Ends with 1 where a word was shown that the rules do not allow, where one stands in a log, mail, title or
address, or where the sweep was blind.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import database as bases
from bench.sweep.sizes import FULL, SMALL, Size
from bench.sweep.words import words_in
from opencaf.config.postgres import Server
from opencaf.core.roles import OWNER

DATABASE = "bench_canaries"
TARGETS = {"leaks": 0, "exposed": 0, "blind": 0, "loud": 0, "planted_leak_seen": True}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.canaries", description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with bases.running_server("canaries") as ours:
        result = result_of(measure(ours, small=options.small), SMALL if options.small else FULL)
    sys.stdout.write(json.dumps(result) if options.json else report_of(result))
    sys.stdout.write("\n")
    return 0 if result["met"] else 1


def measure(ours: Server, *, small: bool) -> dict[str, Any]:
    """Sweep a database of its own, in a program that asks as the web role; then read the server's log."""
    said_before = ours.log.stat().st_size
    bases.make_database(ours, DATABASE)
    try:
        environment = bases.environment_of(ours, DATABASE)
        bases.run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], environment)
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "found.json"
            knows_owner = {**environment, "DATABASE_OWNER_URL": ours.url(OWNER, DATABASE)}
            bases.run(["-m", "bench.sweep", "small" if small else "full", str(file)], knows_owner)
            found: dict[str, Any] = json.loads(file.read_text())
    finally:
        bases.drop_database(ours, DATABASE)
    said = ours.log.read_bytes()[said_before:].decode(errors="replace")
    found["loud"] += [f"PostgreSQL's log holds {word}" for word in sorted(words_in(said))]
    return found


def result_of(found: dict[str, Any], size: Size) -> dict[str, Any]:
    """Return everything that is said about one run."""
    faults = [*found["leaks"], *found["exposed"], *found["blind"], *found["loud"]]
    if not found["planted_leak_seen"]:
        faults.append("A leak that was planted was not seen")
    return {
        "name": "canaries",
        "world": {"authorities": size.authorities, "children": size.children, "episodes": size.episodes},
        "figures": found,
        "targets": TARGETS,
        "missed": faults,
        "met": not faults,
    }


def report_of(result: dict[str, Any]) -> str:
    """Return the result as lines for people."""
    found = result["figures"]
    lines = [f"{found['words']:,} words in {found['cases']:,} cases", ""]
    lines += ["| who looked | pages | opened | words of cases |", "|---|---|---|---|"]
    lines += [
        "| {who} | {pages:,} | {opened:,} | {words_of_cases:,} |".format(**one) for one in found["viewers"]
    ]
    lines += ["", f"Never shown to anybody: {', '.join(found['never_shown']) or 'nothing'}"]
    return "\n".join([*lines, "", f"Missed: {len(result['missed'])}", *result["missed"][:200]])


if __name__ == "__main__":
    sys.exit(main())
