"""What a workbook's reader leaves out: comments on cells, hidden sheets, and dates shown as months alone.

The parts of the file are small XML documents; a document type in one is refused, so that nothing expands.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from defusedxml import DefusedXmlException, ElementTree  # type: ignore[import-untyped]

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ALL_BUT_DAYS = re.compile(r"m{1,5}\W*y{2,4}|y{2,4}\W*m{1,5}", re.IGNORECASE)
BUILT_IN_MONTH = "17"
A_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(\d+)"')
MOST_OF_A_PART = 400_000_000
MOST_TO_SCAN = 40_000_000

Place = tuple[int, int]
Element = Any  # of xml.etree, whose own parser is not for files of strangers


@dataclass
class Beside:
    """What stands beside the values of one sheet, by row number and column from 0."""

    comments: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    months: set[Place] = field(default_factory=set)
    hidden: bool = False
    hidden_columns: set[int] = field(default_factory=set)


def parts_of_xlsx(archive: zipfile.ZipFile) -> dict[str, Beside]:
    """Return what stands beside the values, by the name of the sheet."""
    book = parsed(archive, "xl/workbook.xml")
    targets = relations(archive, "xl/workbook.xml")
    styles = month_styles(archive)
    found = {}
    for sheet in book.iter(f"{MAIN}sheet"):
        beside = Beside(hidden=sheet.get("state", "visible") != "visible")
        path = targets.get(sheet.get(RELATION, ""), ("", ""))[1]
        if path in archive.namelist():
            beside.months = months_in(archive, path, styles)
            for kind, target in relations(archive, path).values():
                if kind.endswith("/comments") and target in archive.namelist():
                    read_comments(archive, target, beside)
        found[sheet.get("name", "")] = beside
    return found


def parsed(archive: zipfile.ZipFile, path: str) -> Element:
    """Return a part as a tree; ValueError for one that declares entities."""
    with archive.open(path) as part:
        data = part.read(MOST_OF_A_PART)
    try:
        return ElementTree.fromstring(data, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise ValueError(str(error)) from None


def relations(archive: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """Return the kind and place of each part that a part points to, by id."""
    folder, name = posixpath.split(path)
    listed = f"{folder}/_rels/{name}.rels"
    if listed not in archive.namelist():
        return {}
    return {
        one.get("Id", ""): (one.get("Type", ""), placed(folder, one.get("Target", "")))
        for one in parsed(archive, listed)
    }


def placed(folder: str, target: str) -> str:
    """Return where a target lies in the archive."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")


def month_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return the numbers of the cell styles that show a date as month and year alone."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    tree = parsed(archive, "xl/styles.xml")
    formats = {BUILT_IN_MONTH} | {
        one.get("numFmtId", "")
        for one in tree.iter(f"{MAIN}numFmt")
        if ALL_BUT_DAYS.fullmatch(re.sub(r'\[[^\]]*\]|;@|"|\\', "", one.get("formatCode", "")))
    }
    cells = tree.find(f"{MAIN}cellXfs")
    listed = [] if cells is None else list(cells)
    return frozenset(at for at, one in enumerate(listed) if one.get("numFmtId") in formats)


def months_in(archive: zipfile.ZipFile, path: str, styles: frozenset[int]) -> set[Place]:
    """Return which cells of a sheet have one of these styles; the sheet is gone through piece by piece."""
    found: set[Place] = set()
    if not styles:
        return found
    with archive.open(path) as part:
        rest = b""
        while piece := part.read(1_000_000):
            data = rest + piece
            for column, row, style in A_CELL.findall(data):
                if int(style) in styles:
                    found.add((int(row), column_number(column.decode())))
            rest = data[-60:].rpartition(b"<c")[2]
            rest = b"<c" + rest if b"<c" in data[-60:] and b">" not in rest else b""
    return found


def column_number(letters: str) -> int:
    """Return the column of letters, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_comments(archive: zipfile.ZipFile, path: str, beside: Beside) -> None:
    """Add the comments of a part."""
    for comment in parsed(archive, path).iter(f"{MAIN}comment"):
        found = re.fullmatch(r"([A-Z]+)(\d+)", comment.get("ref", ""))
        said = "".join(text.text or "" for text in comment.iter(f"{MAIN}t")).strip()
        if found and said:
            beside.comments[int(found[2])][column_number(found[1])] = said
