"""Opening the pages of an assessment: who may, in how few statements, and how it starts."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Authority, Practitioner
from opencaf.episodes.models import (
    Assessment,
    Episode,
)
from tests.factories import PractitionerFactory, acting_in, make_episode
from tests.factories.assessment import (
    STARTED,
    agree_to_assess,
    national_form,
)
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import PAGES, SignIn, on, page


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_pages_open_within_their_ceiling(
    alice: Practitioner,
    of_three: Assessment,
    client_of: SignIn,
    name: str,
    more: list[Any],
) -> None:
    client = client_of(alice)

    with at_most(12):
        response = client.get(page(of_three, name, *more))

    assert response.status_code == 200
    assert "Worried about a child’s safety now?" in response.content.decode()
    assert "01632 960999" in response.content.decode()


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_a_coordinator_opens_them_within_the_ceiling_too(
    coordinator: Practitioner,
    of_three: Assessment,
    client_of: SignIn,
    name: str,
    more: list[Any],
) -> None:
    client = client_of(coordinator)

    with at_most(12):
        response = client.get(page(of_three, name, *more))

    assert response.status_code == 200


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_outsiders_see_none_of_them(
    alice: Practitioner,
    dave: Practitioner,
    erin: Practitioner,
    other_authority: Authority,
    draft: Assessment,
    client_of: SignIn,
    name: str,
    more: list[Any],
) -> None:
    address = page(draft, name, *more)
    child = draft.episode.episode_children.get().child
    finder = PractitionerFactory(given_name="Fay")
    grant_access(to=finder, child_ids=[child.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=alice)
    with acting_in(other_authority.id):
        elsewhere = PractitionerFactory(given_name="Olga")

    assert client_of(dave).get(address).status_code == 404
    assert client_of(erin).get(address).status_code == 404
    assert client_of(elsewhere).get(address).status_code == 404
    refused = client_of(finder).get(address)
    assert refused.status_code == 403
    assert alice.family_name in refused.content.decode()


def test_who_only_sees_the_summary_cannot_write(
    alice: Practitioner, bob: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    child = draft.episode.episode_children.get().child
    grant_access(
        to=bob, child_ids=[child.id], episode_id=draft.episode_id, level=Level.SUMMARY, basis=Basis.TEAM,
        by=alice,
    )  # fmt: skip

    assert client_of(bob).get(page(draft, "assessment_domain", "child")).status_code == 403


def test_before_the_family_agreed_the_page_says_what_to_do(alice: Practitioner, client_of: SignIn) -> None:
    episode = make_episode(by=alice)
    client = client_of(alice)

    response = client.get(reverse("episodes:assessment", args=[episode.id]))

    assert "The family has not agreed to an assessment" in response.content.decode()
    assert client.get(reverse("episodes:assessment_start", args=[episode.id])).status_code == 403


def test_an_assessment_is_started(alice: Practitioner, client_of: SignIn) -> None:
    national_form(alice)
    episode = make_episode(by=alice)
    agree_to_assess(episode, alice)

    response = client_of(alice).post(
        reverse("episodes:assessment_start", args=[episode.id]), on("started_on", STARTED), follow=True
    )

    assert "The assessment has started." in response.content.decode()
    assert Assessment.objects.get().assessor == alice
    assert Episode.objects.get().state == "assessing"


def test_a_start_before_the_intention_is_refused_at_its_field(alice: Practitioner, client_of: SignIn) -> None:
    national_form(alice)
    episode = make_episode(by=alice)
    agree_to_assess(episode, alice)

    response = client_of(alice).post(
        reverse("episodes:assessment_start", args=[episode.id]), on("started_on", dt.date(2025, 9, 1))
    )

    sentence = (
        "The date the assessment started must be on or after 24 September 2025, the day it was intended"
    )
    assert response.content.decode().count(sentence) == 2
    assert not Assessment.objects.exists()
