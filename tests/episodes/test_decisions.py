"""Decisions of a meeting become actions without being typed again, each once."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, Meeting, Outcome
from opencaf.episodes.operations.decisions import Undertaking, turn_into_actions
from tests.factories import make_episode
from tests.factories.meetings import (
    MET_ON,
    make_action,
    make_meeting,
    make_outcome,
    make_parent,
    make_planned_meeting,
)

DUE = dt.date(2025, 12, 1)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def outcome(episode: Episode, alice: Practitioner) -> Outcome:
    return make_outcome(episode, by=alice)


@pytest.fixture
def meeting(episode: Episode, alice: Practitioner) -> Meeting:
    return make_meeting(episode, by=alice, decisions=["Alice rings the surgery", "Morgan keeps a diary"])


def undertake(meeting: Meeting, outcome: Outcome, number: int = 0, **values: Any) -> Undertaking:
    decision = meeting.decisions.all()[number]
    values = {"owner_words": "the neighbours", "due_on": DUE, "what": decision.text} | values
    return Undertaking(decision=decision, outcome=outcome, **values)


def test_decisions_become_actions_agreed_at_the_meeting(
    alice: Practitioner, episode: Episode, outcome: Outcome, meeting: Meeting
) -> None:
    mother = make_parent(episode, by=alice)
    make_action(outcome, by=alice)
    both = [
        undertake(meeting, outcome, 0, owner=alice, owner_words=""),
        undertake(meeting, outcome, 1, owner=mother, owner_words=""),
    ]

    first, second = turn_into_actions(meeting=meeting, undertakings=both, by=alice)

    rung, diary = meeting.decisions.all()
    assert (rung.action, diary.action) == (first, second)
    assert (first.what, first.owner, first.agreed_at, first.agreed_on) == (rung.text, alice, meeting, MET_ON)
    assert (second.owner_person, second.due_on) == (mother, DUE)
    assert [action.position for action in outcome.actions.all()] == [0, 1, 2]


def test_a_decision_becomes_an_action_once(alice: Practitioner, outcome: Outcome, meeting: Meeting) -> None:
    turn_into_actions(meeting=meeting, undertakings=[undertake(meeting, outcome)], by=alice)

    with pytest.raises(ValidationError, match="in the plan already"):
        turn_into_actions(meeting=meeting, undertakings=[undertake(meeting, outcome)], by=alice)

    assert outcome.actions.count() == 1


def test_each_mistake_stands_at_the_field_of_its_decision(
    alice: Practitioner, outcome: Outcome, meeting: Meeting
) -> None:
    wrong = undertake(meeting, outcome, due_on=MET_ON - dt.timedelta(days=1))

    with pytest.raises(ValidationError) as refusal:
        turn_into_actions(meeting=meeting, undertakings=[wrong], by=alice)

    assert list(refusal.value.message_dict) == [f"due_on_{wrong.decision.id}"]


def test_an_outcome_of_another_family_is_refused(alice: Practitioner, meeting: Meeting) -> None:
    other = make_outcome(make_episode(by=alice), by=alice)

    with pytest.raises(ValidationError, match="this family’s plan"):
        turn_into_actions(meeting=meeting, undertakings=[undertake(meeting, other)], by=alice)


def test_nothing_chosen_is_said(alice: Practitioner, meeting: Meeting) -> None:
    with pytest.raises(ValidationError, match="at least one decision"):
        turn_into_actions(meeting=meeting, undertakings=[], by=alice)


def test_a_planned_meeting_has_decided_nothing(
    alice: Practitioner, episode: Episode, outcome: Outcome, meeting: Meeting
) -> None:
    planned = make_planned_meeting(episode, by=alice)

    with pytest.raises(ValidationError, match="Write the meeting down first"):
        turn_into_actions(meeting=planned, undertakings=[undertake(meeting, outcome)], by=alice)


def test_a_stranger_puts_nothing_into_the_plan(
    alice: Practitioner, dave: Practitioner, outcome: Outcome, meeting: Meeting
) -> None:
    with pytest.raises(PermissionDenied):
        turn_into_actions(meeting=meeting, undertakings=[undertake(meeting, outcome)], by=dave)
