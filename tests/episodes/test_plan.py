"""The plan: outcomes and actions, from agreed to done, not done or handed on."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.operations.plan import (
    change_outcome,
    close_action,
    hand_action_on,
    record_progress,
    reopen_action,
)
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.permissions import can_update_action
from tests.factories import ChildFactory, make_episode
from tests.factories.meetings import (
    MET_ON,
    child_of,
    make_action,
    make_meeting,
    make_outcome,
    make_parent,
)

LATER = dt.date(2025, 12, 3)


def test_an_outcome_keeps_the_familys_words_and_its_ties(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    outcome = make_outcome(
        episode,
        by=alice,
        whose_words="Hodan",
        need_tags=["housing"],
        elements=["housing_employment_finance", "general_health"],
        target_on=dt.date(2026, 4, 30),
    )

    assert (outcome.whose_words, outcome.status) == ("Hodan", "open")
    assert {(tie.kind, tie.code) for tie in outcome.ties.all()} == {
        ("need_tag", "housing"),
        ("element", "housing_employment_finance"),
        ("element", "general_health"),
    }
    assert outcome.children.get().child == child_of(episode)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"wording": "  "}, "wording"),
        ({"agreed_on": dt.date(2026, 11, 3)}, "agreed_on"),
        ({"agreed_on": dt.date(2025, 9, 1)}, "agreed_on"),
        ({"target_on": dt.date(2025, 11, 1)}, "target_on"),
    ],
)
def test_an_impossible_outcome_is_refused_at_its_field(
    alice: Practitioner, values: dict[str, Any], field: str
) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(ValidationError) as refusal:
        make_outcome(episode, by=alice, **values)

    assert list(refusal.value.message_dict) == [field]


def test_an_outcome_is_about_children_of_the_episode_only(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    children = [child_of(episode), ChildFactory()]

    with pytest.raises(ValidationError, match="at least one child"):
        make_outcome(episode, by=alice, children=children)


def test_an_outcome_changes_its_status(alice: Practitioner) -> None:
    outcome = make_outcome(make_episode(by=alice), by=alice)

    change_outcome(outcome=outcome, status="partly", by=alice)

    outcome.refresh_from_db()
    assert outcome.status == "partly"


def test_an_action_agreed_at_a_meeting_takes_its_day(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    meeting = make_meeting(episode, by=alice)

    action = make_action(make_outcome(episode, by=alice), by=alice, agreed_at=meeting, agreed_on=None)

    assert (action.agreed_on, action.agreed_at, action.status) == (MET_ON, meeting, "agreed")


def test_a_family_member_or_somebody_in_words_can_own_an_action(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    outcome, mother = make_outcome(episode, by=alice), make_parent(episode, by=alice)

    hers = make_action(outcome, by=alice, owner=mother)
    theirs = make_action(outcome, by=alice, owner=None, owner_words="The neighbours")

    assert (hers.owner_person, hers.owner) == (mother, None)
    assert (theirs.owner_words, theirs.position) == ("The neighbours", 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"what": ""}, "what"),
        ({"owner": None}, "owner"),
        ({"agreed_on": None}, "agreed_on"),
        ({"due_on": dt.date(2025, 11, 4)}, "due_on"),
        ({"agreed_on": dt.date(2026, 11, 3), "due_on": dt.date(2026, 12, 3)}, "agreed_on"),
    ],
)
def test_an_impossible_action_is_refused_at_its_field(
    alice: Practitioner, values: dict[str, Any], field: str
) -> None:
    outcome = make_outcome(make_episode(by=alice), by=alice)

    with pytest.raises(ValidationError) as refusal:
        make_action(outcome, by=alice, **values)

    assert list(refusal.value.message_dict) == [field]


def test_a_meeting_about_another_family_is_refused(alice: Practitioner) -> None:
    outcome = make_outcome(make_episode(by=alice), by=alice)
    elsewhere = make_meeting(make_episode(by=alice), by=alice)

    with pytest.raises(ValidationError, match="about this family"):
        make_action(outcome, by=alice, agreed_at=elsewhere)


def test_progress_begins_an_action_and_may_still_come_when_it_is_done(alice: Practitioner) -> None:
    action = make_action(make_outcome(make_episode(by=alice), by=alice), by=alice)

    record_progress(action=action, said_on=LATER, text="Sent five days late.", by=alice)
    begun = action.status
    close_action(action=action, status="done", closed_on=LATER, by=alice)
    record_progress(action=action, said_on=dt.date(2026, 2, 17), text="Inspected.", by=alice)

    assert begun == "in_progress"
    assert action.status == "done"
    assert [line.text for line in action.progress.all()] == ["Sent five days late.", "Inspected."]


def test_progress_can_be_a_family_members(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    mother = make_parent(episode, by=alice)
    action = make_action(make_outcome(episode, by=alice), by=alice, owner=mother)

    line = record_progress(action=action, said_on=LATER, said_by=mother, text="Most days.", by=alice)

    assert (line.said_by_person, line.said_by, line.recorded_by) == (mother, None, alice)


@pytest.mark.parametrize("status", ["not_done", "cancelled"])
def test_what_was_not_done_says_why(alice: Practitioner, status: str) -> None:
    action = make_action(make_outcome(make_episode(by=alice), by=alice), by=alice)

    with pytest.raises(ValidationError) as refusal:
        close_action(action=action, status=status, closed_on=LATER, by=alice)

    assert list(refusal.value.message_dict) == ["reason"]


def test_an_action_closes_once_and_not_before_it_was_agreed(alice: Practitioner) -> None:
    action = make_action(make_outcome(make_episode(by=alice), by=alice), by=alice)

    with pytest.raises(ValidationError, match="on or after 5 November 2025"):
        close_action(action=action, status="done", closed_on=dt.date(2025, 11, 4), by=alice)
    close_action(action=action, status="done", closed_on=LATER, by=alice)
    with pytest.raises(ValidationError, match="closed already"):
        close_action(action=action, status="done", closed_on=LATER, by=alice)


def test_an_action_opened_again_says_how_it_had_been_closed(alice: Practitioner) -> None:
    action = make_action(make_outcome(make_episode(by=alice), by=alice), by=alice)
    close_action(action=action, status="not_done", closed_on=LATER, reason="All full", by=alice)

    reopen_action(action=action, reopened_on=dt.date(2026, 1, 14), reason="A place was offered", by=alice)

    action.refresh_from_db()
    assert (action.status, action.closed_on, action.reason) == ("in_progress", None, "")
    assert "not done on 3 December 2025 (All full)" in action.progress.get().text


def test_an_open_action_is_handed_on(alice: Practitioner) -> None:
    action = make_action(make_outcome(make_episode(by=alice), by=alice), by=alice)

    hand_action_on(action=action, handed_to="Adult social care", by=alice)

    action.refresh_from_db()
    assert (action.handed_to, action.status) == ("Adult social care", "agreed")


def test_members_of_the_team_update_actions_and_strangers_do_not(
    alice: Practitioner, bob: Practitioner, dave: Practitioner
) -> None:
    episode = make_episode(by=alice)
    action = make_action(make_outcome(episode, by=alice), by=alice, owner=bob)
    join_team(episode=episode, who=bob, joined_on=MET_ON, by=alice)

    record_progress(action=action, said_on=LATER, text="Done by Friday.", by=bob)

    assert can_update_action(bob, action).reason == "This is your action."
    with pytest.raises(PermissionDenied):
        record_progress(action=action, said_on=LATER, text="Nosy.", by=dave)


def test_an_owner_outside_the_team_sees_nothing_by_owning(alice: Practitioner, dave: Practitioner) -> None:
    action = make_action(make_outcome(make_episode(by=alice), by=alice), by=alice, owner=dave)

    assert not can_update_action(dave, action)


def test_closing_an_action_is_on_the_trail(
    alice: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    action = make_action(make_outcome(make_episode(by=alice), by=alice), by=alice)
    close_action(action=action, status="not_done", closed_on=LATER, reason="Three are full", by=alice)

    events = owner_sees("select subject_id, detail from audit_event where action = 'action_closed'")

    assert [str(event["subject_id"]) for event in events] == [str(action.id)]
    assert "full" not in str(events)
