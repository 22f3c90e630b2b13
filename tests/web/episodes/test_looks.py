"""Who has looked at a case, by day, with the reason; and the same on paper for the family."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from opencaf.access.models import Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Agency, Practitioner
from opencaf.core import clock
from opencaf.core.context import NOBODY, acting_for
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.episodes.queries.looks import looks_at
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.operations.finding import find_children
from opencaf.people.operations.recording import add_child
from opencaf.people.sought import Sought
from opencaf.web.access_rows import ROWS
from opencaf.web.access_table import OF_THE_CASE, OF_WHO_LEADS
from opencaf.web.shared.looks import part_of
from tests.architecture.access_world import World, make_world
from tests.factories import PractitionerFactory, acting_in, make_episode
from tests.web.counting import at_most

MONDAY = dt.datetime(2026, 11, 2, 11, 0, tzinfo=dt.UTC)
Sign = Callable[[Practitioner], Client]


@pytest.fixture
def case(alice: Practitioner, bob: Practitioner, coordinator: Practitioner, school: Agency) -> Episode:
    """A case that Alice leads and Bob helps with."""
    finder = PractitionerFactory(given_name="Fred")
    world: World = make_world(lead=alice, helper=bob, finder=finder, coordinator=coordinator, agency=school)
    return world.cases.supporting


@pytest.fixture
def looked(case: Episode, bob: Practitioner, alice: Practitioner, client_of: Sign) -> Iterator[None]:
    """Bob looks at the plan twice and at the notes, and a day later Alice at the child."""
    child = case.episode_children.get().child
    with clock.everywhere_at(MONDAY):
        for page in ("plan", "plan", "notes"):
            client_of(bob).get(f"/episodes/{case.id}/{page}/")
    with clock.everywhere_at(MONDAY + dt.timedelta(days=1)):
        client_of(alice).get(f"/children/{child.id}/")
        yield


def words(response: Any) -> str:
    """The words of a page, without its tags."""
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


@pytest.mark.usefixtures("looked")
def test_looks_stand_by_day_with_what_and_why(case: Episode, alice: Practitioner, client_of: Sign) -> None:
    page = words(client_of(alice).get(f"/episodes/{case.id}/sharing/looks/"))

    tuesday, monday = page.index("3 November 2026"), page.index("2 November 2026")
    assert tuesday < monday
    assert "Plan (2 times), notes" in page[monday:]
    assert "Bob" in page[monday:]
    assert "Reason: Is in the team around the child" in page[monday:]
    assert "Alice" in page[tuesday:monday]
    assert "Willow Primary School" in page[tuesday:monday]
    assert "Child’s own page, who has looked" in page[tuesday:monday]


def test_a_search_and_a_list_that_showed_the_child_are_looks(
    alice: Practitioner,
    dave: Practitioner,
    coordinator: Practitioner,
    acting_as: Callable[[Practitioner], Any],
    client_of: Sign,
) -> None:
    child = add_child(details=PersonDetails("Robin", "Okonjo", Birth(dt.date(2016, 3, 2)), sex="F"), by=alice)
    case = make_episode(by=alice, children=[child])
    with acting_as(dave):
        find_children(sought=Sought(name="Robin Okonjo"), by=dave)
    client_of(alice).get("/home/")

    page = words(client_of(coordinator).get(f"/episodes/{case.id}/sharing/looks/"))

    assert "Dave" in page
    assert "Found in a search" in page
    assert "Listed in their own list of work" in page


def test_looks_at_another_case_stay_there(
    case: Episode, alice: Practitioner, bob: Practitioner, client_of: Sign
) -> None:
    other = make_episode(by=bob)
    client_of(bob).get(f"/episodes/{other.id}/")

    page = words(client_of(alice).get(f"/episodes/{case.id}/sharing/looks/"))

    assert "Bob" not in page


@pytest.mark.usefixtures("looked")
def test_the_family_reads_the_same_in_plain_words(
    case: Episode, alice: Practitioner, client_of: Sign
) -> None:
    page = words(client_of(alice).get(f"/episodes/{case.id}/sharing/looks/print/"))

    assert "They are in the team that helps you. They saw the notes and the plan, on 2 November 2026." in page
    assert "They lead your help." in page
    assert max(len(sentence.split()) for sentence in page.split("Is something wrong?")[1].split(".")) < 18


def test_the_link_stands_on_sharing_for_who_may_follow_it(
    case: Episode, alice: Practitioner, bob: Practitioner, client_of: Sign
) -> None:
    link = f"/episodes/{case.id}/sharing/looks/"

    assert link in client_of(alice).get(f"/episodes/{case.id}/sharing/").content.decode()
    assert link not in client_of(bob).get(f"/episodes/{case.id}/sharing/").content.decode()


def test_an_auditor_sees_no_case_by_this_way(case: Episode, auditor: Practitioner, client_of: Sign) -> None:
    assert client_of(auditor).get(f"/episodes/{case.id}/sharing/looks/").status_code == 404


@pytest.mark.usefixtures("looked")
def test_the_database_function_serves_nobody_else(
    case: Episode, dave: Practitioner, bob: Practitioner, acting_as: Callable[[Practitioner], Any]
) -> None:
    with acting_as(bob):
        assert looks_at(case.id)
    with acting_as(dave):
        assert looks_at(case.id) == []
    with acting_in(new_id()):
        assert looks_at(case.id) == []
    with acting_for(NOBODY):
        assert looks_at(case.id) == []


def test_what_was_found_in_a_search_opens_no_looks(
    case: Episode, dave: Practitioner, acting_as: Callable[[Practitioner], Any]
) -> None:
    children = [row.child_id for row in case.episode_children.all()]
    with acting_as(dave):
        grant_access(to=dave, child_ids=children, episode_id=case.id, level=1, basis=Basis.FOUND, by=dave)

        assert looks_at(case.id) == []


@pytest.mark.usefixtures("looked")
def test_the_pages_ask_little(case: Episode, alice: Practitioner, client_of: Sign) -> None:
    client = client_of(alice)
    for address in ("looks/", "looks/print/"):
        with at_most(12), transaction.atomic():
            client.get(f"/episodes/{case.id}/sharing/{address}")


def test_every_page_of_a_case_has_a_name_in_the_list() -> None:
    of_cases = [name for name, row in ROWS.items() if row in (OF_THE_CASE, OF_WHO_LEADS)]

    assert [name for name in of_cases if not part_of(name)] == []
