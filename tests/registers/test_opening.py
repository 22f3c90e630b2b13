"""Files that are no register, or one that cannot be read: a clear sentence each."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError

from opencaf.registers.reading import opening, refusals, workbooks
from opencaf.registers.reading.opening import open_register
from opencaf.registers.reading.rows import MonthCell
from tests.registers.registers import HEADINGS, tried, workbook, written

ROW = ("1", "MARSH, Leah", "9/5/2001", "F", "", "", "", "", "12/5/2008", "", "")


def refused(path: Path) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(ValidationError) as refusal:
        list(tried(path))
    return " ".join(refusal.value.messages)


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7", b"\x89PNG\r\n", b"SQLite format 3\x00", b"<!DOCTYPE html>", b"MZ\x90\x00\x03"]
)
def test_another_kind_of_file_is_refused(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(start + b"1234" * 400)

    assert refused(path) == refusals.OTHER_KIND


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(opening.COMPOUND + b"\x00" * 512 + opening.SEALED)

    assert refused(path) == refusals.LOCKED


def test_a_workbook_of_the_old_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.xls"
    path.write_bytes(opening.COMPOUND + b"\x00" * 512)

    assert refused(path) == refusals.OLD_KIND


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, ROW)
    path.write_bytes(path.read_bytes()[:-200])

    assert refused(path) == refusals.BROKEN


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert refused(path) == refusals.OTHER_KIND


def test_an_empty_file_and_one_without_headings_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()

    assert refused(empty) == refusals.EMPTY
    assert refused(written(tmp_path, ("1", "2"), headings=("a", "b"))) == refusals.NO_HEADINGS
    assert refused(tmp_path / "missing.csv") == refusals.NO_FILE


def test_a_very_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    with path.open("wb") as file:
        file.truncate(300_000_000)

    assert refused(path) == refusals.TOO_BIG.format(most=opening.MOST_MB)


def test_a_small_file_that_opens_to_a_very_large_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_UNPACKED_MB", 0.001)

    assert refused(workbook(tmp_path, ROW)) == refusals.TOO_MUCH.format(most="0.001")


def test_two_million_blank_lines_are_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, ROW)
    with path.open("a", encoding="utf-8") as file:
        file.write(",,,\n" * 2_000_000)

    assert list(tried(path)) == ["1"]


def test_letters_of_several_kinds_in_one_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    lines = [
        ";".join(HEADINGS).encode(),
        "1;NÚÑEZ, Zoë;9/5/2001;F;;;;;12/5/2008;;".encode(),
        "2;NÚÑEZ, Chloë;9/5/2003;F;;;;;12/5/2009;;".encode("cp1252"),
    ]
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines))

    children = [reading.children[0] for reading in tried(path).values()]

    assert [child["given_names"]["value"] for child in children] == ["Zoë", "Chloë"]
    assert {child["family_name"]["value"] for child in children} == {"Núñez"}


def test_a_formula_is_read_as_the_value_it_had_and_a_month_as_a_month(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Register")
        sheet.write_row(2, 1, HEADINGS)
        sheet.write_row(3, 1, ("1", "MARSH, Leah"))
        sheet.write_formula(3, 3, "=DATE(2001,5,9)", book.add_format({"num_format": "dd/mm/yy"}), 37020)
        sheet.write_datetime(3, 9, dt.datetime(2008, 5, 1), book.add_format({"num_format": "mmm-yy"}))  # noqa: DTZ001

    rows = [row.cells for sheet in open_register(path) for row in sheet.rows()]

    assert rows[1][3] == dt.date(2001, 5, 9)
    assert rows[1][9] == MonthCell(2008, 5)
