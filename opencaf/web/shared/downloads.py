"""Tables to take away as CSV, XLSX or JSON, which no spreadsheet may mistake for formulas.

All three hold the same rows, name what they depend on, and carry the mark of the data they came from.
Amounts are Decimals: CSV and XLSX show them to the penny, JSON as exact texts.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from xlsxwriter.worksheet import Worksheet

from opencaf.core import clock
from opencaf.costing.commands import encoded, hash_of
from opencaf.costing.decimals import PENNY, half_up

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK_HEAD = "Mark of the data (SHA-256)"
NO_LETTERS_OF_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
# What one cell of a spreadsheet can hold.
MOST_LETTERS = 32_767
XLSX_SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Download:
    """A table with what it depends on; mark: of the input it was worked out from, else of its own rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]
    parameters: dict[str, object] = field(default_factory=dict)
    mark: str = ""

    @property
    def named(self) -> list[tuple[str, object]]:
        """The parameters, and the mark of the data last."""
        mark = self.mark or hash_of({"heads": list(self.heads), "rows": [list(row) for row in self.rows]})
        return [*self.parameters.items(), (MARK_HEAD, mark)]


def chosen_way(request: HttpRequest) -> str:
    """Return the kind of file that an address asks for: csv, unless it says xlsx or json."""
    way = request.GET.get("as", "csv")
    if way not in WAYS:
        raise Http404
    return way


def download(table: Download, way: str) -> HttpResponse:
    """Return a table as a file of the kind that was chosen."""
    content_type, write = WAYS[way]
    response = HttpResponse(write(table), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{table.name}.{way}"'
    return response


def csv_download(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return bare rows as CSV: lines that are to be put right and brought in again."""
    response = HttpResponse(written(rows), content_type=WAYS["csv"][0])
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_csv(table: Download) -> bytes:
    """Return the rows, and below a blank line what they depend on."""
    return written([table.heads, *table.rows, (), *table.named])


def written(rows: Iterable[Sequence[object]]) -> bytes:
    """Return lines of CSV; UTF-8 with a mark at its start, so that spreadsheets read every script."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([safe_cell(shown(value)) for value in row])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Download) -> bytes:
    """Return a workbook: the figures on its first sheet, what they depend on on its second."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, XLSX_SETTINGS)
    book.set_properties({"created": clock.now().astimezone(dt.UTC).replace(tzinfo=None)})
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    figures, parameters = book.add_worksheet("Figures"), book.add_worksheet("Depends on")
    figures.freeze_panes(1, 0)
    for sheet, rows in ((figures, [table.heads, *table.rows]), (parameters, table.named)):
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                write_cell(sheet, place, column, value, money)
        sheet.autofit()
    figures.set_row(0, None, bold)
    book.close()
    return file.getvalue()


def write_cell(sheet: Worksheet, row: int, column: int, value: object, money: object) -> None:
    """Write a number as a number and everything else as words, never as a formula or a link."""
    if isinstance(value, Decimal):
        sheet.write_number(row, column, float(half_up(value, PENNY)), money)
    elif isinstance(value, int) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        text = NO_LETTERS_OF_XML.sub("", safe_cell(value))
        if len(text) > MOST_LETTERS:
            text = f"{text[: MOST_LETTERS - 1]}…"
        sheet.write_string(row, column, text)


def as_json(table: Download) -> bytes:
    """Return the rows by their heads; amounts are exact decimal texts."""
    *parameters, (_, mark) = table.named
    rows = [dict(zip(table.heads, row, strict=True)) for row in table.rows]
    found = {"name": table.name, "parameters": dict(parameters), "input_sha256": mark, "rows": rows}
    return encoded(found).encode()


def shown(value: object) -> object:
    """Return an amount to the penny, and anything else as it is."""
    return half_up(value, PENNY) if isinstance(value, Decimal) else value


def safe_cell(value: object) -> str:
    """Return a value as words that a spreadsheet shows and never works out."""
    text = str(value).replace("\0", "")
    if text.lstrip(" ").startswith(STARTS_A_FORMULA):
        return f"'{text}"
    return text


WAYS: dict[str, tuple[str, Callable[[Download], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": (XLSX_TYPE, as_xlsx),
    "json": ("application/json", as_json),
}
