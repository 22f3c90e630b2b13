"""Tables as CSV and XLSX which no spreadsheet may mistake for formulas, links or macros."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from opencaf.core import clock

Rows = Iterable[Sequence[object]]
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NO_LETTERS_OF_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
# What one cell of a spreadsheet can hold.
MOST_LETTERS = 32_767
XLSX_SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def safe_cell(value: object) -> str:
    """Return a value as words that a spreadsheet shows and never works out."""
    text = str(value).replace("\0", "")
    if text.lstrip(" ").startswith(STARTS_A_FORMULA):
        return f"'{text}"
    return text


def csv_of(rows: Rows, *, with_mark: bool = True) -> bytes:
    """Return lines of CSV in UTF-8; with_mark: with the mark at its start that lets spreadsheets know it."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
    return text.getvalue().encode("utf-8-sig" if with_mark else "utf-8")


def xlsx_of(sheets: Iterable[tuple[str, Rows]]) -> bytes:
    """Return a workbook of named sheets; the first line of the first one holds its headings."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, XLSX_SETTINGS)
    book.set_properties({"created": clock.now().astimezone(dt.UTC).replace(tzinfo=None)})
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    for number, (name, rows) in enumerate(sheets):
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                write_cell(sheet, place, column, value, money)
        sheet.autofit()
        if number == 0:
            sheet.freeze_panes(1, 0)
            sheet.set_row(0, None, bold)
    book.close()
    return file.getvalue()


def write_cell(sheet: Worksheet, row: int, column: int, value: object, money: object) -> None:
    """Write a number as a number and everything else as words, never as a formula or a link."""
    if isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), money)
    elif isinstance(value, int) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        text = NO_LETTERS_OF_XML.sub("", safe_cell(value))
        if len(text) > MOST_LETTERS:
            text = f"{text[: MOST_LETTERS - 1]}…"
        sheet.write_string(row, column, text)
