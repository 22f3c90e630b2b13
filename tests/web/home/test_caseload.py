"""Who leads how many cases: counted for coordinators and managers, within what they look after."""

from collections.abc import Callable
from uuid import uuid4

from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.episodes.queries.caseload import Caseloads, Load, caseloads_for
from tests.factories import make_episode
from tests.factories.meetings import make_lead
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]


def test_cases_are_counted_by_who_leads_them(
    alice: Practitioner, bob: Practitioner, carol: Practitioner
) -> None:
    for lead, number in ((alice, 2), (bob, 1)):
        for _ in range(number):
            make_lead(make_episode(by=alice), lead, by=alice)

    found = caseloads_for(carol)

    assert [(load.name, load.active) for load in found.loads] == [(str(alice), 2), (str(bob), 1)]


def test_the_middle_is_that_of_active_cases() -> None:
    loads = [Load(uuid4(), "A", cases, resting) for cases, resting in ((7, 4), (3, 0), (1, 0))]

    assert Caseloads(loads).middle == 3
    assert Caseloads([]).middle == 0


def test_the_page_says_who_leads_and_when_they_were_trained(
    alice: Practitioner, carol: Practitioner, client_of: SignIn
) -> None:
    client = client_of(carol)
    empty = client.get("/home/board/caseload/").content.decode()
    make_lead(make_episode(by=alice), alice, by=alice)

    with at_most(12):
        page = client.get("/home/board/caseload/").content.decode()

    assert "Nobody leads a case that you look after." in empty
    assert str(alice) in page
    assert "Trained:" in page


def test_it_is_not_for_practitioners(alice: Practitioner, client_of: SignIn) -> None:
    assert client_of(alice).get("/home/board/caseload/").status_code == 403
