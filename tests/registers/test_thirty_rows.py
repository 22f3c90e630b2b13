"""A workbook of two sheets: thirty of its rows, explained by hand, are read as explained."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from opencaf.registers.interpreting.readings import Reading
from tests.registers.registers import DATA, tried

REGISTER = DATA / "authority-d-register.xlsx"
EXPLAINED = [
    json.loads(line) for line in (DATA / "authority-d-30-rows.jsonl").read_text(encoding="utf-8").splitlines()
]
# What no reader of the row alone can know: the truth behind an initial that fits two people, or nobody else.
BEYOND_THE_ROW = {
    ("Archive 2008-10!461", "lead_professional"),
    ("Archive 2008-10!598", "parents"),
}
LEFT_TO_A_PERSON = ("tolerance_days", "suggested")


@cache
def readings() -> dict[str, Reading]:
    """Return the whole register, read once."""
    return tried(REGISTER)


def place(row: dict[str, Any]) -> str:
    """Return where an explained row stands."""
    return f"{row['sheet']}!{row['row']}"


def plainly(value: Any) -> Any:
    """Return a value without what is only advice."""
    return (
        {key: said for key, said in value.items() if key not in LEFT_TO_A_PERSON}
        if isinstance(value, dict)
        else value
    )


IMPORTED = [row for row in EXPLAINED if row["intended"]["disposition"] in ("import", "merge")]


@pytest.mark.parametrize("row", EXPLAINED, ids=place)
def test_a_row_ends_as_explained(row: dict[str, Any]) -> None:
    reading = readings()[place(row)]

    assert reading.disposition in row["intended"]["disposition"].split(" or ")
    assert reading.same_as == row["intended"].get("same_caf_as", "")
    assert bool(reading.reason) == (reading.disposition != "import")


@pytest.mark.parametrize("row", IMPORTED, ids=place)
def test_the_case_of_a_row_is_read_as_explained(row: dict[str, Any]) -> None:
    meant = {name: plainly(value) for name, value in row["intended"]["caf"].items()}

    found = {name: plainly(value) for name, value in readings()[place(row)].values.items()}

    for name in meant.keys() | found.keys():
        if (place(row), name) not in BEYOND_THE_ROW:
            assert (name, found.get(name)) == (name, meant.get(name))


@pytest.mark.parametrize("row", IMPORTED, ids=place)
def test_the_children_of_a_row_are_read_as_explained(row: dict[str, Any]) -> None:
    assert readings()[place(row)].children == row["intended"]["children"]


@pytest.mark.parametrize("row", EXPLAINED, ids=place)
def test_a_row_is_pointed_out_where_explained(row: dict[str, Any]) -> None:
    doubts = {doubt["because"] for doubt in row["intended"]["point_out_to_a_person"]}

    found = {flag["code"] for flag in readings()[place(row)].flags}

    assert found == doubts


def test_every_row_ends_and_keeps_what_was_typed() -> None:
    found = readings()

    ends = [reading.disposition for reading in found.values()]
    assert len(found) == 1567
    assert (ends.count("import"), ends.count("merge"), ends.count("reject")) == (1455, 56, 56)
    assert all(reading.original for reading in found.values())
    assert all(
        reading.persons and reading.episode
        for reading in found.values()
        if reading.disposition in ("import", "merge")
    )


def test_a_comment_on_a_cell_is_kept_with_its_row() -> None:
    original = readings()["CAF Register 2010-11!838"].original

    assert original["comment on Notes"] == "Mum prefers to be called Dee"


def test_what_looks_like_a_formula_stays_the_text_it_is() -> None:
    assert readings()["Archive 2008-10!631"].value("notes").startswith("=cmd|' /C calc'!A0")
