"""Workbooks (XLSX, XLSM, ODS): values as they were last worked out. Nothing in a cell is ever carried out."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, ZipError

from opencaf.registers.reading import refusals
from opencaf.registers.reading.parts import Beside, parts_of_xlsx
from opencaf.registers.reading.rows import Cell, MonthCell, Row, Sheet

MOST_UNPACKED_MB = 1_500
MOST_ROWS = 300_000


class WorkbookSheet(Sheet):
    """A sheet of a workbook."""

    def __init__(self, path: Path, name: str, beside: Beside) -> None:
        super().__init__(name, hidden=beside.hidden)
        self.path, self.beside = path, beside

    def rows(self) -> Iterator[Row]:
        """Give the rows that are not blank; very many blank ones cost time and no memory."""
        sheet = opened(self.path).get_sheet_by_name(self.name)
        before: list[Cell] = [None] * (sheet.start or (0, 0))[1]
        given = 0
        for number, values in enumerate(sheet.iter_rows(), start=1):
            if not any(value != "" for value in values) and number not in self.beside.comments:
                continue
            cells = [self.cell(number, column, value) for column, value in enumerate(values, len(before))]
            row = Row(number, before + cells, self.beside.comments.get(number, {}))
            if row.is_blank:
                continue
            given += 1
            if given > MOST_ROWS:
                raise ValidationError(refusals.TOO_MANY_ROWS.format(sheet=self.name, most=MOST_ROWS))
            yield row

    def cell(self, row: int, column: int, value: Any) -> Cell:
        """Return a value as a cell."""
        if isinstance(value, dt.datetime):
            value = value.date() if value.time() == dt.time() else value
        if isinstance(value, dt.date) and (row, column) in self.beside.months:
            return MonthCell(value.year, value.month)
        if isinstance(value, dt.time | dt.timedelta):
            return str(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        return value or None if isinstance(value, str) else value


def sheets_of(path: Path) -> list[Sheet]:
    """Return the sheets of a workbook that hold cells."""
    book = opened(path)
    with zipfile.ZipFile(path) as archive:
        refuse_bombs(archive)
        try:
            beside = parts_of_xlsx(archive) if "xl/workbook.xml" in archive.namelist() else {}
        except (ValueError, KeyError):
            raise ValidationError(refusals.BROKEN) from None
    return [
        WorkbookSheet(path, one.name, beside.get(one.name, Beside()))
        for one in book.sheets_metadata
        if one.typ == SheetTypeEnum.WorkSheet
    ]


def refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Raise ValidationError for a small file that opens to a very large one."""
    if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED_MB * 1_000_000:
        raise ValidationError(refusals.TOO_MUCH.format(most=f"{MOST_UNPACKED_MB:,}"))


def opened(path: Path) -> CalamineWorkbook:
    """Return a workbook, or raise ValidationError that says what is wrong with the file."""
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise ValidationError(refusals.LOCKED) from None
    except (CalamineError, ZipError, zipfile.BadZipFile):
        raise ValidationError(refusals.BROKEN) from None
