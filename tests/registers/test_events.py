"""A register with one row an event: CAFs told apart, details of the newest entry, every record ended."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

from opencaf.registers.interpreting.readings import Reading
from tests.registers.registers import DATA, tried

HEADINGS = (
    *(
        "EVT_ID",
        "CLNT_NO",
        "CAF_SEQ",
        "EVT_TYP",
        "EVT_DT",
        "ENT_DT",
        "ENT_USR",
        "SNAME",
        "FNAME",
        "AKA",
        "DOB",
        "DBT",
    ),
    *(
        "SEX",
        "ETH",
        "NHS_NO",
        "UPN",
        "ADD1",
        "ADD2",
        "PCD",
        "SCH",
        "LOC",
        "AGY",
        "WKR",
        "ROL",
        "OUT",
        "CON",
        "ND",
    ),
    *("LINK_NO", "TXT"),
)
LEAH = {
    "CLNT_NO": "10001",
    "CAF_SEQ": "1",
    "ENT_USR": "JP",
    "SNAME": "Marsh",
    "FNAME": "Leah",
    "DOB": "09-MAY-2001",
    "DBT": "A",
    "SEX": "2",
    "ETH": "01",
    "ADD1": "12 Kiln Road",
    "PCD": "ZC4 2QP",
    "LOC": "L1",
}


def event(kind: str, on: str, **more: str) -> dict[str, str]:
    """Return an event of Leah's."""
    return {**LEAH, "EVT_TYP": kind, "EVT_DT": on, "ENT_DT": on, **more}


def read(folder: Path, *events: dict[str, str]) -> list[Reading]:
    """Return what becomes of a register of these events, its code list beside it."""
    shutil.copy(DATA / "authority-c-codes.csv", folder)
    path = folder / "events.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS, restval="")
        writer.writeheader()
        writer.writerows({"EVT_ID": str(500 + number), **one} for number, one in enumerate(events))
    return list(tried(path).values())


def codes(reading: Reading) -> set[str]:
    """Return what is pointed out of a record."""
    return {flag["code"] for flag in reading.flags}


STORY = (
    event("05", "01-OCT-2009", AGY="H02", WKR="Fothergill W"),
    event("10", "02-OCT-2009", CON="2"),
    event("20", "10-OCT-2009", AGY="H02", WKR="Wendy Fothergill", TXT="Speech delay"),
    event("30", "01-NOV-2009"),
    event("31", "01-DEC-2009"),
    event("40", "01-NOV-2009", AGY="E01", WKR="Ian Lumb"),
    event("41", "05-JAN-2010", AGY="H02", WKR="W Fothergill"),
    event("60", "01-MAR-2010", OUT="04"),
)


def test_a_caf_is_put_together_from_its_events(tmp_path: Path) -> None:
    values: dict[str, Any] = read(tmp_path, *STORY)[0].values

    assert values["started_on"] == {"value": "2009-10-01"}
    assert values["completed_on"] == {"value": "2009-10-10"}
    assert values["consent"] == {"value": "partial"}
    assert values["tac_1"] == {"value": "2009-11-01", "meeting": "held"}
    assert values["tac_2"] == {"value": None, "meeting": "cancelled", "on": "2009-12-01"}
    assert values["initiator"] == {"value": "Wendy Fothergill"}
    assert values["lead_professional"] == {"value": "Wendy Fothergill", "previous": [{"value": "Ian Lumb"}]}
    assert values["agency"]["source_code"] == "3B"
    assert values["closed_on"] == {"value": "2010-03-01"}
    assert values["closure"] == {"value": "needs_met_single_agency", "category": "needs_met"}
    assert values["needs"] == {"value": "Speech delay"}


def test_a_new_intention_after_a_closure_is_a_new_caf_whatever_its_number(tmp_path: Path) -> None:
    rows = read(tmp_path, *STORY, event("05", "01-SEP-2010"), event("80", "02-SEP-2010", TXT="rang"))

    assert len({row.episode for row in rows[:8]}) == 1
    assert rows[8].episode == rows[9].episode != rows[0].episode
    assert rows[8].persons == rows[0].persons
    assert rows[8].values["closed_on"] == {"value": None, "state": "open"}


def test_a_closure_that_was_taken_back_ends_nothing(tmp_path: Path) -> None:
    rows = read(tmp_path, *STORY, event("61", "02-MAR-2010"), event("30", "20-MAR-2010"))

    assert len({row.episode for row in rows}) == 1
    assert rows[0].values["closed_on"]["state"] == "open"


def test_the_newest_entry_is_right_and_an_empty_one_undoes_nothing(tmp_path: Path) -> None:
    moved = event("70", "05-NOV-2009", ADD1="3 Mill Lane", PCD="ZC9 1AA", NHS_NO="")

    row = read(tmp_path, event("05", "01-OCT-2009", NHS_NO="999 072 5217"), moved)[0]

    assert row.values["address"] == {"value": "3 Mill Lane"}
    assert row.children[0]["nhs_number"] == {"value": "9990725217"}


@pytest.mark.parametrize(
    ("on", "reason"), [("20-AUG-2009", "moved_out_of_area"), ("20-SEP-2009", "disengaged_uncontactable")]
)
def test_a_code_means_what_it_meant_on_the_day(tmp_path: Path, on: str, reason: str) -> None:
    row = read(tmp_path, event("05", "01-JUL-2009"), event("60", on, OUT="7"))[0]

    assert row.value("closure") == reason


def test_every_record_ends_and_says_why(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        event("05", "01-OCT-2009"),
        event("05", "01-OCT-2009", ENT_USR="AW"),
        event("85", "03-OCT-2009"),
        {"EVT_TYP": "60", "EVT_DT": "03-OCT-2009", "TXT": "client?"},
        {"CLNT_NO": "99999", "EVT_TYP": "05", "SNAME": "ZZTEST", "FNAME": "Test", "EVT_DT": "03-OCT-2009"},
        {"EVT_ID": "6 rows selected."},
    )

    assert [row.disposition for row in rows] == ["import", "merge", "import", "reject", "void", "skip"]
    assert rows[1].same_as == "1"
    assert rows[2].episode == ""
    assert all(row.reason for row in rows[1:])


def test_who_typed_the_month_first_is_seen_from_days_that_cannot_be_meant_otherwise(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        event("05", "03/18/2010", ENT_DT="20-MAR-2010", ENT_USR="TEMP3"),
        event("30", "04/05/2010", ENT_DT="06-APR-2010", ENT_USR="TEMP3"),
        event("30", "07/06/2010", ENT_DT="08-JUN-2010", ENT_USR="AW"),
    )

    assert rows[0].value("started_on") == "2010-03-18"
    assert rows[0].value("tac_1") == "2010-04-05"
    assert rows[0].value("tac_2") == "2010-06-07"


def test_a_child_entered_a_second_time_is_one_child_with_one_caf(tmp_path: Path) -> None:
    again = {"CLNT_NO": "10099", "FNAME": "Leahe"}

    rows = read(tmp_path, event("05", "01-OCT-2009"), event("30", "01-NOV-2009", **again))

    assert rows[0].persons == rows[1].persons
    assert rows[0].episode == rows[1].episode


def test_what_the_code_list_does_not_hold_is_left_open_and_pointed_out(tmp_path: Path) -> None:
    rows = read(
        tmp_path, event("05", "01-OCT-2009", AGY="X9", WKR="Ian Lumb"), event("60", "01-NOV-2009", OUT="14")
    )

    assert rows[0].values["agency"] == {"value": None, "state": "unknown_code"}
    assert "code_unknown" in codes(rows[0])
    assert rows[0].values["closure"] == {"value": None, "category": "not_stated"}
    assert {"code_unknown", "closure_unclear"} <= codes(rows[1])
