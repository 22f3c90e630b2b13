"""Which keys of the worked cases the program cannot hold yet; prints docs/case-coverage.md.

The journeys declare what they entered in entered.json and are refused when they entered anything else.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.journeys.cases.reading import NAMES, Entry, keys_of

ENTERED = Path(__file__).with_name("entered.json")

# The longest beginning of a key that fits says what will hold it.
WHAT_WILL_HOLD_IT = {
    "practitioners[].training": "Training of practitioners",
    "closure.feedback": "Feedback of the family",
    "closure.retention_starts_on": "Retention",
}
HEAD = """# What of the worked cases the program cannot hold yet

Printed by `python -m tests.journeys.cases.coverage`; a test compares it with what the four journeys in
tests/journeys enter through the pages. Every other key of tests/data/cases is entered there as a
practitioner would; the steps, stories, marks, results and figures are found again afterwards. Agencies,
localities and practitioners are made by operations, because administrators have no pages yet.

| key | for example | cases | what will hold it |
|---|---|---|---|
"""


def declare(name: str, case: Entry) -> None:
    """Write down what a journey entered."""
    declared = entered()
    declared[name] = sorted(case.seen & keys_of(name).keys())
    ENTERED.write_text(json.dumps(dict(sorted(declared.items())), indent=1) + "\n", encoding="utf-8")


def entered() -> dict[str, list[str]]:
    """Return which keys each journey says that it enters."""
    if not ENTERED.exists():
        return {}
    held: dict[str, list[str]] = json.loads(ENTERED.read_text(encoding="utf-8"))
    return held


def missing() -> dict[str, tuple[str, list[str]]]:
    """Return the keys that are not entered: an example, and the numbers of the cases."""
    declared = entered()
    found: dict[str, tuple[str, list[str]]] = {}
    for name in NAMES:
        for key, example in keys_of(name).items():
            if key not in declared.get(name, []):
                found.setdefault(key, (example, []))[1].append(name.split("-")[1])
    return found


def what_will_hold(key: str) -> str:
    """Return what a later change brings for a key; raises KeyError where nobody has thought of it."""
    fitting = [begin for begin in WHAT_WILL_HOLD_IT if key.startswith(begin)]
    return WHAT_WILL_HOLD_IT[max(fitting, key=len)] if fitting else _unforeseen(key)


def _unforeseen(key: str) -> str:
    raise KeyError(f"{key} is not entered, and nothing is foreseen to hold it")


def document() -> str:
    """Return the text of docs/case-coverage.md."""
    rows = [
        f"| `{key}` | {shortened(example)} | {', '.join(cases)} | {what_will_hold(key)} |"
        for key, (example, cases) in sorted(missing().items())
    ]
    return HEAD + "\n".join(rows) + "\n"


def shortened(example: str) -> str:
    """Return an example short enough for a table."""
    words = example.replace("|", "/").replace("\n", " ")
    return words if len(words) <= 60 else f"{words[:57].rstrip()}…"


if __name__ == "__main__":
    sys.stdout.write(document())
