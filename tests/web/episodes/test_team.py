"""The pages of the team and its lead professional."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, LeadProfessional
from opencaf.episodes.operations.team import join_team
from tests.factories import ChildFactory, make_episode
from tests.factories.meetings import MET_ON, make_lead, make_meeting
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def date(name: str, day: str, month: str, year: str) -> dict[str, str]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def test_somebody_joins_and_leaves_the_team(
    alice: Practitioner, bob: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    client = client_of(alice)
    joining = {"somebody_else": bob.email, "role": "Health visitor", **date("joined_on", "5", "11", "2025")}

    page = client.post(f"/episodes/{episode.id}/team/join/", joining, follow=True).content.decode()
    member = episode.team_members.get()
    client.post(f"/episodes/{episode.id}/team/{member.id}/leave/", date("left_on", "1", "4", "2026"))

    member.refresh_from_db()
    assert 'href="tel:01632960001"' in page
    assert str(member.left_on) == "2026-04-01"


def test_joining_asks_who_and_takes_nobody_of_another_family(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    address, day = f"/episodes/{episode.id}/team/join/", date("joined_on", "5", "11", "2025")

    nobody = client_of(alice).post(address, day).content.decode()
    stranger = client_of(alice).post(address, {"who": str(ChildFactory().id), **day}).content.decode()

    assert nobody.count("Select who joins, or enter somebody who is not in the list") == 2
    assert stranger.count("Select who joins from the list") == 2
    assert not episode.team_members.exists()


def test_a_lead_is_agreed_and_handed_over_on_one_page(
    alice: Practitioner, bob: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    client, address = client_of(alice), f"/episodes/{episode.id}/lead/"
    meeting = make_meeting(episode, by=alice)
    agreed: dict[str, Any] = {
        "practitioner": str(alice.id),
        "agreed_at": str(meeting.id),
        "chosen_by": "the family",
        **date("started_on", "5", "11", "2025"),
    }
    handed = {
        "somebody_else": str(bob),
        "why_changed": "Maternity leave",
        "present": "Hodan, Yusuf, Alice and Bob",
        "note": "Mornings after eleven.",
        "steps": ["plan read through together"],
        "more_steps": "private boxes: who still has them, checked\n",
        "old_stays": "yes",
        **date("started_on", "30", "1", "2026"),
        **date("met_on", "30", "1", "2026"),
    }

    client.post(address, agreed)
    page = client.post(address, handed, follow=True).content.decode()

    old, new = LeadProfessional.objects.filter(episode=episode)
    assert (old.practitioner, new.practitioner, old.ended_on) == (alice, bob, new.started_on)
    assert [step.text for step in old.handover_steps.all()] == [
        "plan read through together",
        "private boxes: who still has them, checked",
    ]
    assert "Hodan, Yusuf, Alice and Bob" in page


def test_a_handover_without_reason_is_refused_at_its_field(
    alice: Practitioner, bob: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    make_lead(episode, alice, by=alice)
    answers = {"somebody_else": str(bob), "old_stays": "yes", **date("started_on", "30", "1", "2026")}

    page = client_of(alice).post(f"/episodes/{episode.id}/lead/", answers).content.decode()

    assert page.count("Enter why it changes") == 2
    assert LeadProfessional.objects.get().practitioner == alice


def test_a_member_sees_who_leads_and_why_they_cannot_choose(
    alice: Practitioner, bob: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    make_lead(episode, alice, by=alice)
    join_team(episode=episode, who=bob, joined_on=MET_ON, by=alice)
    client = client_of(bob)

    shown = client.get(f"/episodes/{episode.id}/lead/").content.decode()
    sent = client.post(f"/episodes/{episode.id}/lead/", {"why_changed": "Why not"})

    assert "Only the lead professional" in shown
    assert sent.status_code == 403


def test_the_pages_of_the_team_stay_within_their_queries(
    alice: Practitioner, bob: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    make_meeting(episode, by=alice)
    make_lead(episode, alice, by=alice)
    member = join_team(episode=episode, who=bob, joined_on=MET_ON, by=alice)
    client = client_of(alice)

    for place in ("team/", "team/join/", f"team/{member.id}/leave/", "lead/"):
        with at_most(12):
            assert client.get(f"/episodes/{episode.id}/{place}").status_code == 200
