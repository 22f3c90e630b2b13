"""`python -m bench.paper`: typesetting copies on paper of the four worked cases, beside an empty sheet.

Of each case the copy of its assessment, a copy for the table of its meeting, and once the blank form; with
them an assessment that holds a family tree and as many pictures as a copy shows.

--small   fewer rounds
--json    one object on stdout: name, figures, targets, met

Ends with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import os
import statistics
import sys
import time
from typing import Any

from PIL import Image

from bench.database import CLONE
from opencaf.episodes.codes import CONCERN_WORDS
from opencaf.episodes.elements import ELEMENTS
from opencaf.files.pictures import PREVIEW_QUALITY, PREVIEW_SIDE
from opencaf.web.shared.paper import FONTS, Block, Bullets, Heading, Sheet, Space, Ticks, Words, typeset
from opencaf.web.shared.paper.pictures import MOST_PICTURES, drawing, photo
from opencaf.web.shared.tree_drawing import Box, Line, Look, tree_drawn

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
    sheets = all_sheets()
    typeset(EMPTY)  # reads which signs the fonts have, once for a worker
    taken: dict[str, list[float]] = {name: [] for name in sheets}
    empty: list[float] = []
    sizes = {name: len(typeset(sheet)) for name, sheet in sheets.items()}
    for _ in range(rounds):
        empty.append(milliseconds(EMPTY))
        for name, sheet in sheets.items():
            taken[name].append(milliseconds(sheet))
    alone = statistics.median(empty)
    return {
        name: {
            "p50_ms": round(statistics.median(values), 1),
            "times_an_empty_sheet": round(statistics.median(values) / alone, 1),
            "bytes": sizes[name],
        }
        for name, values in taken.items()
    }


def all_sheets() -> dict[str, Sheet]:
    """Return every sheet that is measured, by name."""
    cases = {path.stem: json.loads(path.read_text()) for path in sorted(CASES.glob("case-*.json"))}
    sheets = {name: sheet_of(held) for name, held in cases.items()}
    sheets |= {f"{name}, for the meeting": table_of(held) for name, held in cases.items()}
    return sheets | {"blank form": blank_form(), "twelve pictures and a tree": pictured()}


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


def table_of(held: dict[str, Any]) -> Sheet:
    """Return the words of a case's plan and decisions as they stand on a copy for its meeting."""
    blocks: list[Block] = [Heading("Who was asked")]
    last = held["meetings"][-1]
    blocks.append(Bullets([f"{one['who']}: {one['attendance']}" for one in last.get("attendance", [])]))
    blocks.append(Heading("The plan"))
    for outcome in held["plan"]["outcomes"]:
        blocks += [Heading(outcome["wording"], level=2), Words("Being worked on."), Space(2)]
    blocks.append(Heading("Decided so far"))
    for meeting in held["meetings"]:
        blocks += [
            Heading(str(meeting["on"] or "Not held"), level=2),
            Words("\n".join(map(str, meeting.get("decisions", [])))),
        ]
    blocks += [Heading("Today"), Words("", label="What we agree"), Space(8)]
    return Sheet(title="Meeting", blocks=blocks, foot="Copy 00000000", across="For the meeting")


def blank_form() -> Sheet:
    """Return the nineteen elements with their prompts, marks to tick and lines to write on."""
    blocks: list[Block] = []
    for element in ELEMENTS:
        blocks += [Heading(element.name), Words(element.help_text, small=True)]
        blocks += [
            Ticks("Tick one", [f"{number} {words}" for number, words in CONCERN_WORDS.items()]),
            Space(6),
        ]
    return Sheet(title="Blank form", blocks=blocks, foot="National form, version 1")


def pictured() -> Sheet:
    """Return a sheet with a family tree and the most pictures of a copy, each of the size of a preview."""
    lines = [Line("a", "c"), Line("b", "c")]
    rows = [[Box("a", "Mother"), Box("b", "Father")], [Box("c", "Child", is_own=True)]]
    tree = tree_drawn("The family", rows, lines, Look("white", ", ".join(FONTS)))
    blocks: list[Block] = [drawing(tree.svg, width=tree.width, height=tree.height, alt="The family")]
    for number in range(MOST_PICTURES):
        blocks += [photo(preview(number), alt="A drawing"), Words("A drawing, by the child.")]
    return Sheet(title="Pictures", blocks=blocks, foot="Copy 00000000", across="Somebody")


def preview(number: int) -> bytes:
    """Return a picture of the size of a preview, with as much in it as a photo has."""
    drawn = Image.effect_noise((PREVIEW_SIDE, PREVIEW_SIDE * 2 // 3), 12 + number).convert("RGB")
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=PREVIEW_QUALITY)
    return out.getvalue()


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
