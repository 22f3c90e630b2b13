"""The lead professional: agreed, handed over, ended, without a gap."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import AccessGrant
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, TeamMember
from opencaf.episodes.operations.leading import agree_lead_professional, end_lead, hand_over_lead
from opencaf.episodes.operations.suspension import suspend_episode
from opencaf.episodes.states import State
from tests.factories import PractitionerFactory, make_episode
from tests.factories.meetings import MET_ON, make_lead, make_meeting

HANDED_OVER_ON = dt.date(2026, 1, 30)


def bases_of(practitioner: Practitioner, episode: Episode) -> set[str]:
    grants = AccessGrant.objects.live().filter(practitioner=practitioner, episode_id=episode.id)
    return set(grants.values_list("basis", flat=True))


def supported(by: Practitioner) -> Episode:
    episode = make_episode(by=by)
    episode.move_to(State.ASSESSING)
    episode.move_to(State.SUPPORTING)
    return episode


def test_a_lead_is_agreed_at_a_meeting_and_joins_the_team(alice: Practitioner, bob: Practitioner) -> None:
    episode = make_episode(by=alice)
    meeting = make_meeting(episode, by=alice)

    lead = agree_lead_professional(
        episode=episode,
        practitioner=bob,
        started_on=MET_ON,
        agreed_at=meeting,
        chosen_by="the family",
        by=alice,
    )

    assert (lead.agency, lead.ended_on, lead.chosen_by) == (bob.agency, None, "the family")
    assert bases_of(bob, episode) == {"lead", "team"}
    assert TeamMember.objects.get(episode=episode).joined_on == MET_ON


def test_somebody_who_never_signs_in_can_lead(alice: Practitioner) -> None:
    outreach = PractitionerFactory(given_name="Deborah", user=None)

    lead = make_lead(make_episode(by=alice), outreach, by=alice)

    assert lead.practitioner == outreach


def test_two_cannot_lead_at_once(alice: Practitioner, bob: Practitioner) -> None:
    episode = make_episode(by=alice)
    make_lead(episode, alice, by=alice)

    with pytest.raises(ValidationError, match="Hand over instead"):
        make_lead(episode, bob, by=alice)


def test_handing_over_ends_one_lead_on_the_day_the_next_begins(
    alice: Practitioner, bob: Practitioner
) -> None:
    episode = make_episode(by=alice)
    old = make_lead(episode, alice, by=alice)

    new = hand_over_lead(
        episode=episode,
        practitioner=bob,
        started_on=HANDED_OVER_ON,
        why_changed="Maternity leave",
        met_on=HANDED_OVER_ON,
        present="Hodan, Alice and Bob",
        note="Mornings after eleven.",
        steps=["plan read through together", "family has the new number"],
        by=alice,
    )

    old.refresh_from_db()
    assert (old.ended_on, new.started_on, new.ended_on) == (HANDED_OVER_ON, HANDED_OVER_ON, None)
    assert [step.text for step in old.handover_steps.all()] == [
        "plan read through together",
        "family has the new number",
    ]
    assert bases_of(alice, episode) == {"initiated", "team"}


def test_the_old_lead_leaves_the_team_when_it_is_said(alice: Practitioner, bob: Practitioner) -> None:
    episode = make_episode(by=alice)
    make_lead(episode, alice, by=alice)

    hand_over_lead(
        episode=episode,
        practitioner=bob,
        started_on=HANDED_OVER_ON,
        why_changed="New job",
        old_stays=False,
        by=alice,
    )

    assert bases_of(alice, episode) == {"initiated"}
    assert TeamMember.objects.get(episode=episode, practitioner=alice).left_on == HANDED_OVER_ON


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"why_changed": " "}, "why_changed"),
        ({"started_on": dt.date(2025, 11, 4)}, "started_on"),
        ({"started_on": dt.date(2026, 11, 3)}, "started_on"),
        ({"met_on": dt.date(2026, 11, 3)}, "met_on"),
    ],
)
def test_an_impossible_handover_is_refused_at_its_field(
    alice: Practitioner, bob: Practitioner, values: dict[str, Any], field: str
) -> None:
    episode = make_episode(by=alice)
    make_lead(episode, alice, by=alice)
    said = {"started_on": HANDED_OVER_ON, "why_changed": "New job"} | values

    with pytest.raises(ValidationError) as refusal:
        hand_over_lead(episode=episode, practitioner=bob, by=alice, **said)

    assert list(refusal.value.message_dict) == [field]


def test_a_lead_cannot_end_without_a_successor_while_the_support_goes_on(alice: Practitioner) -> None:
    episode = supported(by=alice)
    make_lead(episode, alice, by=alice)

    with pytest.raises(ValidationError, match="never without"):
        end_lead(episode=episode, ended_on=HANDED_OVER_ON, why="Tired", by=alice)


def test_a_lead_ends_with_suspension_and_the_next_begins_when_it_is_over(
    alice: Practitioner, bob: Practitioner
) -> None:
    episode = supported(by=alice)
    make_lead(episode, alice, by=alice)
    episode.move_to(State.SUSPENDED)

    end_lead(episode=episode, ended_on=dt.date(2025, 12, 19), why="Social care accepted", by=alice)
    episode.move_to(State.SUPPORTING)
    agree_lead_professional(
        episode=episode, practitioner=bob, started_on=dt.date(2026, 4, 22), chosen_by="Keira", by=alice
    )

    ends = [lead.ended_on for lead in episode.lead_professionals.all()]
    assert ends == [dt.date(2025, 12, 19), None]


def test_a_member_of_the_team_cannot_choose_the_lead(
    alice: Practitioner, bob: Practitioner, carol: Practitioner
) -> None:
    episode = make_episode(by=alice)
    make_lead(episode, alice, by=alice)

    with pytest.raises(PermissionDenied, match="Only the lead professional"):
        hand_over_lead(
            episode=episode, practitioner=bob, started_on=HANDED_OVER_ON, why_changed="Why not", by=bob
        )
    assert hand_over_lead(
        episode=episode, practitioner=bob, started_on=HANDED_OVER_ON, why_changed="Leave", by=carol
    )


def test_a_handover_is_on_the_trail(
    alice: Practitioner, bob: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    episode = make_episode(by=alice)
    make_lead(episode, alice, by=alice)
    hand_over_lead(
        episode=episode, practitioner=bob, started_on=HANDED_OVER_ON, why_changed="Leave", by=alice
    )

    events = owner_sees("select action from audit_event where episode_id = %s", [episode.id])

    assert {"lead_agreed", "lead_handed_over", "access_ended"} <= {event["action"] for event in events}


def test_who_hands_over_and_leaves_sees_no_more_and_writes_it_all(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, acting_as: Callable[[Practitioner], Any]
) -> None:
    episode = supported(alice)
    make_lead(episode, bob, by=alice)

    with acting_as(bob):
        lead = hand_over_lead(
            episode=episode,
            practitioner=dave,
            started_on=HANDED_OVER_ON,
            why_changed="Moves to another school",
            steps=["Read the record together"],
            old_stays=False,
            by=bob,
        )
        still_sees = Episode.objects.filter(pk=episode.pk).exists()

    assert not still_sees
    assert bases_of(bob, episode) == set()
    assert bases_of(dave, episode) == {"lead", "team"}
    assert lead.practitioner == dave


def test_a_lead_who_did_not_start_it_lets_it_rest(
    alice: Practitioner, bob: Practitioner, acting_as: Callable[[Practitioner], Any]
) -> None:
    episode = supported(alice)
    make_lead(episode, bob, by=alice)

    with acting_as(bob):
        suspend_episode(
            episode=Episode.objects.get(pk=episode.pk),
            started_on=HANDED_OVER_ON,
            reason="Social care leads for now",
            by=bob,
        )

    assert episode.lead_professionals.get().ended_on == HANDED_OVER_ON
