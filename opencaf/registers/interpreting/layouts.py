"""Where the headings of a register stand, what is under them, and up to which day it goes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from opencaf.registers.interpreting.dates import Span, read_day
from opencaf.registers.mapping import (
    LEAST_HEADINGS,
    MOST_ROWS_ABOVE,
    Mapping,
    columns_of,
    worth_as_headings,
)
from opencaf.registers.reading.delimited import DelimitedSheet
from opencaf.registers.reading.refusals import NO_HEADINGS, NO_NAMES
from opencaf.registers.reading.rows import Cell, Row, Sheet, text_of, tidied

UPDATED = re.compile(
    r"updated|as (at|of)|correct (at|to)|date of (this )?(list|export|print)|printed|brought up",
    re.IGNORECASE,
)


@dataclass
class Layout:
    """Where the headings of a sheet stand and what is under them."""

    sheet: Sheet
    heading_row: int
    headings: list[str]
    columns: dict[int, str]
    above: list[Row] = field(default_factory=list)
    counts_records: bool = False

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the sheet."""
        return frozenset(self.columns.values())

    def heading_of(self, name: str) -> str:
        """Return the heading over a field, or the field where none stands over it."""
        return next((self.headings[column] for column, known in self.columns.items() if known == name), name)

    def rows(self) -> Iterator[Row]:
        """Give the rows under the headings."""
        return (row for row in self.sheet.rows() if row.number > self.heading_row)

    def place(self, row: Row) -> str:
        """Return where a row stands, as people say it."""
        return (
            str(row.number - self.heading_row) if self.counts_records else f"{self.sheet.name}!{row.number}"
        )

    def cells(self, row: Row) -> dict[str, Cell]:
        """Return the cells of a row by field; notes of several columns are put together."""
        found: dict[str, Cell] = {}
        for column, name in self.columns.items():
            if column < len(row.cells) and row.cells[column] is not None:
                held = found.get(name)
                found[name] = (
                    row.cells[column] if held is None else f"{text_of(held)}\n{text_of(row.cells[column])}"
                )
        return found


def layouts_of(sheets: list[Sheet], mapping: Mapping) -> list[Layout]:
    """Return where the headings are, sheet by sheet; a sheet without any is left out."""
    found = [layout for sheet in sheets if (layout := layout_of(sheet, mapping))]
    if not found:
        raise ValidationError(NO_HEADINGS)
    named = {"child_name", "family_name", "given_names"}
    if not any(layout.fields & named for layout in found):
        raise ValidationError(NO_NAMES)
    for layout in found:
        layout.counts_records = len(sheets) == 1 and isinstance(sheets[0], DelimitedSheet)
    return [layout for layout in found if layout.fields & named]


def layout_of(sheet: Sheet, mapping: Mapping) -> Layout | None:
    """Return where the headings of a sheet are, or nothing where it has none."""
    above: list[Row] = []
    best: tuple[int, int] | None = None
    for row in sheet.rows():
        above.append(row)
        worth = worth_as_headings([tidied(cell).replace("\n", " ") for cell in row.cells], mapping)
        if worth >= LEAST_HEADINGS and (best is None or worth > best[0]):
            best = (worth, len(above) - 1)
        if len(above) >= MOST_ROWS_ABOVE:
            break
    if best is None:
        return None
    row = above[best[1]]
    headings = [tidied(cell).replace("\n", " ") for cell in row.cells]
    return Layout(sheet, row.number, headings, columns_of(headings, mapping), above[: best[1]])


def updated_on(layouts: list[Layout], mapping: Mapping) -> dt.date:
    """Return up to which day the register goes: as it says above the headings, else its latest entry."""
    wide = Span(1980, 2100)
    if mapping.last_updated:
        return dt.date.fromisoformat(mapping.last_updated)
    for layout in layouts:
        for row in layout.above:
            if any(UPDATED.search(text_of(cell)) for cell in row.cells):
                days = [read_day(part, wide).day for cell in row.cells for part in parts_of(cell)]
                if said := [day for day in days if day]:
                    return said[-1]
    return latest_entry(layouts)


def parts_of(cell: Cell) -> list[Cell]:
    """Return a cell, and what follows a colon or words in it."""
    if not isinstance(cell, str):
        return [cell]
    return [cell, re.sub(r"^\D*?(?=\d)", "", cell)]


def latest_entry(layouts: list[Layout]) -> dt.date:
    """Return the day on which, by nearly all of its rows, the register was last written in."""
    wide, days = Span(1990, 2100), []
    for layout in layouts:
        for row in layout.rows():
            cells = layout.cells(row)
            for name in ("started_on", "completed_on"):
                day = read_day(cells.get(name), wide)
                if day.day and day.precision == "day":
                    days.append(day.day)
    days.sort()
    return days[-1 - len(days) // 500] if days else dt.date(2100, 1, 1)
