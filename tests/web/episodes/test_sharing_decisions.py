"""Decisions to share, or not to share, without resting on agreement."""

import datetime as dt
import html
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Agency, Practitioner
from opencaf.episodes.models import Episode, SharingDecision
from opencaf.episodes.operations.sharing_decisions import record_sharing_decision
from opencaf.people.models import Person
from tests.factories import AgencyFactory, ChildFactory, make_episode
from tests.factories.consent import make_parent
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]
ON = dt.date(2026, 6, 18)
DAY = {"decided_on_day": 18, "decided_on_month": 6, "decided_on_year": 2026}


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def father(episode: Episode) -> Person:
    return make_parent(episode.episode_children.get().child, given_names="Darren", family_name="Brennan")


@pytest.fixture
def social_care(episode: Episode) -> Agency:
    return AgencyFactory(name="Children's social care")


def typed(**more: Any) -> dict[str, Any]:
    return {
        "decision": "not_share",
        **DAY,
        "items": "everything",
        "ground": "risk of harm; non-molestation order",
        "asked": "not_asked",
        "asked_words": "asking would tell him",
        "family_told": "yes",
        "family_told_words": "Natalie and Ellis",
        "rationale": "A copy of a plan would show schools and area.",
        **more,
    }


def decide(episode: Episode, by: Practitioner, **more: Any) -> SharingDecision:
    values: dict[str, Any] = {
        "decision": "share",
        "decided_on": ON,
        "recipient": "the duty team",
        "items": "the argument",
        "ground": "likely harm",
        "rationale": "Waiting would leave her there.",
        "asked": "refused",
        "family_told": True,
    }
    return record_sharing_decision(episode=episode, by=by, **(values | more))


def page(client: Client, episode: Episode, name: str, *more: Any) -> str:
    return html.unescape(client.get(reverse(f"episodes:{name}", args=[episode.id, *more])).content.decode())


def send(client: Client, episode: Episode, **more: Any) -> Any:
    return client.post(reverse("episodes:decide_sharing", args=[episode.id]), typed(**more))


def test_a_decision_not_to_share_is_listed_with_its_ground_and_stands_on_the_journey(
    episode: Episode, father: Person, alice: Practitioner, client_of: SignIn
) -> None:
    client = client_of(alice)

    response = send(
        client, episode, person=father.id, about=[father.id], advice_from="the council's solicitor"
    )

    assert response.status_code == 302
    listed = page(client, episode, "sharing_decisions")
    assert "18 June 2026: not to share with Darren Brennan" in listed
    for words in (
        "non-molestation order",
        "asking would tell him",
        "Natalie and Ellis",
        "the council's solicitor",
    ):
        assert words in listed
    assert "Decided not to share with Darren Brennan" in page(client, episode, "journey")


def test_the_lawful_basis_is_kept_apart_from_agreement(
    episode: Episode, social_care: Agency, alice: Practitioner, client_of: SignIn
) -> None:
    more = {"decision": "share", "agency": social_care.id, "asked": "refused", "article_6": "public_task"}

    send(client_of(alice), episode, **more, article_9="safeguarding")

    kept = SharingDecision.objects.get()
    assert (kept.article_6, kept.article_9, kept.asked) == ("public_task", "safeguarding", "refused")
    assert "Public task; Safeguarding of children" in page(client_of(alice), episode, "sharing_decisions")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "Select or enter with whom"),
        ({"recipient": "him", "asked_words": ""}, "Enter why they were not asked"),
        (
            {"recipient": "him", "family_told": "no", "family_told_words": ""},
            "Enter why the family was not told",
        ),
        ({"recipient": "him", "ground": ""}, "Enter the ground"),
        ({"recipient": "him", "rationale": ""}, "Enter why it was decided so"),
        (
            {"recipient": "him", "decided_on_year": 2031},
            "must be 2 November 2026 or earlier",
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    episode: Episode, alice: Practitioner, client_of: SignIn, more: dict[str, Any], sentence: str
) -> None:
    response = send(client_of(alice), episode, items="every word of it", **more)

    text = html.unescape(response.content.decode())
    assert sentence in text
    assert "every word of it" in text
    assert not SharingDecision.objects.exists()


def test_an_agency_and_a_person_at_once_are_refused(
    episode: Episode, alice: Practitioner, social_care: Agency, father: Person
) -> None:
    with pytest.raises(ValidationError, match="not both"):
        decide(episode, alice, agency=social_care, person=father)


def test_somebody_of_another_family_is_refused(episode: Episode, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="this family"):
        decide(episode, alice, about=[ChildFactory()])


def test_a_stranger_decides_nothing(episode: Episode, dave: Practitioner, client_of: SignIn) -> None:
    with pytest.raises(PermissionDenied):
        decide(episode, dave)
    assert send(client_of(dave), episode, recipient="him").status_code == 404


def test_the_trail_knows_the_decision_and_none_of_its_words(
    episode: Episode, alice: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    kept = decide(episode, alice)

    (event,) = owner_sees("select action, detail from audit_event where subject_id = %s", [kept.id])

    assert event["action"] == "decided_to_share"
    assert "argument" not in str(event["detail"])


def test_a_text_is_corrected_with_its_reason_and_the_old_one_stays(
    episode: Episode, alice: Practitioner, client_of: SignIn
) -> None:
    kept = decide(episode, alice)
    address = reverse("episodes:correct", args=[episode.id, "sharing", kept.id, "ground"])

    response = client_of(alice).post(address, {"value": "actual harm", "reason": "It had happened."})

    assert response.status_code == 302
    assert SharingDecision.objects.get().ground == "actual harm"
    assert "likely harm" in page(client_of(alice), episode, "journey")


def test_from_whom_something_is_kept_back_is_pointed_out_until_decided_otherwise(
    episode: Episode, father: Person, alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    client = client_of(coordinator)
    decide(episode, alice, decision="not_share", recipient="", person=father, items="everything")

    warned = page(client, episode, "looks_receipt")

    assert "Darren Brennan may not see: everything." in warned
    decide(episode, alice, recipient="", person=father)
    assert "may not see" not in page(client, episode, "looks_receipt")


def test_the_pages_keep_their_ceilings(
    episode: Episode, father: Person, alice: Practitioner, client_of: SignIn
) -> None:
    client = client_of(alice)
    decide(episode, alice, about=[father])

    with at_most(12):
        assert "likely harm" in page(client, episode, "sharing_decisions")
    with at_most(12):
        page(client, episode, "decide_sharing")
    with at_most(20):
        send(client, episode, person=father.id, about=[father.id])
    assert SharingDecision.objects.count() == 2


def test_an_empty_list_says_so(episode: Episode, alice: Practitioner, client_of: SignIn) -> None:
    assert "Nothing has been shared, or kept back" in page(client_of(alice), episode, "sharing_decisions")
