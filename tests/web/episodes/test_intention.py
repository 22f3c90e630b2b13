"""The page on which somebody records that they mean to start."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.access.models import AccessGrant, Basis, Level
from opencaf.agencies.models import Authority, Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.outbox.models import Message
from opencaf.people.models import Person, Relationship
from tests.factories import ChildFactory, PractitionerFactory, acting_in, make_episode
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def child(alice: Practitioner) -> Person:
    """A child whom Alice recorded."""
    return known_to(alice, ChildFactory(given_names="Yusuf"))


@pytest.fixture
def address(child: Person) -> str:
    return reverse("episodes:start", args=[child.id])


def known_to(practitioner: Practitioner, child: Person, level: int = Level.FULL) -> Person:
    AccessGrant.objects.create(
        authority_id=practitioner.authority_id,
        practitioner=practitioner,
        child_id=child.id,
        level=level,
        basis=Basis.RECORDED if level == Level.FULL else Basis.FOUND,
    )
    return child


def with_brother(child: Person, **values: Any) -> Person:
    brother = ChildFactory(given_names="Ilyas", **values)
    Relationship.objects.create(authority_id=child.authority_id, of=brother, to=child, kinship="brother")
    return brother


def typed(**values: Any) -> dict[str, Any]:
    return {
        "intended_on_day": 24,
        "intended_on_month": 9,
        "intended_on_year": 2025,
        "looked_on_day": 24,
        "looked_on_month": 9,
        "looked_on_year": 2025,
        "why": "Yusuf uses about ten words.",
        "told": "coordinator",
        "searched_for": "Yusuf Nur\nYusuf Abdirahman",
        "found": "none",
        **values,
    }


def shown(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_an_intention_is_recorded_with_the_look_before(
    child: Person, alice: Practitioner, client_of: SignIn, address: str
) -> None:
    response = client_of(alice).post(address, typed())

    episode = Episode.objects.get()
    check = episode.record_checks.get()
    assert response.headers["Location"] == reverse("episodes:checklist", args=[episode.id])
    assert (episode.initiator, episode.told) == (alice, "coordinator")
    assert check.searched_for == "Yusuf Nur\nYusuf Abdirahman"
    assert [row.child for row in episode.episode_children.all()] == [child]


def test_brothers_and_sisters_are_offered(
    child: Person, alice: Practitioner, client_of: SignIn, address: str
) -> None:
    brother = with_brother(child)

    client_of(alice).post(address, typed(children=[child.id, brother.id]))

    assert {row.child for row in Episode.objects.get().episode_children.all()} == {child, brother}


@pytest.mark.parametrize("chosen", [[], ["nonsense"], ["stranger"]])
def test_only_children_of_the_family_are_taken(
    child: Person, alice: Practitioner, client_of: SignIn, address: str, chosen: list[str]
) -> None:
    with_brother(child)
    ids = [ChildFactory().id if one == "stranger" else one for one in chosen]

    page = shown(client_of(alice).post(address, typed(children=ids)))

    assert "There is a problem" in page
    assert "Yusuf uses about ten words." in page
    assert not Episode.objects.exists()


def test_one_that_is_open_is_named_with_whom_to_contact_and_a_second_takes_a_reason(
    child: Person, alice: Practitioner, coordinator: Practitioner, client_of: SignIn, address: str
) -> None:
    first = make_episode(by=alice, children=[child])
    client = client_of(coordinator)
    who = {"initiator": coordinator.post.id}

    page = shown(client.get(address))
    refused = shown(client.post(address, typed(**who)))
    client.post(address, typed(**who, second_open_reason="He lives in two counties."))

    assert first.reference in page
    assert f"Contact {alice}, 01632 960001" in page
    assert "has an open CAF already" in refused
    assert Episode.objects.count() == 2


def test_a_coordinator_enters_for_somebody_and_others_cannot(
    child: Person,
    alice: Practitioner,
    bob: Practitioner,
    coordinator: Practitioner,
    client_of: SignIn,
    address: str,
) -> None:
    client_of(coordinator).post(address, typed(initiator=bob.post.id))

    episode = Episode.objects.get()
    assert (episode.initiator, episode.initiating_agency) == (bob, bob.agency)
    assert 'name="initiator"' not in shown(client_of(alice).get(address))


def test_the_words_and_a_mail_follow_the_authoritys_route(
    child: Person,
    authority: Authority,
    alice: Practitioner,
    coordinator: Practitioner,
    client_of: SignIn,
    address: str,
) -> None:
    authority.intention_route, authority.short_name = "form_to_coordinator", "Early Help Assessment"
    authority.save()

    page = shown(client_of(alice).get(address))
    client_of(alice).post(address, typed())

    assert "Record the intention to do a Early Help Assessment" not in page
    assert "Record the intention to do an Early Help Assessment" in page
    assert "Send it to the coordinator" in page
    assert Message.objects.get().to == coordinator.user.email


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"why": ""}, "Enter why you think it would help"),
        ({"intended_on_year": "25"}, "year of 4 numbers"),
        ({"looked_on_year": "2027"}, "must be 2 November 2026 or earlier"),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_is_lost(
    alice: Practitioner, client_of: SignIn, address: str, wrong: dict[str, str], sentence: str
) -> None:
    story = "Ж🙂\u202e" + "x" * 9_000

    page = shown(client_of(alice).post(address, typed(**{"found": story, **wrong})))

    assert sentence in page
    assert "x" * 9_000 in page
    assert not Episode.objects.exists()


def test_a_form_sent_twice_starts_one(alice: Practitioner, client_of: SignIn, address: str) -> None:
    client, once = client_of(alice), typed(submission_token=str(new_id()))

    client.post(address, once)
    client.post(address, once)

    assert Episode.objects.count() == 1


def test_who_may_start(
    child: Person,
    alice: Practitioner,
    dave: Practitioner,
    bob: Practitioner,
    erin: Practitioner,
    other_authority: Authority,
    client_of: SignIn,
    address: str,
) -> None:
    known_to(bob, child, Level.EXISTENCE)
    with acting_in(other_authority.id):
        elsewhere = PractitionerFactory(given_name="Eve", post_worn__role="coordinator")

    people = (alice, bob, dave, erin, elsewhere)
    status = {who.given_name: client_of(who).get(address).status_code for who in people}

    assert status == {"Alice": 200, "Bob": 403, "Dave": 404, "Erin": 404, "Eve": 404}


def test_a_child_comes_in_later_and_leaves_again(
    child: Person, alice: Practitioner, client_of: SignIn
) -> None:
    brother = with_brother(child)
    episode = make_episode(by=alice, children=[child])
    client = client_of(alice)
    add = reverse("episodes:add_child", args=[episode.id])
    out = reverse("episodes:take_child_out", args=[episode.id, brother.id])
    joined = {"joined_on_day": 1, "joined_on_month": 10, "joined_on_year": 2025}
    left = {"left_on_day": 1, "left_on_month": 9, "left_on_year": 2025}

    client.post(add, {"child": brother.id, **joined})
    too_early = shown(client.post(out, left))
    client.post(out, {**left, "left_on_year": 2026})

    assert "must be on or after 24 September 2025" in too_early
    row = episode.episode_children.get(child=brother)
    assert (row.joined_on.year, row.left_on.year) == (2025, 2026)
    assert client.get(out).status_code == 404


def test_the_pages_keep_their_ceilings(
    child: Person, alice: Practitioner, coordinator: Practitioner, client_of: SignIn, address: str
) -> None:
    with_brother(child)
    episode = make_episode(by=alice)
    entering, leading = client_of(coordinator), client_of(alice)

    with at_most(12):
        entering.get(address)
    with at_most(12):
        leading.get(reverse("episodes:add_child", args=[episode.id]))
    with at_most(20):
        leading.post(address, typed(children=[child.id]))
    assert Episode.objects.count() == 2
