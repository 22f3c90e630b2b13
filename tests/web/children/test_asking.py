"""Asking for access from a refusal, and answering from My work."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.access.models import AccessRequest, Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.people.models import Person
from tests.factories import ChildFactory, make_episode
from tests.web.counting import at_most

ClientOf = Callable[[Practitioner], Client]
WHY = "I am the new health visitor."


@pytest.fixture
def child(alice: Practitioner, dave: Practitioner) -> Person:
    """A child with an open case that Alice started; Dave has found the record."""
    child: Person = ChildFactory()
    make_episode(by=alice, children=[child])
    grant_access(to=dave, child_ids=[child.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=dave)
    return child


@pytest.fixture
def ask(child: Person) -> str:
    return reverse("children:ask_access", args=[child.id])


def shown(response: Any) -> str:
    return html.unescape(response.content.decode())


def answer_address(child: Person) -> str:
    return reverse("children:answer_access", args=[child.id, AccessRequest.objects.get().id])


def test_a_refusal_leads_to_asking(child: Person, ask: str, dave: Practitioner, client_of: ClientOf) -> None:
    client = client_of(dave)

    record = client.get(reverse("children:show", args=[child.id]))
    case = client.get(reverse("episodes:overview", args=[child.episodes_as_child.get().episode_id]))

    assert (record.status_code, case.status_code) == (403, 403)
    assert ask in record.text
    assert ask in case.text


def test_asking_giving_and_seeing(
    child: Person, ask: str, alice: Practitioner, dave: Practitioner, client_of: ClientOf
) -> None:
    asking, answering = client_of(dave), client_of(alice)

    asked = shown(asking.post(ask, {"purpose": WHY}, follow=True))
    work = shown(answering.get(reverse("home:my_work")))
    until = {"until_day": 31, "until_month": 12, "until_year": 2026}
    given = answering.post(answer_address(child), {"answer": "give", **until}, follow=True)

    assert "You asked on 2 November 2026." in asked
    assert str(alice) in asked
    assert f"{dave} asks to see a record" in work
    assert f"{dave} will read your answer." in shown(given)
    assert asking.get(reverse("children:show", args=[child.id])).status_code == 200
    assert asking.get(ask).status_code == 302


def test_who_asked_reads_why_not_and_may_ask_again(
    child: Person, ask: str, alice: Practitioner, dave: Practitioner, client_of: ClientOf
) -> None:
    asking = client_of(dave)
    asking.post(ask, {"purpose": WHY})
    client_of(alice).post(answer_address(child), {"answer": "refuse", "reason": "The family said no."})

    page = shown(asking.get(ask))

    assert "Access was refused on 2 November 2026" in page
    assert "The family said no." in page
    assert "Send the request" in page
    assert "Why do you need to see this record?" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": ""}, "Select what you answer"),
        ({"answer": "give"}, "Enter until which day they may see it"),
        ({"answer": "refuse"}, "Enter why they may not see it"),
        (
            {"answer": "give", "until_day": 1, "until_month": 11, "until_year": 2026},
            "must be 2 November 2026 or later",
        ),
    ],
)
def test_an_answer_says_until_when_or_why_not(
    child: Person,
    ask: str,
    alice: Practitioner,
    dave: Practitioner,
    client_of: ClientOf,
    typed: dict[str, Any],
    sentence: str,
) -> None:
    client_of(dave).post(ask, {"purpose": WHY})

    page = shown(client_of(alice).post(answer_address(child), typed))

    assert sentence in page
    assert AccessRequest.objects.get().answer == ""


def test_an_empty_request_is_refused_at_its_field(
    child: Person, ask: str, dave: Practitioner, client_of: ClientOf
) -> None:
    page = shown(client_of(dave).post(ask, {"purpose": ""}))

    assert "Enter why you need to see this record" in page
    assert not AccessRequest.objects.exists()


def test_a_stranger_who_has_not_looked_learns_nothing(
    ask: str, bob: Practitioner, client_of: ClientOf
) -> None:
    assert client_of(bob).get(ask).status_code == 404


def test_a_request_about_another_child_is_not_known(
    child: Person, ask: str, alice: Practitioner, dave: Practitioner, client_of: ClientOf
) -> None:
    client_of(dave).post(ask, {"purpose": WHY})
    other = ChildFactory()
    make_episode(by=alice, children=[other])

    address = reverse("children:answer_access", args=[other.id, AccessRequest.objects.get().id])

    assert client_of(alice).get(address).status_code == 404


def test_the_pages_stay_within_their_ceiling(
    child: Person, ask: str, alice: Practitioner, dave: Practitioner, client_of: ClientOf
) -> None:
    asking, answering = client_of(dave), client_of(alice)
    with at_most(12):
        asking.get(ask)
    asking.post(ask, {"purpose": WHY})

    with at_most(12):
        answering.get(answer_address(child))
    with at_most(13):
        answering.get(reverse("home:my_work"))
