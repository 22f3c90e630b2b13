"""Writes an extract as a file, and what it says of itself: its window, its limits and every column."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.core.table_files import csv_of, xlsx_of
from opencaf.extracts.described import Cells, Extract, Filled, Way, Window
from opencaf.extracts.models import Purpose

# Every file of a ZIP has the same moment, so that the same rows give the same bytes.
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
MEDIA_TYPES = {
    Way.CSV: "text/csv; charset=utf-8",
    Way.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Way.ZIP: "application/zip",
}
NO_CHILD_HIDDEN = "No child of the authority is shielded from whoever made it."
HIDDEN = (
    "Children of the authority who are shielded from whoever made it: {children}. None of them is in the file, "
    "whether or not they belong to the window. Whoever may see them has to add them."
)


@dataclass(frozen=True)
class Asked:
    """What was asked for, by whom, and what for; hidden: how many children are shielded from them.

    It is looked at outside of transactions, where the database gives nothing: so the authority is held.
    """

    extract: Extract
    window: Window
    way: Way
    purpose: Purpose
    words: str
    by: Practitioner
    authority: Authority
    hidden: int

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.extract.code}-{self.authority.code.lower()}-{self.window.last:%Y-%m-%d}.{self.way}"

    def told(self, words: str) -> str:
        """Return words in the authority's own terms."""
        return self.extract.told(words, self.authority)


def hidden_in_words(children: int) -> str:
    """Return how many children are left out because they are shielded."""
    return HIDDEN.format(children=children) if children else NO_CHILD_HIDDEN


def file_of(asked: Asked, tables: list[Filled]) -> bytes:
    """Return an extract as the file that was asked for."""
    in_order = sorted(tables, key=lambda one: asked.extract.tables.index(one.table))
    return WRITERS[asked.way](asked, in_order)


def as_csv(asked: Asked, tables: list[Filled]) -> bytes:
    """Return the one table as it is read by others: headings and rows, and nothing below them."""
    (only,) = tables
    return csv_of([only.table.heads, *only.rows])


def as_xlsx(asked: Asked, tables: list[Filled]) -> bytes:
    """Return a workbook: each table on its sheet, and what is to be known of them on the last."""
    sheets: list[tuple[str, list[Any]]] = [(one.table.name, [one.table.heads, *one.rows]) for one in tables]
    return xlsx_of([*sheets, ("About", list(about(asked, tables)))])


def about(asked: Asked, tables: list[Filled]) -> Iterator[Cells]:
    """Yield what is to be known of an extract, line by line."""
    yield (asked.extract.title, asked.authority.name)
    yield ("From", in_words(asked.window.first))
    yield ("To", in_words(asked.window.last))
    yield ("Made", in_words(clock.today()))
    yield ("By", str(asked.by))
    yield ("For", f"{asked.purpose.label}. {asked.words}")
    for words in asked.extract.who_is_in:
        yield ("Who is in it", asked.told(words))
    for words in (*asked.extract.limits, hidden_in_words(asked.hidden)):
        yield ("Its limits", asked.told(words))
    yield ()
    yield ("Sheet", "Column", "Meaning", "Rule", "Codes")
    for one in tables:
        for column in one.table.columns:
            rule = f"Always empty: {column.empty}" if column.empty else column.rule
            yield (one.table.name, column.name, column.meaning, asked.told(rule), column.codes)


def as_zip(asked: Asked, tables: list[Filled]) -> bytes:
    """Return a file of CSV for each table, with a manifest."""
    file = io.BytesIO()
    files = {f"{one.table.name}.csv": csv_of([one.table.heads, *one.rows], with_mark=False) for one in tables}
    manifest = manifest_of(asked, tables, files)
    files["manifest.json"] = json.dumps(manifest, indent=2, ensure_ascii=False).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


def manifest_of(asked: Asked, tables: list[Filled], files: dict[str, bytes]) -> dict[str, Any]:
    """Return what is to be known of the files."""
    return {
        "extract": asked.extract.title,
        "authority": {"code": asked.authority.code, "name": asked.authority.name},
        "from": str(asked.window.first),
        "to": str(asked.window.last),
        "made_at": clock.now().astimezone(dt.UTC).isoformat(timespec="seconds"),
        "made_by": str(asked.by),
        "made_for": f"{asked.purpose.label}. {asked.words}",
        "who_is_in": list(map(asked.told, asked.extract.who_is_in)),
        "limits": [*map(asked.told, asked.extract.limits), hidden_in_words(asked.hidden)],
        "children_shielded_from_maker": asked.hidden,
        "tables": [
            {
                "table": one.table.name,
                "file": f"{one.table.name}.csv",
                "rows": len(one.rows),
                "sha256": sha256(files[f"{one.table.name}.csv"]).hexdigest(),
                "one_row_for": one.table.one_row_for,
                "key": list(one.table.key),
                "refers": one.table.refers,
                "columns": one.table.heads,
                "left_empty": {column.name: column.empty for column in one.table.columns if column.empty},
            }
            for one in tables
        ],
    }


WRITERS = {Way.CSV: as_csv, Way.XLSX: as_xlsx, Way.ZIP: as_zip}
