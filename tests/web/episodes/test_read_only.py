"""Who may only read is led to no page that refuses them, and finds no form that changes the record."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Authority, Practitioner
from tests.architecture.access_world import World, make_world
from tests.factories import AgencyFactory, PractitionerFactory

ClientOf = Callable[[Practitioner], Client]
WITHIN = re.compile(r'(?:href|action)="(/(?:episodes|children)/[0-9a-f]{8}-[^"#?]*)')
MOST_PAGES = 400


@pytest.fixture
def world(alice: Practitioner, bob: Practitioner, coordinator: Practitioner) -> World:
    finder = PractitionerFactory(given_name="Fred")
    return make_world(lead=alice, helper=bob, finder=finder, coordinator=coordinator, agency=AgencyFactory())


def let_read(world: World, dave: Practitioner, alice: Practitioner) -> list[str]:
    """Dave was given every case to read; the addresses of their first pages."""
    until = dt.datetime(2026, 12, 31, tzinfo=dt.UTC)
    for case in vars(world.cases).values():
        children = [row.child_id for row in case.episode_children.all()]
        for about in (case.id, None):
            grant_access(
                to=dave,
                child_ids=children,
                episode_id=about,
                level=Level.FULL,
                basis=Basis.ASKED,
                ends_at=until,
                by=alice,
            )
    return [reverse("episodes:overview", args=[case.id]) for case in vars(world.cases).values()]


def test_a_reader_is_led_to_no_page_that_refuses(
    world: World, alice: Practitioner, dave: Practitioner, client_of: ClientOf
) -> None:
    Authority.objects.filter(pk=dave.authority_id).update(exports_a_day=500)  # every file of every case
    waiting = let_read(world, dave, alice)
    led_from: dict[str, str] = dict.fromkeys(waiting, "the list")
    refused = []

    client = client_of(dave)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        if response.status_code >= 400:
            refused.append(f"{address} from {led_from[address]}: {response.status_code}")
            continue
        if not response["Content-Type"].startswith("text/html"):
            continue
        for found in set(WITHIN.findall(response.content.decode())) - set(led_from):
            led_from[found] = address
            waiting.append(found)

    assert len(led_from) > 40
    assert refused == [], "\n".join(refused)
