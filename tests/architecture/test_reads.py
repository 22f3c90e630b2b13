"""Every page of a record writes one look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from opencaf.agencies.models import Authority, Practitioner
from opencaf.web.access_table import OPEN, all_addresses
from tests.architecture.access_world import World, make_world
from tests.architecture.reads import LOOKS, SHOWS_NO_RECORD, pages
from tests.factories import AgencyFactory, PractitionerFactory

COUNT = "select count(*) as looks from audit_event where action = any(%s)"


@pytest.fixture
def clients(
    alice: Practitioner,
    coordinator: Practitioner,
    auditor: Practitioner,
    client_of: Callable[[Practitioner], Client],
) -> dict[str, Client]:
    people = {"lead_professional": alice, "coordinator": coordinator, "auditor": auditor}
    return {name: client_of(person) for name, person in people.items()}


@pytest.fixture
def world(alice: Practitioner, bob: Practitioner, coordinator: Practitioner) -> World:
    finder = PractitionerFactory(given_name="Fred")
    agency = AgencyFactory()
    Authority.objects.filter(pk=alice.authority_id).update(exports_a_day=100)  # every file of every page
    return make_world(lead=alice, helper=bob, finder=finder, coordinator=coordinator, agency=agency)


def pages_without_one_look(
    world: World, clients: dict[str, Client], owner_sees: Callable[..., Any]
) -> dict[str, int]:
    """Pages of records that wrote no look, or more than one, and how many."""
    wrong = {}
    before = owner_sees(COUNT, [list(LOOKS)])[0]["looks"]
    for name, pattern, who in pages():
        response = clients[who].get(world.address(name, pattern))
        assert response.status_code == OPEN, name
        after = owner_sees(COUNT, [list(LOOKS)])[0]["looks"]
        if after - before != (name not in SHOWS_NO_RECORD):
            wrong[name] = after - before
        before = after
    return wrong


def test_every_page_of_a_record_writes_one_look(
    world: World, clients: dict[str, Client], owner_sees: Callable[..., Any]
) -> None:
    assert pages_without_one_look(world, clients, owner_sees) == {}


def test_the_guard_sees_a_page_that_writes_no_look(
    world: World,
    clients: dict[str, Client],
    owner_sees: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(SHOWS_NO_RECORD, "help:index")

    assert pages_without_one_look(world, clients, owner_sees) == {"help:index": 0}


def test_every_exception_is_still_a_page() -> None:
    assert set(SHOWS_NO_RECORD) <= set(all_addresses())
