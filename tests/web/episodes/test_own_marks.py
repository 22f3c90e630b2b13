"""Noting what the family marks, through the page."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment, Mark
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.team import join_team
from opencaf.people.models import Person
from tests.factories import ChildFactory
from tests.factories.assessment import COMPLETED, STARTED, make_draft
from tests.factories.consent import make_consent, make_parent
from tests.factories.meetings import make_meeting, make_review
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def child() -> Person:
    return ChildFactory(given_names="Ellis")


@pytest.fixture
def mother(child: Person) -> Person:
    return make_parent(child)


@pytest.fixture
def draft(alice: Practitioner, child: Person, mother: Person) -> Assessment:
    return make_draft(by=alice, children=[child])


def address(draft: Assessment, **query: Any) -> str:
    words = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse("episodes:own_marks", args=[draft.episode_id]) + (f"?{words}" if words else "")


def test_a_parents_marks_are_noted_and_stand_on_the_map(
    alice: Practitioner, draft: Assessment, child: Person, mother: Person, client_of: SignIn
) -> None:
    client = client_of(alice)
    here = address(draft, who=mother.id, about=child.id, occasion=draft.id)
    chooser = html.unescape(client.get(address(draft)).content.decode())
    form = html.unescape(client.get(here).content.decode())
    typed = {
        f"mark-identity-{child.id}": "5",
        f"seen-mark-identity-{child.id}": "not_asked",
        "marked_on_day": 1,
        "marked_on_month": 10,
        "marked_on_year": 2025,
    }

    page = html.unescape(client.post(here, typed, follow=True).content.decode())

    assert "The assessment that is being written" in chooser
    assert f"{mother.full_name} about Ellis." in form
    assert Mark.objects.get(rated_by_person=mother).value == 5
    assert "The marks are noted" in page
    assert f"{mother.full_name} (parent or carer)" in page


def test_half_a_choice_is_refused_at_its_field(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    page = client_of(alice).get(address(draft, who="nobody", occasion=draft.id)).content.decode()

    assert page.count("Select who marks from the list") == 2
    assert page.count("Select the child") == 2


def test_a_page_without_a_mark_says_what_to_do(
    alice: Practitioner, draft: Assessment, child: Person, mother: Person, client_of: SignIn
) -> None:
    here = address(draft, who=mother.id, about=child.id, occasion=draft.id)

    page = client_of(alice).post(here, {"marked_on_day": 1}).content.decode()
    empty = client_of(alice).post(here, {"marked_on_day": 1, "marked_on_month": 10, "marked_on_year": 2025})

    assert "The date of the marks must" in page
    assert "Mark at least one area" in empty.content.decode()


def test_without_an_occasion_the_page_says_when_marks_are_given(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    assert "There is none of these yet." in client_of(alice).get(address(draft)).content.decode()


def test_a_part_that_is_withheld_is_not_offered(
    alice: Practitioner,
    bob: Practitioner,
    draft: Assessment,
    child: Person,
    mother: Person,
    client_of: SignIn,
) -> None:
    join_team(episode=draft.episode, who=bob, joined_on=STARTED, by=alice)
    rows = [
        AgencyShare(bob.agency, "part", parts="except", elements=["identity"]),
        AgencyShare(alice.agency, "everything"),
    ]
    make_consent(draft.episode, by=alice, kind="share", agencies=rows, given_by=mother)
    here = address(draft, who=mother.id, about=child.id, occasion=draft.id)

    page = client_of(bob).get(here).content.decode()

    assert f"mark-identity-{child.id}" not in page
    assert f"mark-aspirations-{child.id}" in page


def test_the_page_keeps_its_ceiling(
    alice: Practitioner, draft: Assessment, child: Person, mother: Person, client_of: SignIn
) -> None:
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    draft.episode.refresh_from_db()
    review = make_review(make_meeting(draft.episode, by=alice), by=alice)
    client, here = client_of(alice), address(draft, who=mother.id, about=child.id, occasion=review.id)

    with at_most(12):
        assert client.get(here).status_code == 200
    with at_most(20):
        client.post(here, {f"mark-identity-{child.id}": "5"})
    assert Mark.objects.get(review=review).rated_by_person == mother
