"""The walk over whole lives sees what it is there to see: each fault, put in on purpose, is caught."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from opencaf.episodes.operations.leading import close_lead
from opencaf.episodes.operations.support import add_note
from opencaf.episodes.queries.journey import events_of
from opencaf.episodes.queries.package_contents import contents_of
from tests.episodes.transferring.conftest import there
from tests.episodes.whole_life.cast import Cast
from tests.episodes.whole_life.examples import told
from tests.episodes.whole_life.test_whole_life import cast, walking

__all__ = ["cast", "there"]  # fixtures
HERE, OPERATIONS = "tests.episodes.whole_life", "opencaf.episodes.operations"


def told_twice(ids: Any) -> Any:
    rows = events_of(ids)
    return [*rows, rows[-1]]


def not_told(ids: Any) -> Any:
    return events_of(ids)[:-1]


def on_another_day(ids: Any) -> Any:
    first, *rest = events_of(ids)
    return [(first[0], first[1] - dt.timedelta(days=1), *first[2:]), *rest]  # type: ignore[operator]


def nothing(*args: Any, **more: Any) -> None:
    pass


def a_day_early(lead: Any, *, on: dt.date, why: str) -> None:
    close_lead(lead, on=on - dt.timedelta(days=1), why=why)


def half_done(**more: Any) -> None:
    """Write something, then refuse."""
    episode, by = more["episode"], more["by"]
    add_note(episode=episode, kind="note", happened_on=episode.intended_on, text="Half.", by=by)
    raise ValidationError("No.")


def refused_by_the_database(**more: Any) -> None:
    raise IntegrityError("violates a constraint")


def without_notes(*args: Any) -> Any:
    contents = contents_of(*args)
    contents.rows["contact_note"] = []
    return contents


LED = "agree_lead alice =1, wait alice =3"
RESTS = "agree alice, start alice, agree_lead alice =1, wait alice =3, suspend alice"
FAULTS: dict[str, tuple[str, Callable[..., Any], str, type[Exception], str]] = {
    "an event is told twice": (
        f"{HERE}.checks.events_of",
        told_twice,
        "note alice",
        AssertionError,
        "too much",
    ),
    "an event is not told": (f"{HERE}.checks.events_of", not_told, "note alice", AssertionError, "missing"),
    "a day is wrong": (f"{HERE}.checks.events_of", on_another_day, "note alice", AssertionError, "missing"),
    "who leads goes on at rest": (
        f"{OPERATIONS}.suspension.end_lead",
        nothing,
        RESTS,
        AssertionError,
        "who led",
    ),
    "a handover leaves a gap": (
        f"{OPERATIONS}.leading.close_lead",
        a_day_early,
        f"{LED}, hand_over alice =2",
        AssertionError,
        "who led",
    ),
    "who led sees it still": (
        f"{OPERATIONS}.leading.end_access_of",
        nothing,
        f"{LED}, hand_over alice =2",
        AssertionError,
        "lead",
    ),
    "a rule is gone": (
        f"{OPERATIONS}.leading.refuse_away",
        nothing,
        f"{RESTS}, agree_lead alice =2",
        AssertionError,
        "was not refused",
    ),
    "a rule is new": (f"{HERE}.plan.add_note", half_done, "note alice", ValidationError, "No."),
    "a refusal leaves something behind": (
        f"{HERE}.stages.set_level",
        half_done,
        "level alice -9",
        AssertionError,
        "left something behind",
    ),
    "only the database refuses": (
        f"{HERE}.plan.add_note",
        refused_by_the_database,
        "note alice",
        IntegrityError,
        "violates",
    ),
    "notes do not go with a case that moves": (
        f"{OPERATIONS}.transferring.contents_of",
        without_notes,
        "note alice, prepare alice, they_accept carol",
        AssertionError,
        "did not go",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(cast: Cast, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    target, wrong, steps, failure, words = FAULTS[fault]
    *sound, last = [told(line).step for line in steps.split(", ")]
    with walking(cast) as walk:
        for step in sound:
            assert walk.take(step) == "taken"
        monkeypatch.setattr(target, wrong)
        with pytest.raises(failure, match=words):
            walk.take(last)
