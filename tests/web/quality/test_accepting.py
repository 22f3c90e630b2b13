"""Calling a finding right, the list of what was, and looking at it again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.quality.models import Acceptance
from tests.factories import LocalityFactory
from tests.quality.world import MISTAKES, Case, clean_case
from tests.reports.world import World

SignIn = Callable[[Practitioner], Client]
WHY = "The registrar said so."


@pytest.fixture
def case(coordinator: Practitioner) -> Case:
    """A case whose child was born on 1 January."""
    made = clean_case(World(coordinator))
    MISTAKES["first-of-january"](made)
    return made


def address_of(case: Case) -> str:
    child_row = case.episode.episode_children.get()
    return reverse("quality:accept", args=["first-of-january", case.episode.id, child_row.id])


def test_a_finding_is_called_right_listed_so_and_looked_at_again(
    case: Case, coordinator: Practitioner, client_of: SignIn
) -> None:
    client, listed = client_of(coordinator), reverse("quality:rule", args=["first-of-january"])
    assert f'href="{address_of(case)}"' in client.get(listed).content.decode()
    assert "Born 1 January 2016" in client.get(address_of(case)).content.decode()

    sent = client.post(address_of(case), {"why": WHY})

    assert sent["Location"] == listed
    assert case.episode.reference not in client.get(listed).content.decode()
    made = Acceptance.objects.get()
    again = reverse("quality:take_back", args=[case.episode.id, made.id])
    text = client.get(reverse("quality:accepted")).content.decode()
    assert (WHY in text, again in text) == (True, True)
    assert WHY in client.get(again).content.decode()

    sent = client.post(again)

    assert sent["Location"] == reverse("quality:accepted")
    assert case.episode.reference in client.get(listed).content.decode()
    assert client.get(again).status_code == 404


def test_the_filter_stays_and_the_way_leads_back_to_ones_own_list(
    case: Case, coordinator: Practitioner, client_of: SignIn
) -> None:
    place = LocalityFactory()
    case.of_case(locality=place)
    client = client_of(coordinator)

    filtered = client.get(reverse("quality:rule", args=["first-of-january"]), {"locality": place.id})
    assert f"{address_of(case)}?locality={place.id}" in filtered.content.decode()
    own = client.get(f"{address_of(case)}?from=mine").content.decode()
    assert f'href="{reverse("quality:mine")}"' in own


def test_no_reason_is_said_at_the_field(case: Case, coordinator: Practitioner, client_of: SignIn) -> None:
    text = client_of(coordinator).post(address_of(case), {"why": ""}).content.decode()

    assert "Enter why it is right as it is" in text
    assert not Acceptance.objects.exists()


def test_what_was_put_right_meanwhile_leads_back(
    case: Case, coordinator: Practitioner, client_of: SignIn
) -> None:
    client, address = client_of(coordinator), address_of(case)
    case.of_child(born_on="2016-03-02")

    answer = client.get(address, follow=True)

    assert "This has been put right, or was called right, meanwhile." in answer.content.decode()


def test_what_is_of_another_case_is_not_known(
    case: Case, coordinator: Practitioner, client_of: SignIn
) -> None:
    beside = clean_case(case.world)
    address = reverse("quality:accept", args=["first-of-january", beside.episode.id, case.episode.id])

    assert client_of(coordinator).get(address).status_code == 404


def test_a_stranger_is_not_told_that_there_is_anything(
    case: Case, dave: Practitioner, client_of: SignIn
) -> None:
    assert client_of(dave).get(address_of(case)).status_code == 404
