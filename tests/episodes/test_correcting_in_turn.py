"""Days that hang together: a correction lets nothing end before it began, and nobody lead beside another."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, EpisodeChild, LeadProfessional
from opencaf.episodes.operations.children import take_child_out
from opencaf.episodes.operations.closing import close_episode
from opencaf.episodes.operations.coordinating import begin_coordinating
from opencaf.episodes.operations.correcting import correct_date
from opencaf.episodes.operations.leading import agree_lead_professional, hand_over_lead
from opencaf.episodes.operations.leading_back import take_back_lead
from opencaf.episodes.operations.suspension import resume_episode, suspend_episode
from opencaf.episodes.operations.team import join_team
from tests.factories import ChildFactory, make_episode
from tests.factories.meetings import MET_ON, make_lead, make_meeting

FIRST = dt.date(2026, 3, 2)
LAST = dt.date(2026, 3, 30)


def day(number: int) -> dt.date:
    """A day of March 2026."""
    return dt.date(2026, 3, number)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    """Being supported, led by Alice."""
    episode = make_episode(by=alice, children=[ChildFactory(), ChildFactory()])
    Episode.objects.filter(pk=episode.pk).update(state="supporting")
    make_lead(Episode.objects.get(pk=episode.pk), alice, by=alice)
    return Episode.objects.get(pk=episode.pk)


def correct(kind: str, record: models.Model, field: str, value: dt.date, *, by: Practitioner) -> None:
    episode = Episode.objects.get()
    correct_date(
        episode=episode, kind=kind, record_id=record.pk, field=field, value=value, reason="Misread", by=by
    )


def hand_over(to: Practitioner, on: dt.date, *, by: Practitioner) -> LeadProfessional:
    return hand_over_lead(
        episode=Episode.objects.get(), practitioner=to, started_on=on, why_changed="New job", by=by
    )


def lead_of(who: Practitioner) -> tuple[Any, ...]:
    (days,) = LeadProfessional.objects.filter(practitioner=who).values_list("started_on", "ended_on")
    return tuple(days)


def test_a_rest_cannot_begin_before_who_led_until_then(alice: Practitioner, episode: Episode) -> None:
    rest = suspend_episode(episode=episode, started_on=LAST, reason="step-up", by=alice)

    with pytest.raises(ValidationError, match="A lead would end before it began"):
        correct("suspension", rest, "started_on", MET_ON - dt.timedelta(days=1), by=alice)


@pytest.mark.parametrize("what", ["work", "team", "rest"])
def test_a_closing_cannot_move_before_what_ended_with_it_began(
    alice: Practitioner, bob: Practitioner, episode: Episode, what: str
) -> None:
    if what == "work":
        begin_coordinating(episode=episode, who=bob, started_on=day(9), why="They ring.", by=alice)
    elif what == "team":
        join_team(episode=episode, who=bob, joined_on=day(9), by=alice)
    else:
        suspend_episode(episode=episode, started_on=day(9), reason="step-up", by=alice)
    closure = close_episode(
        episode=episode, closed_on=LAST, reason="needs_met_universal", outcome_level="all", by=alice
    )

    with pytest.raises(ValidationError, match="would end before it began"):
        correct("closure", closure, "closed_on", day(5), by=alice)


def test_a_closing_cannot_move_before_the_last_meeting(alice: Practitioner, episode: Episode) -> None:
    make_meeting(episode, by=alice, held_on=day(9), next_on=LAST)
    closure = close_episode(
        episode=episode, closed_on=LAST, reason="needs_met_universal", outcome_level="all", by=alice
    )

    with pytest.raises(ValidationError, match="9 March 2026, the day of the last meeting"):
        correct("closure", closure, "closed_on", day(5), by=alice)


def test_a_mistaken_lead_stays_where_it_is_when_the_true_handover_is_corrected(
    alice: Practitioner, bob: Practitioner, carol: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    hand_over(dave, day(9), by=carol)
    take_back_lead(episode=episode, why="Wrong one", by=carol)
    true = hand_over(bob, day(9), by=carol)

    correct("lead", true, "started_on", day(5), by=carol)

    assert [lead_of(who) for who in (alice, dave, bob)] == [
        (MET_ON, day(5)),
        (day(9), day(9)),
        (day(5), None),
    ]


def test_a_mistaken_lead_cannot_be_made_one_beside_the_true_one(
    alice: Practitioner, carol: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    wrong = hand_over(dave, day(9), by=carol)
    take_back_lead(episode=episode, why="Wrong one", by=carol)

    with pytest.raises(ValidationError, match="two people would lead at once"):
        correct("lead", wrong, "started_on", day(5), by=carol)


def test_nobody_leads_back_into_a_rest(alice: Practitioner, bob: Practitioner, episode: Episode) -> None:
    suspend_episode(episode=episode, started_on=day(5), reason="step-up", by=alice)
    rest = resume_episode(episode=Episode.objects.get(), ended_on=day(9), by=alice)
    lead = agree_lead_professional(
        episode=Episode.objects.get(), practitioner=bob, started_on=day(9), by=alice
    )

    with pytest.raises(ValidationError, match="would lead while it rests"):
        correct("lead", lead, "started_on", day(6), by=alice)
    with pytest.raises(ValidationError, match="would lead while it rests"):
        correct("suspension", rest, "ended_on", day(12), by=alice)


def test_who_stopped_for_a_rest_of_one_day_did_not_hand_over(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    suspend_episode(episode=episode, started_on=day(5), reason="step-up", by=alice)
    resume_episode(episode=Episode.objects.get(), ended_on=day(5), by=alice)
    lead = agree_lead_professional(
        episode=Episode.objects.get(), practitioner=bob, started_on=day(5), by=alice
    )

    correct("lead", lead, "started_on", day(9), by=alice)

    assert (lead_of(alice), lead_of(bob)) == ((MET_ON, day(5)), (day(9), None))


def test_a_child_neither_joins_before_the_intention_nor_leaves_before_it(
    alice: Practitioner, episode: Episode
) -> None:
    row = EpisodeChild.objects.order_by("position").last()
    assert row is not None
    left_on = episode.intended_on + dt.timedelta(days=3)
    take_child_out(episode=episode, child=row.child, left_on=left_on, by=alice)

    with pytest.raises(ValidationError, match="A child’s time in it would end"):
        correct("episode", episode, "intended_on", left_on + dt.timedelta(days=1), by=alice)
    with pytest.raises(ValidationError, match="the day of the intention"):
        correct("child", row, "joined_on", episode.intended_on - dt.timedelta(days=1), by=alice)


def test_the_intention_does_not_move_past_who_joined_the_team(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    joined_on = episode.intended_on + dt.timedelta(days=3)
    join_team(episode=episode, who=bob, joined_on=joined_on, by=alice)

    with pytest.raises(ValidationError, match="the first step that followed"):
        correct("episode", episode, "intended_on", joined_on + dt.timedelta(days=1), by=alice)
