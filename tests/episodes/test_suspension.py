"""Suspension, and the level of need."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.closing import close_episode, reopen_episode
from opencaf.episodes.operations.coordinating import begin_coordinating
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.operations.levels import set_level
from opencaf.episodes.operations.suspension import resume_episode, suspend_episode
from opencaf.episodes.queries.journey import events_of
from tests.factories import make_episode
from tests.factories.meetings import make_meeting
from tests.factories.support import make_lead

RESTS = dt.date(2025, 12, 19)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    """Being supported, led by Alice."""
    episode = make_episode(by=alice)
    Episode.objects.filter(pk=episode.pk).update(state="supporting")
    make_lead(episode, of=alice)
    return Episode.objects.get(pk=episode.pk)


def test_a_suspension_ends_the_lead_on_its_first_day(alice: Practitioner, episode: Episode) -> None:
    suspend_episode(
        episode=episode,
        started_on=RESTS,
        reason="children's social care accepted the step-up",
        lead_why="Imelda Ruane holds the case as social worker",
        by=alice,
    )

    episode.refresh_from_db()
    lead = episode.lead_professionals.get()
    assert episode.state == "suspended"
    assert (lead.ended_on, lead.why_ended) == (RESTS, "Imelda Ruane holds the case as social worker")


def test_a_suspended_episode_is_taken_up_again(alice: Practitioner, episode: Episode) -> None:
    suspend_episode(episode=episode, started_on=RESTS, reason="step-up", by=alice)

    suspension = resume_episode(episode=episode, ended_on=dt.date(2026, 4, 22), by=alice)

    episode.refresh_from_db()
    assert episode.state == "supporting"
    assert (suspension.started_on, suspension.ended_on) == (RESTS, dt.date(2026, 4, 22))


def test_an_intention_cannot_be_suspended(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(ValidationError, match="cannot become"):
        suspend_episode(episode=episode, started_on=RESTS, reason="step-up", by=alice)


def test_it_cannot_be_taken_up_before_it_rested(alice: Practitioner, episode: Episode) -> None:
    suspend_episode(episode=episode, started_on=RESTS, reason="step-up", by=alice)

    with pytest.raises(ValidationError, match="when the rest began"):
        resume_episode(episode=episode, ended_on=dt.date(2025, 12, 1), by=alice)


def test_a_stranger_cannot_suspend(dave: Practitioner, episode: Episode) -> None:
    with pytest.raises(PermissionDenied):
        suspend_episode(episode=episode, started_on=RESTS, reason="step-up", by=dave)


def test_levels_of_need_stand_beside_each_other(alice: Practitioner, episode: Episode) -> None:
    set_level(episode=episode, level=3, decided_on=dt.date(2025, 10, 15), by=alice)

    set_level(episode=episode, level=2, decided_on=dt.date(2026, 3, 25), reason="Talking more", by=alice)

    assert [row.level for row in episode.levels.all()] == [3, 2]


@pytest.mark.parametrize("level", [0, 5])
def test_a_level_is_1_to_4(alice: Practitioner, episode: Episode, level: int) -> None:
    with pytest.raises(ValidationError, match="1 to 4"):
        set_level(episode=episode, level=level, decided_on=RESTS, by=alice)


def test_the_same_level_of_the_same_day_is_recorded_once(alice: Practitioner, episode: Episode) -> None:
    set_level(episode=episode, level=3, decided_on=RESTS, by=alice)

    with pytest.raises(ValidationError, match="already"):
        set_level(episode=episode, level=3, decided_on=RESTS, by=alice)


def test_a_stranger_cannot_set_the_level(dave: Practitioner, episode: Episode) -> None:
    with pytest.raises(PermissionDenied):
        set_level(episode=episode, level=3, decided_on=RESTS, by=dave)


def test_nobody_begins_to_lead_while_it_rests(alice: Practitioner, episode: Episode) -> None:
    suspend_episode(episode=episode, started_on=RESTS, reason="step-up", by=alice)
    episode.refresh_from_db()

    with pytest.raises(ValidationError, match="It is suspended"):
        agree_lead_professional(episode=episode, practitioner=alice, started_on=RESTS, by=alice)


@pytest.mark.parametrize("begin", [agree_lead_professional, begin_coordinating])
def test_nobody_begins_on_a_day_on_which_it_rested(
    alice: Practitioner, episode: Episode, begin: Callable[..., Any]
) -> None:
    suspend_episode(episode=episode, started_on=RESTS, reason="step-up", by=alice)
    episode.refresh_from_db()
    resume_episode(episode=episode, ended_on=dt.date(2026, 4, 22), by=alice)
    more = {"who": alice, "why": "They ring."} if begin is begin_coordinating else {"practitioner": alice}

    with pytest.raises(ValidationError, match="22 April 2026, when it was last taken up"):
        begin(episode=episode, started_on=dt.date(2026, 4, 21), by=alice, **more)


def test_it_cannot_rest_from_a_day_on_which_it_was_closed(
    alice: Practitioner, carol: Practitioner, episode: Episode
) -> None:
    closed_and_reopened(episode, dt.date(2026, 1, 5), dt.date(2026, 2, 2), by=carol)

    with pytest.raises(ValidationError, match="2 February 2026, when it was reopened"):
        suspend_episode(
            episode=Episode.objects.get(), started_on=dt.date(2026, 1, 20), reason="step-up", by=alice
        )


def test_a_case_that_closes_at_rest_was_not_taken_up_again(
    alice: Practitioner, carol: Practitioner, episode: Episode
) -> None:
    suspend_episode(episode=episode, started_on=RESTS, reason="step-up", by=alice)

    closed_and_reopened(Episode.objects.get(), dt.date(2026, 1, 5), dt.date(2026, 2, 2), by=carol)

    steps = [row[4] for row in events_of([episode.id])]
    assert {"suspended", "closed", "reopened"} < set(steps)
    assert "resumed" not in steps


def closed_and_reopened(episode: Episode, closed_on: dt.date, on: dt.date, *, by: Practitioner) -> None:
    close_episode(
        episode=episode, closed_on=closed_on, reason="needs_met_universal", outcome_level="all", by=by
    )
    reopen_episode(episode=episode, reopened_on=on, reason="Again", by=by)


def test_the_meeting_that_ends_a_rest_may_agree_on_the_lead_first(
    alice: Practitioner, episode: Episode
) -> None:
    suspend_episode(episode=episode, started_on=RESTS, reason="step-up", by=alice)
    back_on = RESTS + dt.timedelta(days=60)
    meeting = make_meeting(episode, held_on=back_on, next_on=back_on + dt.timedelta(days=42), by=alice)

    lead = agree_lead_professional(
        episode=episode, practitioner=alice, started_on=back_on, agreed_at=meeting, by=alice
    )
    resume_episode(episode=episode, ended_on=back_on, by=alice)

    lead.refresh_from_db()
    assert (lead.started_on, lead.ended_on) == (back_on, None)
