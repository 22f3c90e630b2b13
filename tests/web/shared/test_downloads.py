"""Tables to take away in three formats: the same figures, their parameters and mark, and no formula."""

import csv
import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.http import Http404
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from opencaf.web.shared.downloads import MARK_HEAD, Download, chosen_way, download

TABLE = Download(
    "what-it-costs",
    ("Month", "CAFs", "Cost"),
    [("April 2026", 5, Decimal("1738.31336406")), ("May 2026", "c", "c")],
    {"Price year": "2010/11"},
    "ab" * 32,
)


def sheets_of(table: Download) -> dict[str, list[list[object]]]:
    """A workbook's sheets as another program reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(download(table, "xlsx").content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_csv_holds_pence_and_below_them_what_they_depend_on() -> None:
    response = download(TABLE, "csv")

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows == [
        ["Month", "CAFs", "Cost"],
        ["April 2026", "5", "1738.31"],
        ["May 2026", "c", "c"],
        [],
        ["Price year", "2010/11"],
        [MARK_HEAD, "ab" * 32],
    ]
    assert response["Content-Disposition"] == 'attachment; filename="what-it-costs.csv"'


def test_xlsx_holds_numbers_as_numbers() -> None:
    assert sheets_of(TABLE) == {
        "Figures": [["Month", "CAFs", "Cost"], ["April 2026", 5.0, 1738.31], ["May 2026", "c", "c"]],
        "Depends on": [["Price year", "2010/11"], [MARK_HEAD, "ab" * 32]],
    }


def test_json_holds_exact_decimal_texts() -> None:
    found = json.loads(download(TABLE, "json").content)

    assert found == {
        "name": "what-it-costs",
        "parameters": {"Price year": "2010/11"},
        "input_sha256": "ab" * 32,
        "rows": [
            {"Month": "April 2026", "CAFs": 5, "Cost": "1738.31336406"},
            {"Month": "May 2026", "CAFs": "c", "Cost": "c"},
        ],
    }


def test_without_an_input_the_mark_is_of_the_rows() -> None:
    one, same, other = (
        json.loads(download(Download("x", ("A",), [(value,)]), "json").content)["input_sha256"]
        for value in (1, 1, 2)
    )

    assert one == same != other


@given(st.text())
def test_no_cell_of_a_workbook_is_a_formula_and_no_word_is_lost(text: str) -> None:
    table = Download("x", ("A", "B"), [(text, "end")])

    [_, row] = sheets_of(table)["Figures"]
    with zipfile.ZipFile(io.BytesIO(download(table, "xlsx").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert row[1] == "end"
    if text.isprintable():
        assert str(row[0]).endswith(text.strip("\uffff\ufffe"))


@pytest.mark.parametrize("text", ["=1+1", "+44", "-5", "@sum", "\t=1", "https://example.org", "{=1}", "12"])
def test_what_a_spreadsheet_would_work_out_is_words(text: str) -> None:
    [_, row] = sheets_of(Download("x", ("A",), [(text,)]))["Figures"]

    assert isinstance(row[0], str)
    assert not row[0].startswith(("=", "+", "-", "@", "\t"))


def test_an_address_asks_for_one_of_three() -> None:
    asked = RequestFactory()

    assert [chosen_way(asked.get("/", query)) for query in ({}, {"as": "xlsx"})] == ["csv", "xlsx"]
    with pytest.raises(Http404):
        chosen_way(asked.get("/", {"as": "exe"}))
