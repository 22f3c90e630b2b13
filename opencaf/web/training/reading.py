"""The cells of a list that somebody sent, read in memory."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from opencaf.registers.reading import refusals
from opencaf.registers.reading.opening import ARCHIVE, is_not_text
from opencaf.registers.reading.workbooks import refuse_bombs

SEPARATORS = (",", ";", "\t")


def rows_of(content: bytes) -> list[list[str]]:
    """Return the lines of a list; raises ValidationError that says what is wrong with the file."""
    try:
        if content.startswith(ARCHIVE):
            return rows_of_workbook(content)
        if not content.strip() or is_not_text(content[:4096]):
            raise ValidationError(refusals.OTHER_KIND if content.strip() else refusals.EMPTY)
        return rows_of_text(content)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from None


def rows_of_workbook(content: bytes) -> list[list[str]]:
    """Return the lines of the first sheet that holds any."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bombs(archive)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
        rows = next((sheet for sheet in sheets if sheet), [])
    except PasswordError:
        raise ValidationError(refusals.LOCKED) from None
    except (CalamineError, ZipError, zipfile.BadZipFile, RuntimeError):
        raise ValidationError(refusals.BROKEN) from None
    return [[text_of(cell) for cell in row] for row in rows]


def rows_of_text(content: bytes) -> list[list[str]]:
    """Return the lines of CSV, whichever of the usual signs stands between its cells."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error:
        raise ValidationError(refusals.OTHER_KIND) from None


def text_of(cell: Any) -> str:
    """Return a cell as words; a day as 2025-12-03, a whole number without its point."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
