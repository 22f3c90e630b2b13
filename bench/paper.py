"""`python -m bench.paper`: typesetting copies on paper of the four worked cases, beside an empty sheet.

No sheet is typeset twice: the library remembers what it has set, and the same copy again takes a
tenth of the time.

--small   fewer rounds
--json    one object on stdout: name, figures, targets, met

Ends with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import statistics
import sys
import time
from dataclasses import replace
from typing import Any

from bench.database import CLONE
from opencaf.web.shared.paper import Block, Heading, Sheet, Words, typeset

CASES = CLONE / "tests" / "data" / "cases"
TEXTS = ("story", "family_words", "strengths", "needs", "evidence")
TARGETS = {"p50_ms": 150}
ROUNDS, FEW_ROUNDS = 60, 15
EMPTY = Sheet(title="Nothing", blocks=[Words("Nothing.")], foot="Copy 00000000")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.paper", description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = result_of(measure(FEW_ROUNDS if options.small else ROUNDS))
    sys.stdout.write(json.dumps(result) if options.json else report_of(result))
    sys.stdout.write("\n")
    return 0 if result["met"] else 1


def measure(rounds: int) -> dict[str, dict[str, Any]]:
    """Typeset every case and an empty sheet in turn, round after round; return figures by case."""
    sheets = {path.stem: sheet_of(json.loads(path.read_text())) for path in sorted(CASES.glob("case-*.json"))}
    typeset(EMPTY)  # reads the fonts, once for a worker
    taken: dict[str, list[float]] = {name: [] for name in sheets}
    empty: list[float] = []
    sizes = {name: len(typeset(sheet)) for name, sheet in sheets.items()}
    for number in range(rounds):
        empty.append(milliseconds(written_anew(EMPTY, number)))
        for name, sheet in sheets.items():
            taken[name].append(milliseconds(written_anew(sheet, number)))
    alone = statistics.median(empty)
    return {
        name: {
            "p50_ms": round(statistics.median(values), 1),
            "times_an_empty_sheet": round(statistics.median(values) / alone, 1),
            "bytes": sizes[name],
        }
        for name, values in taken.items()
    }


def written_anew(sheet: Sheet, number: int) -> Sheet:
    """Return a sheet every text of which was never set before."""
    blocks = [
        replace(one, text=f"{one.text} {number}.{place}") if isinstance(one, Words) else one
        for place, one in enumerate(sheet.blocks)
    ]
    return replace(sheet, blocks=blocks, foot=f"Copy {number:08}")


def milliseconds(sheet: Sheet) -> float:
    """Return how long one sheet takes."""
    start = time.perf_counter()
    typeset(sheet)
    return (time.perf_counter() - start) * 1000


def sheet_of(held: dict[str, Any]) -> Sheet:
    """Return the words of a case's assessment as they stand on a full copy."""
    blocks: list[Block] = []
    for box in held["assessment"]["elements"]:
        blocks.append(Heading(box["element"]))
        blocks += [Words(box[name], label=name) for name in TEXTS if box.get(name)]
    blocks += [Heading("Conclusions"), Words(held["assessment"]["conclusions"]["summary"])]
    return Sheet(title="Assessment", blocks=blocks, foot="Copy 00000000", across="Somebody")


def result_of(figures: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return everything that is said about one run."""
    missed = [name for name, one in figures.items() if one["p50_ms"] > TARGETS["p50_ms"]]
    return {
        "name": "paper",
        "on": f"{dt.datetime.now(dt.UTC):%-d %B %Y}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
        "figures": figures,
        "targets": TARGETS,
        "missed": missed,
        "met": not missed,
    }


def report_of(result: dict[str, Any]) -> str:
    """Return the figures as a table."""
    lines = [result["on"], "", "| Case | Median, ms | Times an empty sheet | Bytes |", "|---|--:|--:|--:|"]
    for name, one in result["figures"].items():
        lines.append(f"| {name} | {one['p50_ms']} | {one['times_an_empty_sheet']} | {one['bytes']:,} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
