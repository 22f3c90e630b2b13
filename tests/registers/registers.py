"""Registers for tests: the one that is kept as a file, and small ones written for a test."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.mapping import Mapping
from opencaf.registers.trying import try_register

DATA = Path(__file__).parents[1] / "data" / "registers"
HEADINGS = (
    "Ref",
    "Name",
    "DOB",
    "Sex",
    "Address",
    "Postcode",
    "NHS No",
    "Parent",
    "CAF date",
    "Closed",
    "Outcome",
)


def tried(path: Path, mapping: Mapping | None = None) -> dict[str, Reading]:
    """Return every row of a register by its place."""
    return {reading.place: reading for reading in try_register(path, mapping or Mapping())}


def written(folder: Path, *rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> Path:
    """Write a small register as CSV."""
    path = folder / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def workbook(folder: Path, *rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> Path:
    """Write a small register as a workbook, numbers and days as such."""
    path = folder / "register.xlsx"
    with xlsxwriter.Workbook(
        path, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    ) as book:
        sheet = book.add_worksheet("Register")
        for number, row in enumerate([headings, *rows]):
            sheet.write_row(number, 0, row)
    return path
