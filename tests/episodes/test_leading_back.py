"""A handover noted by mistake is taken back: as if it had not been noted, with nothing lost."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import AccessGrant
from opencaf.agencies.models import Practitioner
from opencaf.audit.models import Correction
from opencaf.episodes.models import Episode, LeadProfessional, TeamMember
from opencaf.episodes.operations.leading import hand_over_lead
from opencaf.episodes.operations.leading_back import take_back_lead
from opencaf.episodes.operations.team import leave_team
from opencaf.episodes.queries.figures import expected_figures
from opencaf.episodes.reads import last_lead
from tests.factories import PractitionerFactory, make_episode
from tests.factories.meetings import MET_ON, make_lead

WRONG_DAY = dt.date(2026, 1, 30)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    episode = make_episode(by=alice)
    make_lead(episode, alice, by=alice)
    return episode


@pytest.fixture
def mallory() -> Practitioner:
    """The one who was selected by mistake."""
    return PractitionerFactory(given_name="Mallory")


def hand_over(episode: Episode, to: Practitioner, *, by: Practitioner, **more: Any) -> LeadProfessional:
    return hand_over_lead(
        episode=episode, practitioner=to, started_on=WRONG_DAY, why_changed="New job", by=by, **more
    )


def bases_of(practitioner: Practitioner, episode: Episode) -> set[str]:
    grants = AccessGrant.objects.live().filter(practitioner=practitioner, episode_id=episode.id)
    return set(grants.values_list("basis", flat=True))


def test_who_led_before_leads_on_from_their_own_first_day(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, mallory: Practitioner
) -> None:
    hand_over(episode, mallory, by=alice)

    lead = take_back_lead(episode=episode, why="Wrong Mallory", by=coordinator)

    now = LeadProfessional.objects.get(episode=episode, ended_on=None)
    assert (now.pk, now.practitioner, now.started_on, now.why_ended) == (lead.pk, alice, MET_ON, "")
    assert "lead" in bases_of(alice, episode)


def test_the_mistaken_one_sees_nothing_any_more(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, mallory: Practitioner
) -> None:
    hand_over(episode, mallory, by=alice)

    take_back_lead(episode=episode, why="Wrong Mallory", by=coordinator)

    assert bases_of(mallory, episode) == set()
    assert not TeamMember.objects.filter(episode=episode, practitioner=mallory, left_on=None).exists()


def test_who_was_in_the_team_before_stays_in_it(
    alice: Practitioner, bob: Practitioner, coordinator: Practitioner, episode: Episode
) -> None:
    hand_over(episode, bob, by=alice)
    hand_over_lead(
        episode=episode, practitioner=alice, started_on=WRONG_DAY, why_changed="Back", by=coordinator
    )
    hand_over_lead(
        episode=episode,
        practitioner=bob,
        started_on=WRONG_DAY + dt.timedelta(days=9),
        why_changed="Again",
        by=coordinator,
    )

    take_back_lead(episode=episode, why="Not agreed", by=coordinator)

    assert bases_of(bob, episode) == {"team"}


def test_what_was_handed_over_stays_readable_beside_the_mistake(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, mallory: Practitioner
) -> None:
    hand_over(episode, mallory, by=alice, note="She likes to be rung.", steps=["plan read"], met_on=WRONG_DAY)

    take_back_lead(episode=episode, why="Wrong Mallory", by=coordinator)

    wrong = LeadProfessional.objects.get(practitioner=mallory)
    assert (wrong.started_on, wrong.ended_on) == (WRONG_DAY, WRONG_DAY)
    assert wrong.why_ended == "Noted by mistake: Wrong Mallory"
    assert wrong.handover_note == "She likes to be rung."
    assert list(wrong.handover_steps.values_list("text", flat=True)) == ["plan read"]
    (kept,) = Correction.objects.filter(record_id=LeadProfessional.objects.get(practitioner=alice).id)
    assert (kept.old_value, kept.new_value, kept.reason) == (WRONG_DAY.isoformat(), "", "Wrong Mallory")


def test_who_left_the_team_with_the_handover_is_back_in_it(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, mallory: Practitioner
) -> None:
    hand_over(episode, mallory, by=alice, old_stays=False)

    take_back_lead(episode=episode, why="Wrong Mallory", by=coordinator)

    assert TeamMember.objects.filter(episode=episode, practitioner=alice, left_on=None).exists()
    assert {"lead", "team"} <= bases_of(alice, episode)


def test_the_true_handover_may_lie_before_the_mistaken_one(
    alice: Practitioner, bob: Practitioner, coordinator: Practitioner, episode: Episode, mallory: Practitioner
) -> None:
    hand_over(episode, mallory, by=alice)
    take_back_lead(episode=episode, why="Wrong Mallory", by=coordinator)

    earlier = WRONG_DAY - dt.timedelta(days=5)
    hand_over_lead(
        episode=episode, practitioner=bob, started_on=earlier, why_changed="New job", by=coordinator
    )

    assert LeadProfessional.objects.get(episode=episode, ended_on=None).practitioner == bob


def test_a_mistake_after_a_mistake_leads_back_to_who_really_led(
    alice: Practitioner, bob: Practitioner, coordinator: Practitioner, episode: Episode, mallory: Practitioner
) -> None:
    hand_over(episode, mallory, by=alice)
    take_back_lead(episode=episode, why="Wrong Mallory", by=coordinator)
    hand_over(episode, bob, by=coordinator)

    assert take_back_lead(episode=episode, why="Not yet", by=coordinator).practitioner == alice


def test_the_first_lead_cannot_be_taken_back(coordinator: Practitioner, episode: Episode) -> None:
    with pytest.raises(ValidationError, match="Hand over instead"):
        take_back_lead(episode=episode, why="Hm", by=coordinator)


def test_a_stranger_takes_nothing_back(
    alice: Practitioner, dave: Practitioner, episode: Episode, mallory: Practitioner
) -> None:
    hand_over(episode, mallory, by=alice)

    with pytest.raises(PermissionDenied):
        take_back_lead(episode=episode, why="Hm", by=dave)


def test_a_mistake_is_no_change_of_the_lead(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, mallory: Practitioner
) -> None:
    hand_over(episode, mallory, by=alice)
    assert expected_figures(episode).lead_professional_changes == 1

    take_back_lead(episode=episode, why="Wrong Mallory", by=coordinator)

    assert expected_figures(episode).lead_professional_changes == 0
    assert [one.practitioner for one in last_lead(episode.id)] == [alice]


def test_who_left_the_team_since_the_handover_is_in_it_again(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, mallory: Practitioner
) -> None:
    hand_over(episode, mallory, by=alice)
    left_on = WRONG_DAY + dt.timedelta(days=3)
    leave_team(member=TeamMember.objects.get(practitioner=alice), left_on=left_on, by=coordinator)

    take_back_lead(episode=episode, why="Wrong Mallory", by=coordinator)

    assert TeamMember.objects.get(practitioner=alice, left_on=None).joined_on == left_on
    assert {"lead", "team"} <= bases_of(alice, episode)
