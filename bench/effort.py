"""`python -m bench.effort`: page loads, clicks and keys that the four worked cases take in the browser.

--small   the shortest case alone
--json    one object on stdout: name, figures, targets, met

The cases are entered step by step by the journeys of the tests, from intention to closing, by everybody
who takes part. Text goes in at once and its letters are counted apart; one domain of the shortest case is
typed key by key. Beside them, from signing in to the first plan of a new child by the keyboard alone. Ends
with 1 where a case cannot be entered.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.database import CLONE

CASES = {
    "case-1-yusuf": "tests/journeys/test_case_yusuf.py",
    "case-2-caitlin": "tests/journeys/test_case_caitlin.py",
    "case-3-brennan": "tests/journeys/test_case_brennan.py",
    "case-4-ivy": "tests/journeys/test_case_ivy.py",
}
SHORTEST = "case-4-ivy"
TARGETS = {"every_case_is_entered": True}
KEYBOARD = {"keyboard-alone": "tests/journeys/test_keyboard.py"}
HEADS = {
    "loads": "Page loads",
    "clicks": "Clicks",
    "keys": "Keys outside text",
    "letters": "Letters of text",
    "pressed": "Of them key by key",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.effort", description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chosen = {SHORTEST: CASES[SHORTEST]} if options.small else CASES | KEYBOARD
    result = result_of(measure(chosen), chosen)
    sys.stdout.write(json.dumps(result) if options.json else report_of(result))
    sys.stdout.write("\n")
    return 0 if result["met"] else 1


def measure(chosen: dict[str, str]) -> dict[str, dict[str, int]]:
    """Enter cases in the browser; return what each took, but for those that could not be entered."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", *chosen.values()]
        told = {**os.environ, "JOURNEY_EFFORT": folder}
        subprocess.run(command, cwd=CLONE, env=told, stdout=sys.stderr, check=False)
        return {path.stem: json.loads(path.read_text()) for path in sorted(Path(folder).glob("*.json"))}


def result_of(figures: dict[str, dict[str, int]], chosen: dict[str, str]) -> dict[str, Any]:
    """Return everything that is said about one run."""
    missed = sorted(set(chosen) - set(figures))
    return {"name": "effort", "figures": figures, "targets": TARGETS, "missed": missed, "met": not missed}


def report_of(result: dict[str, Any]) -> str:
    """Return the figures as a table."""
    lines = [f"| Case | {' | '.join(HEADS.values())} |", f"|---|{'--:|' * len(HEADS)}"]
    for name, one in result["figures"].items():
        lines.append(f"| {name} | {' | '.join(f'{one[key]:,}' for key in HEADS)} |")
    return "\n".join([*lines, *(f"\n{name} could not be entered" for name in result["missed"])])


if __name__ == "__main__":
    sys.exit(main())
