"""Sealing parts on the pages: who sees them, who reads whom to ask, and that no page leaks them."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Episode
from opencaf.people.details import Address
from opencaf.people.models import ContactPoint, Household, Person, Schooling, Seal
from opencaf.people.operations.homes import Stay, add_household
from opencaf.people.operations.sealing import seal_part
from tests.architecture.access_world import let_in, supporting_case
from tests.factories import PractitionerFactory
from tests.factories.assessment import national_form
from tests.web.counting import at_most

ClientOf = Callable[[Practitioner], Client]
SECRETS = ("Saltpan", "ZD4 2QP", "900123", "Zedford Lower School")
SEALED = {"why": "refuge", "words": "They are hiding."}


@pytest.fixture
def case(alice: Practitioner, bob: Practitioner, dave: Practitioner) -> Episode:
    """Alice leads, Bob is in the team, Dave has found the child."""
    national_form(alice)
    made = supporting_case(alice)
    let_in(made, lead=alice, helper=bob, finder=dave)
    return made


@pytest.fixture
def child(case: Episode) -> Person:
    return case.episode_children.get().child


@pytest.fixture
def home(child: Person, alice: Practitioner) -> Household:
    address = Address(line1="14 Saltpan Street", city="Zedford", postcode="ZD4 2QP")
    return add_household(address=address, stays=[Stay(child)], through=child, by=alice)


@pytest.fixture
def sealed(child: Person, home: Household, alice: Practitioner) -> list[Any]:
    """An address, a number and a school place that Alice sealed for herself."""
    number = ContactPoint.record(by=alice, person=child, kind="mobile", value="07700 900123")
    school = Schooling.record(by=alice, person=child, name="Zedford Lower School")
    with acting_for(Asking(practitioner_id=alice.id, post_id=alice.post.id, authority_id=alice.authority_id)):
        for record in (home, number, school):
            seal_part(record=record, **SEALED, readers=[], through=child, by=alice)
    return [home, number, school]


def shown(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def address_of(name: str, child: Person, home: Household) -> str:
    return reverse(f"children:{name}", args=[child.id, "address", home.id])


def test_sealing_naming_and_opening_on_the_pages(
    child: Person,
    home: Household,
    alice: Practitioner,
    bob: Practitioner,
    coordinator: Practitioner,
    client_of: ClientOf,
) -> None:
    leading, helping = client_of(alice), client_of(bob)
    show, seal = reverse("children:show", args=[child.id]), address_of("seal", child, home)
    unseal = address_of("unseal", child, home)

    offered = shown(leading.get(seal))
    sealed = shown(leading.post(seal, SEALED, follow=True))
    hidden = shown(helping.get(show))
    leading.post(seal, {"readers": [str(bob.id)]})
    named = shown(helping.get(show))
    empty = shown(leading.post(unseal, {"reason": ""}))
    leading.post(unseal, {"reason": "They have moved."})
    opened = shown(helping.get(show))

    assert str(bob) in offered
    assert str(coordinator) in offered
    assert "It is sealed: others read whom to ask." in sealed
    assert "Who may see it" in sealed
    assert "Saltpan" not in hidden
    assert f"Ask {alice}" in hidden
    assert "Saltpan" in named
    assert "Enter why it need not be sealed any more" in empty
    assert "Saltpan" in opened
    assert seal in opened


PAGES = ("overview", "assessment", "plan", "meetings", "notes", "services", "sharing", "journey", "team")


def test_no_page_shows_a_sealed_part_to_anybody_else(
    sealed: list[Any],
    child: Person,
    case: Episode,
    alice: Practitioner,
    bob: Practitioner,
    carol: Practitioner,
    coordinator: Practitioner,
    dave: Practitioner,
    client_of: ClientOf,
) -> None:
    addresses = [reverse(f"episodes:{page}", args=[case.id]) for page in PAGES]
    addresses += [
        reverse(f"children:{page}", args=[child.id])
        for page in ("show", "move_home", "add_household", "family")
    ]
    leaks = []
    for who in (bob, carol, coordinator, dave):
        client = client_of(who)
        pages = {address: client.get(address) for address in addresses}
        pages["search"] = client.post(reverse("children:results"), {"postcode": "ZD4 2QP"})
        for address, response in pages.items():
            page = shown(response).replace('value="ZD4 2QP"', "")
            leaks += [f"{secret} on {address} to {who}" for secret in SECRETS if secret in page]

    assert leaks == []
    own = shown(client_of(alice).get(reverse("children:show", args=[child.id])))
    assert [secret for secret in SECRETS if secret not in own] == []


def test_the_address_of_a_sealed_part_is_not_known_to_others(
    sealed: list[Any], child: Person, home: Household, bob: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(bob)

    answers = [
        client.get(address_of(name, child, home)).status_code for name in ("seal", "unseal", "correct")
    ]

    assert answers == [404, 404, 404]


def test_a_mistake_is_said_at_its_field_and_loses_nothing(
    child: Person, home: Household, alice: Practitioner, client_of: ClientOf
) -> None:
    page = shown(client_of(alice).post(address_of("seal", child, home), {"why": "", "words": "Hiding."}))

    assert "Select why others must not see it" in page
    assert "Hiding." in page
    assert not Seal.objects.exists()


def test_a_stranger_cannot_be_named(
    child: Person, home: Household, alice: Practitioner, client_of: ClientOf
) -> None:
    stranger = PractitionerFactory(given_name="Sid")

    page = client_of(alice).post(address_of("seal", child, home), {**SEALED, "readers": [str(stranger.id)]})

    assert page.status_code == 200
    assert not Seal.objects.exists()


def test_other_particulars_cannot_be_sealed(child: Person, alice: Practitioner, client_of: ClientOf) -> None:
    address = reverse("children:seal", args=[child.id, "name", child.id])

    assert client_of(alice).get(address).status_code == 404


def test_the_pages_stay_within_their_ceiling(
    sealed: list[Any], child: Person, home: Household, alice: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(alice)
    client.get(reverse("children:show", args=[child.id]))  # keeps in the session that it was opened
    for address in (
        reverse("children:show", args=[child.id]),
        address_of("seal", child, home),
        address_of("unseal", child, home),
    ):
        with at_most(13):
            client.get(address)
