"""Calling a finding right as it is: who may, what it leaves, and when it comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.quality.catalogue import RULES
from opencaf.quality.models import Acceptance
from opencaf.quality.operations import accept_finding, take_acceptance_back
from opencaf.quality.queries import acceptance_in, called_right, counts_now
from tests.quality.world import MISTAKES, Case, clean_case
from tests.reports.world import World

OwnerSees = Callable[..., list[dict[str, Any]]]
BORN = "first-of-january"


@pytest.fixture
def case(coordinator: Practitioner) -> Case:
    """A case whose child was born on 1 January."""
    made = clean_case(World(coordinator))
    MISTAKES[BORN](made)
    return made


def accept(
    case: Case, code: str = BORN, *, by: Practitioner, why: str = "The registrar said so."
) -> Acceptance:
    child_row = case.episode.episode_children.get()
    about = child_row if RULES[code].of_children else case.episode
    return accept_finding(rule=RULES[code], episode=case.episode, about_id=about.pk, why=why, by=by)


def test_what_is_called_right_leaves_the_list_and_is_on_the_trail_without_words(
    case: Case, coordinator: Practitioner, owner_sees: OwnerSees
) -> None:
    accept(case, by=coordinator)

    assert counts_now(coordinator)[BORN] == 0
    (line,) = owner_sees("select * from audit_event where action = 'finding_called_right'")
    assert (line["reason"], line["episode_id"]) == (BORN, str(case.episode.id))
    assert "registrar" not in str(line)


def test_it_comes_back_when_the_fact_changes(case: Case, coordinator: Practitioner) -> None:
    accept(case, by=coordinator)

    case.of_child(born_on=dt.date(2015, 1, 1))

    assert counts_now(coordinator)[BORN] == 1


def test_it_says_nothing_about_another_child_case_or_rule(case: Case, coordinator: Practitioner) -> None:
    beside = clean_case(case.world)
    for code in (BORN, "no-level"):
        MISTAKES[code](beside)
    MISTAKES["no-level"](case)

    accept(case, by=coordinator)
    accept(case, "no-level", by=coordinator)

    assert counts_now(coordinator) == {BORN: 1, "no-level": 1}


def test_it_can_be_looked_at_again_and_called_right_once_more(
    case: Case, coordinator: Practitioner, owner_sees: OwnerSees
) -> None:
    made = accept(case, by=coordinator)
    assert list(called_right(coordinator)) == [made]

    take_acceptance_back(acceptance=made, by=coordinator)

    assert counts_now(coordinator)[BORN] == 1
    assert (list(called_right(coordinator)), acceptance_in(case.episode, made.id)) == ([], None)
    assert len(owner_sees("select 1 as one from audit_event where action = 'finding_looked_at_again'")) == 1
    with pytest.raises(ValidationError, match="taken this back already"):
        take_acceptance_back(acceptance=made, by=coordinator)
    assert accept(case, by=coordinator) != made


def test_it_says_why(case: Case, coordinator: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Enter why it is right as it is"):
        accept(case, by=coordinator, why="  ")


def test_what_is_put_right_meanwhile_is_not_called_right(case: Case, coordinator: Practitioner) -> None:
    case.of_child(born_on=dt.date(2016, 3, 2))

    with pytest.raises(ValidationError, match="put right meanwhile"):
        accept(case, by=coordinator)


def test_a_stranger_calls_nothing_right(case: Case, coordinator: Practitioner, dave: Practitioner) -> None:
    with pytest.raises(PermissionDenied):
        accept(case, by=dave)

    made = accept(case, by=coordinator)
    with pytest.raises(PermissionDenied):
        take_acceptance_back(acceptance=made, by=dave)
