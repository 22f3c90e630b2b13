"""Tables to take away as CSV, XLSX or JSON, which no spreadsheet may mistake for formulas.

All three hold the same rows, name what they depend on, and carry the mark of the data they came from.
Amounts are Decimals: CSV and XLSX show them to the penny, JSON as exact texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse

from opencaf.core.table_files import csv_of, xlsx_of
from opencaf.costing.commands import encoded, hash_of
from opencaf.costing.decimals import PENNY, half_up

MARK_HEAD = "Mark of the data (SHA-256)"
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
    """Return lines of CSV."""
    return csv_of(map(shown, rows))


def as_xlsx(table: Download) -> bytes:
    """Return a workbook: the figures on its first sheet, what they depend on on its second."""
    figures = [table.heads, *map(shown, table.rows)]
    return xlsx_of([("Figures", figures), ("Depends on", map(shown, table.named))])


def as_json(table: Download) -> bytes:
    """Return the rows by their heads; amounts are exact decimal texts."""
    *parameters, (_, mark) = table.named
    rows = [dict(zip(table.heads, row, strict=True)) for row in table.rows]
    found = {"name": table.name, "parameters": dict(parameters), "input_sha256": mark, "rows": rows}
    return encoded(found).encode()


def shown(row: Sequence[object]) -> list[object]:
    """Return a row with its amounts to the penny, and anything else as it is."""
    return [half_up(value, PENNY) if isinstance(value, Decimal) else value for value in row]


WAYS: dict[str, tuple[str, Callable[[Download], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": (XLSX_TYPE, as_xlsx),
    "json": ("application/json", as_json),
}
