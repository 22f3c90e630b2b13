"""`manage.py extract`: the file, what it says, who may, and what is on the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from opencaf.agencies.models import Practitioner
from tests.extracts.reader import read_dataset, read_list_2
from tests.factories.extracts import LAST
from tests.reports.world import World

OwnerSees = Callable[..., list[dict[str, Any]]]


def run(name: str, out: Path, by: Practitioner, **options: Any) -> str:
    said = StringIO()
    call_command("extract", name, address=by.email, words="The visit.", out=out, stdout=said, **options)
    return said.getvalue()


def test_the_file_is_written_and_the_trail_says_why(
    coordinator: Practitioner, tmp_path: Path, owner_sees: OwnerSees
) -> None:
    world = World(coordinator)
    world.assess(world.case(dt.date(2026, 6, 1)), dt.date(2026, 6, 9))
    out = tmp_path / "list-2.csv"

    said = run("annex-a-list-2", out, coordinator, authority=coordinator.authority.code, purpose="inspection")

    assert len(read_list_2(out.read_bytes(), dt.date(2026, 5, 2), LAST)) == 1
    assert "List 2: 1 rows" in said
    assert "Children shielded from you, and not in the file: 0." in said
    (event,) = owner_sees("select reason, detail from audit_event where action = 'extract_taken'")
    assert event["reason"] == "inspection"


def test_the_ending_says_which_kind_of_file(coordinator: Practitioner, tmp_path: Path) -> None:
    out = tmp_path / "early-help.zip"

    run("safeguarding-dataset", out, coordinator, last=LAST)

    assert read_dataset(out.read_bytes())[1]["to"] == "2026-11-02"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"out": "list.pdf"}, "Select the kind of file"),
        ({"first": dt.date(2020, 1, 1)}, "From must be 2 May 2026 or later"),
        ({"authority": "XX"}, "does not work for the authority XX"),
        ({"out": "nowhere/list.csv"}, "The file cannot be written"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    coordinator: Practitioner, tmp_path: Path, options: dict[str, Any], sentence: str
) -> None:
    out = tmp_path / str(options.pop("out", "list.csv"))

    with pytest.raises(CommandError, match=sentence):
        run("annex-a-list-2", out, coordinator, **options)

    assert not out.exists()


def test_whoever_may_not_is_told_so(alice: Practitioner, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="coordinators and managers"):
        run("annex-a-list-2", tmp_path / "list.csv", alice)
