"""One row of a register of events: what happened, when, and the child's details of that moment."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from opencaf.registers.events.code_lists import CodeLists
from opencaf.registers.interpreting.dates import Order, Span, read_day
from opencaf.registers.interpreting.noted_dates import read_noted
from opencaf.registers.interpreting.readings import IMPORT, Reading
from opencaf.registers.mapping import Mapping
from opencaf.registers.reading.rows import Cell, Row, Sheet, filled, text_of, tidied
from opencaf.registers.wording import simple, words

SOURCES = (
    "family_name", "given_names", "also", "dob", "birth_kind", "sex", "ethnicity", "nhs_number", "upn",
    "address", "address_2", "address_3", "postcode", "school", "locality",
)  # fmt: skip
SLASHED = re.compile(r"\s*\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b")
YEARS = Span(1990, 2100)


@dataclass(frozen=True)
class EventLayout:
    """Where the headings of a register of events stand."""

    sheet: Sheet
    heading_row: int
    headings: tuple[str, ...]
    columns: dict[int, str] = field(hash=False)

    def rows(self) -> Iterator[Row]:
        """Give the rows under the headings."""
        return (row for row in self.sheet.rows() if row.number > self.heading_row)

    def cells(self, row: Row) -> dict[str, Cell]:
        """Return the cells of a row by field."""
        return {
            name: row.cells[column]
            for column, name in self.columns.items()
            if column < len(row.cells) and filled(row.cells[column])
        }

    def heading_of(self, name: str) -> str:
        """Return the heading over a field."""
        return next((self.headings[column] for column, known in self.columns.items() if known == name), name)


@dataclass
class Event:
    """One event. number: of the record; on: when it happened, where that is known to the day."""

    number: int
    id: str
    client: str
    sequence: int
    kind: str
    on: dt.date | None
    entered_on: dt.date | None
    cells: dict[str, Cell]
    reading: Reading
    order: Order = "dmy"

    @property
    def order_in_story(self) -> tuple[dt.date, int]:
        """By what the events of a child are put in order."""
        return self.on or self.entered_on or dt.date.max, self.number

    def text(self, name: str) -> str:
        """Return what stands in a field."""
        return tidied(self.cells.get(name))


@lru_cache(maxsize=1)
def field_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return which heading says which field."""
    return tuple((name, re.compile(pattern)) for name, pattern in words("events")["fields"])


@lru_cache(maxsize=1)
def kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return which words of a code list say which kind of event."""
    return tuple((name, re.compile(pattern)) for name, pattern in words("events")["kinds"])


def event_layout(sheets: list[Sheet], mapping: Mapping) -> EventLayout | None:
    """Return where the headings are if a register has one row an event, or nothing."""
    chosen = {simple(heading): name for heading, name in mapping.columns.items()}
    for sheet in sheets:
        for row, _ in zip(sheet.rows(), range(10), strict=False):
            headings = tuple(tidied(cell) for cell in row.cells)
            columns: dict[int, str] = {}
            for column, heading in enumerate(headings):
                name = chosen.get(simple(heading)) or field_of(heading)
                if name and name not in columns.values():
                    columns[column] = name
            if set(words("events")["needed"]) <= set(columns.values()):
                return EventLayout(sheet, row.number, headings, columns)
    return None


def field_of(heading: str) -> str:
    """Return the field of a heading."""
    low = simple(heading)
    return next((name for name, pattern in field_patterns() if pattern.search(low)), "")


def kind_of(code: str, lists: CodeLists) -> str:
    """Return the kind of an event by what the code list, or the code itself, says."""
    listed = lists.listed("event_type", code)
    low = simple(listed[0].text if listed else code)
    return next((name for name, pattern in kind_patterns() if pattern.search(low)), "")


def typists_month_first(layout: EventLayout) -> frozenset[str]:
    """Return who typed the month first: days that cannot be meant otherwise, and none the other way."""
    uses: dict[str, set[str]] = {}
    for row in layout.rows():
        cells = layout.cells(row)
        for name in ("event_on", "dob"):
            cell = cells.get(name)
            if isinstance(cell, str) and SLASHED.fullmatch(cell):
                uses.setdefault(tidied(cells.get("entered_by")), set()).add(
                    read_day(cell, Span(1900, 2100)).uses
                )
    return frozenset(typist for typist, found in uses.items() if "mdy" in found and "dmy" not in found)


def read_events(
    layout: EventLayout, lists: CodeLists, register: str, month_first: frozenset[str]
) -> Iterator[Event]:
    """Give every record as an event."""
    for row in layout.rows():
        cells = layout.cells(row)
        number = row.number - layout.heading_row
        order: Order = "mdy" if tidied(cells.get("entered_by")) in month_first else "dmy"
        reading = Reading(
            register, str(number), original_of(layout, row), IMPORT, client=tidied(cells.get("client"))
        )
        code = tidied(cells.get("event_type"))
        sequence = tidied(cells.get("episode_number"))
        yield Event(
            number,
            tidied(cells.get("event_id")),
            tidied(cells.get("client")),
            int(sequence) if sequence.isdigit() else 0,
            kind_of(code, lists) if code else "",
            read_noted(cells.get("event_on"), YEARS, order).day.day,
            read_day(cells.get("entered_on"), YEARS, order).day,
            cells,
            reading,
            order,
        )


def original_of(layout: EventLayout, row: Row) -> dict[str, str]:
    """Return what stands in each cell, under its heading."""
    return {
        (layout.headings[column] if column < len(layout.headings) else "") or f"column {column + 1}": text_of(
            cell
        )
        for column, cell in enumerate(row.cells)
        if filled(cell)
    }
