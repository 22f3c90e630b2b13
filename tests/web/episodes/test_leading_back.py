"""A handover noted by mistake, through pages."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, LeadProfessional
from opencaf.episodes.operations.leading import hand_over_lead
from tests.factories import PractitionerFactory, make_episode
from tests.factories.meetings import MET_ON, make_lead

ClientOf = Callable[[Practitioner], Client]
LINK = "This handover was noted by mistake"


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    episode = make_episode(by=alice)
    make_lead(episode, alice, by=alice)
    return episode


@pytest.fixture
def mistaken(episode: Episode, alice: Practitioner) -> LeadProfessional:
    """A handover to the wrong person."""
    return hand_over_lead(
        episode=episode,
        practitioner=PractitionerFactory(given_name="Mallory", family_name="Wrong"),
        started_on=dt.date(2026, 1, 30),
        why_changed="New job",
        by=alice,
    )


def test_it_is_taken_back_from_the_page_of_who_leads(
    coordinator: Practitioner, episode: Episode, mistaken: LeadProfessional, client_of: ClientOf
) -> None:
    client, address = client_of(coordinator), reverse("episodes:lead_take_back", args=[episode.id])

    leads = client.get(reverse("episodes:lead", args=[episode.id])).content.decode()
    asked = client.get(address).content.decode()
    sent = client.post(address, {"why": "The other Mallory"})
    after = client.get(sent["Location"]).content.decode()

    assert LINK in leads
    assert "Take back the handover to Mallory Wrong" in asked
    assert "as before" in after
    assert "Noted by mistake: The other Mallory" in after
    assert LINK not in after


def test_it_asks_why(
    coordinator: Practitioner, episode: Episode, mistaken: LeadProfessional, client_of: ClientOf
) -> None:
    page = client_of(coordinator).post(reverse("episodes:lead_take_back", args=[episode.id]), {"why": " "})

    assert "Enter why it was a mistake" in page.content.decode()
    mistaken.refresh_from_db()
    assert mistaken.ended_on is None


def test_the_first_lead_has_nothing_to_take_back(
    coordinator: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client = client_of(coordinator)

    assert LINK not in client.get(reverse("episodes:lead", args=[episode.id])).content.decode()
    assert client.get(reverse("episodes:lead_take_back", args=[episode.id])).status_code == 404


def test_a_lead_of_the_same_day_offers_no_page_that_is_not_there(
    alice: Practitioner, bob: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    hand_over_lead(episode=episode, practitioner=bob, started_on=MET_ON, why_changed="It was Bob", by=alice)

    assert LINK not in client_of(alice).get(reverse("episodes:lead", args=[episode.id])).content.decode()
