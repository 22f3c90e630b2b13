"""Who does the work without the title: noted, ended, put right, and gone when the case rests or closes."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Coordination, Episode, TeamMember
from opencaf.episodes.operations.coordinating import end_coordinating
from opencaf.episodes.operations.correcting import correct_date
from opencaf.episodes.operations.leading import hand_over_lead
from opencaf.episodes.operations.suspension import suspend_episode
from opencaf.episodes.operations.team import leave_team
from opencaf.episodes.queries.journey import journey_of
from tests.factories import ChildFactory, make_episode
from tests.factories.leading import BEGAN_ON, make_coordination
from tests.factories.meetings import make_lead
from tests.factories.support import child_of

STOPPED_ON = dt.date(2026, 1, 12)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    episode = make_episode(by=alice)
    Episode.objects.filter(pk=episode.pk).update(state="supporting")
    episode = Episode.objects.get(pk=episode.pk)
    make_lead(episode, alice, by=alice)
    return episode


def end(work: Coordination, by: Practitioner, **values: Any) -> Coordination:
    return end_coordinating(
        coordination=work, by=by, **{"ended_on": STOPPED_ON, "why_ended": "Alice does it now."} | values
    )


def test_a_practitioner_does_the_work_and_is_in_the_team(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    work = make_coordination(episode, bob, chosen_by="Hodan", by=alice)

    assert (work.practitioner, work.agency, work.ended_on) == (bob, bob.agency, None)
    assert TeamMember.objects.filter(episode=episode, practitioner=bob, left_on=None).exists()


def test_somebody_of_the_family_may_do_it_and_a_stranger_may_not(
    alice: Practitioner, episode: Episode
) -> None:
    work = make_coordination(episode, child_of(episode), by=alice)

    assert work.person == child_of(episode)
    with pytest.raises(ValidationError, match="Somebody does the work already"):
        make_coordination(episode, child_of(episode), by=alice)
    end(work, alice)
    with pytest.raises(ValidationError, match="belongs to this family"):
        make_coordination(episode, ChildFactory(), started_on=STOPPED_ON, by=alice)


def test_it_ends_with_a_reason_and_the_next_one_begins_after(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    work = make_coordination(episode, bob, by=alice)
    with pytest.raises(ValidationError, match="Enter why it ends"):
        end(work, alice, why_ended=" ")
    with pytest.raises(ValidationError):
        end(work, alice, ended_on=BEGAN_ON - dt.timedelta(days=1))

    end(work, alice)

    with pytest.raises(ValidationError, match="has ended already"):
        end(work, alice)
    with pytest.raises(ValidationError, match="when the one before stopped"):
        make_coordination(episode, dave, started_on=STOPPED_ON - dt.timedelta(days=1), by=alice)
    make_coordination(episode, dave, started_on=STOPPED_ON, by=alice)


def test_who_leads_is_not_named_twice_and_a_reason_is_asked(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    with pytest.raises(ValidationError, match="need not be named twice"):
        make_coordination(episode, alice, by=alice)
    with pytest.raises(ValidationError, match="Enter why they do the work"):
        make_coordination(episode, bob, why=" ", by=alice)
    Episode.objects.filter(pk=episode.pk).update(state="suspended")
    with pytest.raises(ValidationError, match="It is suspended"):
        make_coordination(Episode.objects.get(pk=episode.pk), bob, by=alice)


@pytest.mark.parametrize("day", [dt.date(2026, 11, 3), dt.date(2025, 1, 1)])
def test_a_wrong_day_is_refused(
    day: dt.date, alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_coordination(episode, bob, started_on=day, by=alice)

    assert set(refusal.value.message_dict) == {"started_on"}


def test_it_ends_when_they_become_the_lead_or_the_case_rests(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    first = make_coordination(episode, bob, by=alice)
    hand_over_lead(episode=episode, practitioner=bob, started_on=STOPPED_ON, why_changed="So it is", by=alice)
    second = make_coordination(episode, dave, started_on=STOPPED_ON, by=alice)
    suspend_episode(episode=episode, started_on=dt.date(2026, 2, 2), reason="Social care", by=alice)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.ended_on, first.why_ended) == (STOPPED_ON, "Became lead professional")
    assert (second.ended_on, second.why_ended) == (dt.date(2026, 2, 2), "Social care")


def test_who_does_the_work_does_not_leave_the_team_before(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    make_coordination(episode, bob, by=alice)
    member = TeamMember.objects.get(episode=episode, practitioner=bob)

    with pytest.raises(ValidationError, match="this person coordinates"):
        leave_team(member=member, left_on=STOPPED_ON, by=alice)


def test_its_days_are_put_right_in_turn_and_stand_on_the_journey_once(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    work = end(make_coordination(episode, bob, by=alice), alice)
    make_coordination(episode, dave, started_on=STOPPED_ON, by=alice)
    right = {"episode": episode, "kind": "work", "record_id": work.id, "reason": "Misread.", "by": alice}

    correct_date(**right, field="ended_on", value=dt.date(2026, 1, 9))
    with pytest.raises(ValidationError, match="when the next one began"):
        correct_date(**right, field="ended_on", value=dt.date(2026, 1, 13))

    titles = [event.title for event in journey_of(episode, alice, child_ids=[child_of(episode).id]).events]
    assert titles.count(f"{bob} began to do the work without the title") == 1
    assert titles.count(f"{bob} stopped doing the work without the title") == 1


def test_strangers_may_not(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    with pytest.raises(PermissionDenied):
        make_coordination(episode, bob, by=dave)
    work = make_coordination(episode, bob, by=alice)
    with pytest.raises(PermissionDenied):
        end(work, dave)
