"""What was understood of a register: its headings, and words that only the team which kept it knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from typing import Any

from opencaf.core.dates import in_words
from opencaf.registers.events.events import event_layout
from opencaf.registers.interpreting.layouts import layouts_of
from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.mapping import MOST_ROWS_ABOVE, Mapping
from opencaf.registers.reading.opening import open_register
from opencaf.registers.reading.rows import Row, Sheet, tidied
from opencaf.registers.trying import Clock
from opencaf.registers.wording import simple

# Doubts about a word, and the part of a mapping in which a person can say what it means.
PART_OF_DOUBT = {
    "sex_unclear": "sexes",
    "ethnicity_unclear": "ethnicities",
    "closure_unclear": "endings",
    "agency_ambiguous": "settings",
    "school_ambiguous": "settings",
    "initiator_ambiguous": "workers",
    "lead_professional_ambiguous": "workers",
}
ROWS_FOR_EXAMPLES, EXAMPLES, LONGEST_EXAMPLE = 200, 3, 60
MOST_WORDS = 40


def fits(mapping: Mapping, path: Path) -> bool:
    """Whether what was said of another register can be said of this: every heading that it names is here."""
    named = {simple(heading) for heading in mapping.columns}
    here: set[str] = set()
    for sheet in open_register(path):
        for row in islice(sheet.rows(), MOST_ROWS_ABOVE):
            here.update(simple(tidied(cell)) for cell in row.cells)
    return named <= here


class Understanding:
    """What was understood of the headings, and of the words of every row that is added."""

    def __init__(self, path: Path, mapping: Mapping) -> None:
        sheets = open_register(path)
        self.mapping = mapping
        self.words: dict[str, Counter[str]] = defaultdict(Counter)
        if events := event_layout(sheets, mapping):
            self.is_events = True
            self.sheets = [described(events.sheet, events.heading_row, events.headings, events.columns)]
            return
        self.is_events = False
        self.sheets = [
            described(one.sheet, one.heading_row, one.headings, one.columns)
            for one in layouts_of(sheets, mapping)
        ]

    def add(self, reading: Reading) -> None:
        """Take note of the words of a row that nobody understood."""
        for flag in reading.flags:
            part = PART_OF_DOUBT.get(flag["code"])
            word = tidied(reading.original.get(flag["column"]))
            if part and word and not self.is_events:
                self.words[part][word] += 1

    def as_data(self, told: Clock) -> dict[str, Any]:
        """Return it as it is kept with the register."""
        return {
            "is_events": self.is_events,
            "up_to": in_words(told.up_to) if told.up_to else "",
            "sheets": self.sheets,
            "words": {part: found.most_common(MOST_WORDS) for part, found in self.words.items()},
        }


def described(
    sheet: Sheet, heading_row: int, headings: list[str] | tuple[str, ...], columns: dict[int, str]
) -> dict[str, Any]:
    """Return what a sheet holds: its columns with their fields and some values of each."""
    rows = list(islice((row for row in sheet.rows() if row.number > heading_row), ROWS_FOR_EXAMPLES))
    return {
        "name": sheet.name.replace("\0", ""),
        "heading_row": heading_row,
        "columns": [
            {
                "heading": heading.replace("\0", ""),
                "field": columns.get(column, ""),
                "examples": examples(rows, column),
            }
            for column, heading in enumerate(headings)
            if heading
        ],
    }


def examples(rows: list[Row], column: int) -> list[str]:
    """Return some values of a column, each once."""
    found: dict[str, None] = {}
    for row in rows:
        typed = tidied(row.cells[column]) if column < len(row.cells) else ""
        if typed:
            found[typed[:LONGEST_EXAMPLE].replace("\0", "")] = None
        if len(found) == EXAMPLES:
            break
    return list(found)
