"""Meetings: planned, held, cancelled; who came, what was decided, how they end."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import AccessGrant, Basis
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Attendance
from opencaf.episodes.operations.meetings import Line, cancel_meeting
from opencaf.episodes.states import State
from tests.factories import AgencyFactory, ChildFactory, make_episode
from tests.factories.meetings import MET_ON, child_of, make_meeting, make_parent, make_planned_meeting


def test_the_first_meeting_begins_the_support(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    episode.move_to(State.ASSESSING)
    episode.move_to(State.PLANNING)

    make_meeting(episode, by=alice)

    episode.refresh_from_db()
    assert episode.state == State.SUPPORTING


def test_a_meeting_keeps_who_came_what_they_sent_and_what_was_decided(
    alice: Practitioner, bob: Practitioner
) -> None:
    episode = make_episode(by=alice)
    mother = make_parent(episode, by=alice)
    surgery = AgencyFactory(name="Quayside Surgery", kind="gp")
    lines = [
        Line(alice, "present"),
        Line(mother, "present", note="came straight from work"),
        Line(bob, "apologies", update="Accepted; first appointment on 18 November."),
        Line(surgery, "no_reply"),
    ]

    meeting = make_meeting(
        episode,
        by=alice,
        attendance=lines,
        decisions=["Alice leads", "Everybody uses the same five signs"],
        chair=mother,
        minutes_by=bob,
    )

    kept = {(a.practitioner or a.person or a.agency): a for a in meeting.attendances.all()}
    assert kept[mother].note == "came straight from work"
    assert kept[bob].update.startswith("Accepted")
    assert kept[surgery].state == "no_reply"
    assert [d.text for d in meeting.decisions.all()] == ["Alice leads", "Everybody uses the same five signs"]
    assert (meeting.chair, meeting.chair_person, meeting.minutes_by) == (None, mother, bob)


def test_those_who_join_see_the_case_from_then_on(alice: Practitioner, bob: Practitioner) -> None:
    episode = make_episode(by=alice)

    make_meeting(
        episode, by=alice, attendance=[Line(alice, "present"), Line(bob, "present", joins_team=True)]
    )

    assert episode.team_members.get().practitioner == bob
    assert AccessGrant.objects.live().get(practitioner=bob, episode_id=episode.id).basis == Basis.TEAM


def test_coming_to_a_meeting_alone_opens_no_record(alice: Practitioner, bob: Practitioner) -> None:
    episode = make_episode(by=alice)

    make_meeting(episode, by=alice, attendance=[Line(bob, "present")])

    assert not AccessGrant.objects.filter(practitioner=bob).exists()


def test_a_planned_meeting_is_held_and_its_invitations_become_answers(
    alice: Practitioner, bob: Practitioner
) -> None:
    episode = make_episode(by=alice)
    planned = make_planned_meeting(episode, by=alice, invited=[alice, bob])

    held = make_meeting(episode, by=alice, meeting=planned, attendance=[Line(alice, "present")])

    assert held.pk == planned.pk
    states = dict(Attendance.objects.filter(meeting=held).values_list("practitioner_id", "state"))
    assert states == {alice.id: "present", bob.id: "invited"}


def test_a_meeting_ends_with_a_next_date_or_a_proposal_to_close(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(ValidationError) as refusal:
        make_meeting(episode, by=alice, next_on=None)

    assert "or tick that closing was proposed" in str(refusal.value)
    assert make_meeting(episode, by=alice, next_on=None, closing_proposed=True).closing_proposed


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"held_on": dt.date(2026, 11, 3)}, "held_on"),
        ({"held_on": dt.date(2025, 9, 1)}, "held_on"),
        ({"next_on": MET_ON}, "next_on"),
        ({"attendance": []}, "attendance"),
        ({"kind": None}, "kind"),
    ],
)
def test_an_impossible_meeting_is_refused_at_its_field(
    alice: Practitioner, values: dict[str, Any], field: str
) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(ValidationError) as refusal:
        make_meeting(episode, by=alice, **values)

    assert list(refusal.value.message_dict) == [field]


def test_nobody_is_noted_twice(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(ValidationError, match="noted twice"):
        make_meeting(episode, by=alice, attendance=[Line(alice, "present"), Line(alice, "apologies")])


def test_somebody_of_another_family_cannot_be_noted(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(ValidationError, match="belongs to this family"):
        make_meeting(episode, by=alice, attendance=[Line(ChildFactory(), "present")])


def test_a_child_can_chair(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    child = child_of(episode)

    meeting = make_meeting(episode, by=alice, chair=child)

    assert meeting.chair_person == child


def test_a_planned_meeting_is_cancelled_with_the_reason(alice: Practitioner) -> None:
    planned = make_planned_meeting(make_episode(by=alice), by=alice)

    cancel_meeting(meeting=planned, why_cancelled="Suspended on 19 December", by=alice)

    planned.refresh_from_db()
    assert (planned.status, planned.why_cancelled) == ("cancelled", "Suspended on 19 December")


def test_a_cancelled_meeting_cannot_be_held(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    planned = make_planned_meeting(episode, by=alice)
    cancel_meeting(meeting=planned, why_cancelled="Snow", by=alice)

    with pytest.raises(ValidationError, match="cancelled already"):
        make_meeting(episode, by=alice, meeting=planned)


def test_a_stranger_cannot_write_a_meeting_down(alice: Practitioner, dave: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(PermissionDenied):
        make_meeting(episode, by=dave)


def test_a_meeting_is_on_the_trail_without_words(
    alice: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    meeting = make_meeting(make_episode(by=alice), by=alice, notes="A cake.")

    events = owner_sees("select subject_id, detail from audit_event where action = 'meeting_held'")

    assert [event["subject_id"] for event in events] == [str(meeting.id)]
    assert "cake" not in str(events)
