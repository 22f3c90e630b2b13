"""Tables to take away as CSV, which no spreadsheet may mistake for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_download(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return rows as a file; UTF-8 with a mark at its start, so that spreadsheets read every script."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
    response = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def safe_cell(value: object) -> str:
    """Return a value as words that a spreadsheet shows and never works out."""
    text = str(value).replace("\0", "")
    if text.lstrip(" ").startswith(STARTS_A_FORMULA):
        return f"'{text}"
    return text
