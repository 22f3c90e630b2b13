"""What was understood of a register: sheets, headings, examples, and words to be asked about."""

from __future__ import annotations

from pathlib import Path

from opencaf.registers.mapping import Mapping
from opencaf.registers.trying import Clock, try_register
from opencaf.registers.understanding import Understanding, fits
from tests.registers.registers import DATA, HEADINGS, written

ROW = ("1", "MARSH, Leah", "9/5/2001", "F", "", "", "", "", "12/5/2008", "1/9/2008", "Went fishing")


def understood(path: Path, mapping: Mapping | None = None) -> dict[str, object]:
    told = Clock()
    found = Understanding(path, mapping or Mapping())
    for reading in try_register(path, mapping or Mapping(), told):
        found.add(reading)
    return found.as_data(told)


def test_a_workbook_is_described_sheet_by_sheet() -> None:
    found = understood(DATA / "authority-d-register.xlsx")

    sheets = found["sheets"]
    assert isinstance(sheets, list)
    assert [(one["name"], one["heading_row"] > 1) for one in sheets] == [
        ("CAF Register 2010-11", True),
        ("Archive 2008-10", True),
    ]
    columns = {one["heading"]: one for one in sheets[0]["columns"]}
    assert columns["M/F"]["field"] == "sex"
    assert len(columns["M/F"]["examples"]) > 1
    assert found["words"]
    assert found["up_to"]


def test_a_word_that_says_too_little_is_asked_about_until_somebody_says(tmp_path: Path) -> None:
    register = written(tmp_path, ROW)

    asked = understood(register)["words"]
    said = understood(register, Mapping(endings={"Went fishing": "Needs met"}))["words"]

    assert asked == {"endings": [("Went fishing", 1)]}
    assert said == {}


def test_what_was_said_of_other_headings_does_not_fit(tmp_path: Path) -> None:
    register = written(tmp_path, ROW, headings=HEADINGS)

    assert fits(Mapping(columns={"dob": "leave"}), register)
    assert not fits(Mapping(columns={"Quux": "school"}), register)
