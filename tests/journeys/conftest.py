"""A browser at work in a database of its own, with the session cookie that plain HTTP allows."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.models import Person
from opencaf.people.operations.recording import add_child
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in, make_episode
from tests.factories.setup import equipped
from tests.journeys.cases.hands import Hands
from tests.journeys.cases.key_hands import KeyHands


@pytest.fixture
def today(running_day: dt.date) -> dt.date:
    return running_day


@pytest.fixture
def hands(browser: Browser, live_server: LiveServer, settings: Any) -> Iterator[Callable[..., Hands]]:
    """Call it to get hands at a browser; afterwards everything that went wrong there is told."""
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "opencaf", False
    settings.ADMINISTRATORS_NEED_PASSKEY = False  # test_passkey.py shows one
    made: list[Hands] = []

    def make(*, keyboard_only: bool = False, **values: Any) -> Hands:
        kind = KeyHands if keyboard_only else Hands
        made.append(kind(browser, live_server.url, **values))
        return made[-1]

    yield make
    for one in made:
        one.close()
    assert not [trouble for one in made for trouble in one.noticed.troubles]


@dataclass(frozen=True)
class Office:
    """An authority with somebody in every role, and one child with a case."""

    authority_id: uuid.UUID
    lead: Practitioner
    stranger: Practitioner
    on_paper: Practitioner
    coordinator: Practitioner
    manager: Practitioner
    administrator: Practitioner
    child: Person
    episode: Episode


@pytest.fixture
def office(live_server: LiveServer, today: dt.date) -> Office:
    """An authority at work, committed, so that a browser sees it."""
    authority_id = new_id()
    with transaction.atomic(), acting_in(authority_id):
        equipment = equipped(AuthorityFactory())
        lead = PractitionerFactory(given_name="Alice", phone="01632 960177")
        born = Birth(born_on=dt.date(2016, 3, 2))
        child = add_child(details=PersonDetails("Robin", "Okonjo", born, sex="F"), by=lead)
        paper = PractitionerFactory(given_name="Bob", family_name="Papworth", user=None)
        return Office(
            authority_id=authority_id,
            lead=lead,
            stranger=PractitionerFactory(given_name="Dave"),
            on_paper=paper,
            coordinator=PractitionerFactory(given_name="Cosima", post_worn__role="coordinator"),
            manager=PractitionerFactory(given_name="Carol", post_worn__role="manager"),
            administrator=equipment.administrator,
            child=child,
            episode=make_episode(by=lead, children=[child]),
        )
