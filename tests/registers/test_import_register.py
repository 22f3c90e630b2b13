"""`manage.py import_register --dry-run`: counts for people, an object a row for programs, nothing written."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.people.models import Person
from tests.factories import MeetingKindFactory
from tests.registers.registers import HEADINGS, written

ROWS = (
    ("D0001", "MARSH, Leah", "31/02/2001", "F", "", "", "", "", "12/5/2008", "1/9/2008", "Needs met"),
    ("", "TOTAL May 2008", "1", "", "", "", "", "", "", "", ""),
)


def run(*file: Path, by: Practitioner, dry_run: bool = True, **options: object) -> str:
    """Try a register with the command, or bring it in; returns what it said."""
    said = StringIO()
    call_command("import_register", *file, address=by.email, dry_run=dry_run, stdout=said, **options)
    return said.getvalue()


def test_a_register_is_tried_and_nothing_is_written(coordinator: Practitioner, tmp_path: Path) -> None:
    report = tmp_path / "out.jsonl"

    said = run(written(tmp_path, *ROWS), by=coordinator, report=report)

    assert "2 rows:" in said
    assert "1 imported" in said
    assert "1 not a child: a heading or subtotal of the sheet" in said
    rows = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    keys = [
        "register",
        "row",
        "disposition",
        "reason",
        "episode",
        "persons",
        "proposed_same",
        "flags",
        "values",
    ]
    assert list(rows[0]) == [*keys, "workers", "children", "original"]
    assert rows[0]["original"]["DOB"] == "31/02/2001"
    assert {"field": "dob", "code": "date_invalid", "column": "DOB"} in rows[0]["flags"]
    assert not Person.objects.exists()
    assert not Episode.objects.exists()


def test_a_mapping_says_what_columns_and_words_mean(coordinator: Practitioner, tmp_path: Path) -> None:
    mapping, report = tmp_path / "mapping.json", tmp_path / "out.jsonl"
    mapping.write_text(
        json.dumps({"columns": {"Quux": "school"}, "settings": {"MPS": "Marlbeck Primary School"}})
    )
    file = written(tmp_path, (*ROWS[0], "MPS"), headings=(*HEADINGS, "Quux"))

    run(file, by=coordinator, mapping=mapping, report=report)

    child = json.loads(report.read_text(encoding="utf-8"))["children"][0]
    assert child["school"] == {"value": "Marlbeck Primary School"}


def test_a_wrong_mapping_is_refused_with_its_place(coordinator: Practitioner, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"colums": {}}')

    with pytest.raises(CommandError, match="The mapping is wrong at “colums”"):
        run(written(tmp_path, *ROWS), by=coordinator, mapping=mapping)


def test_only_coordinators_and_managers_may(alice: Practitioner, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="for those who coordinate or manage"):
        run(written(tmp_path, *ROWS), by=alice)


def test_a_register_is_brought_in_and_taken_back(coordinator: Practitioner, tmp_path: Path) -> None:
    MeetingKindFactory(code="tac")
    file, report = written(tmp_path, *ROWS), tmp_path / "out.jsonl"

    said = run(file, by=coordinator, dry_run=False, report=report)
    again = run(file, by=coordinator, dry_run=False)
    cases = Episode.objects.count()
    undone = run(by=coordinator, dry_run=False, undo="register")

    assert "2 of 2 rows" in said
    assert len(report.read_text(encoding="utf-8").splitlines()) == 2
    assert "Every row was here already" in again
    assert cases == 1
    assert "“register” was undone" in undone
    assert not Episode.objects.exists()


def test_rows_of_cases_that_were_here_are_pointed_out(coordinator: Practitioner, tmp_path: Path) -> None:
    MeetingKindFactory(code="tac")
    leah = (
        "D0001",
        "MARSH, Leah",
        "9/5/2001",
        "F",
        "12 Kiln Road, Marlbeck",
        "ZD4 2QP",
        "",
        "Karen Marsh (mum)",
    )
    days, other = ("12/5/2008", "1/9/2008", "Needs met"), tmp_path / "another"
    other.mkdir()
    run(written(tmp_path, (*leah, *days)), by=coordinator, dry_run=False)

    said = run(written(other, (*leah[:7], "Mrs Karen Marsh", *days)), by=coordinator, dry_run=False)

    assert "Rows of cases that were here already: 1." in said


def test_a_file_or_an_import_must_be_named(coordinator: Practitioner) -> None:
    with pytest.raises(CommandError, match="Name the register"):
        run(by=coordinator)
    with pytest.raises(CommandError, match="There is no import of that name"):
        run(by=coordinator, dry_run=False, undo="nothing")


def test_an_authority_without_meetings_is_told_so(coordinator: Practitioner, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no kind of meeting yet"):
        run(written(tmp_path, *ROWS), by=coordinator, dry_run=False)
