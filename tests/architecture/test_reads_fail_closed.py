"""While the trail cannot be written no page of a record is shown, and nothing is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import transaction
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from tests.architecture.access_world import World, make_world
from tests.architecture.reads import SHOWS_NO_RECORD, pages
from tests.factories import AgencyFactory, AuthorityFactory, PractitionerFactory, acting_in

HOW_MANY_NOTES = "select count(*) from episodes_contactnote"


@dataclass(frozen=True)
class Place:
    """A committed world, who asks in it, and words that must not be shown."""

    world: World
    clients: dict[str, Client]
    words: list[str]
    episode_id: object


@pytest.fixture
def place(
    fresh_database: str,
    today: dt.date,
    client_of: Callable[[Practitioner], Client],
    as_owner: psycopg.Connection[Any],
) -> Place:
    """A database in which the program can no longer write the trail, after everything was recorded."""
    with transaction.atomic(), acting_in(new_id()):
        AuthorityFactory()
        people = {
            "lead_professional": PractitionerFactory(given_name="Alice"),
            "coordinator": PractitionerFactory(post_worn__role="coordinator"),
            "auditor": PractitionerFactory(post_worn__role="auditor"),
            "stranger": PractitionerFactory(given_name="Dave"),
        }
        world = make_world(
            lead=people["lead_professional"],
            helper=PractitionerFactory(given_name="Bob"),
            finder=PractitionerFactory(given_name="Fred"),
            coordinator=people["coordinator"],
            agency=AgencyFactory(),
        )
        case = world.cases.supporting
        words = [case.reference, case.episode_children.get().child.full_name]
        clients = {name: client_of(person) for name, person in people.items()}
    as_owner.execute("revoke insert on audit_event from opencaf_web")
    return Place(world, clients, words, case.id)


def wrong_answers(place: Place, names: set[str]) -> list[str]:
    """Pages that answered anything but 503 with a next step and nothing of the record."""
    wrong = []
    for name, pattern, who in pages():
        if name not in names:
            continue
        response = place.clients[who].get(place.world.address(name, pattern))
        text = response.content.decode()
        if response.status_code != 503 or any(word in text for word in place.words):
            wrong.append(f"{name}: {response.status_code}")
        if "Try again in a few minutes" not in text:
            wrong.append(f"{name}: no next step")
    return wrong


def test_no_page_of_a_record_is_shown(place: Place) -> None:
    names = {name for name, _, _ in pages()} - set(SHOWS_NO_RECORD)

    assert wrong_answers(place, names) == []
    assert len(names) > 80


def test_a_page_that_is_shown_all_the_same_is_seen_by_the_guard(place: Place) -> None:
    assert wrong_answers(place, {"help:index"}) == ["help:index: 200", "help:index: no next step"]


def test_a_search_a_save_and_a_refusal_fail_closed_too(
    place: Place, as_owner: psycopg.Connection[Any]
) -> None:
    lead = place.clients["lead_professional"]
    before = as_owner.execute(HOW_MANY_NOTES).fetchone()

    searched = lead.post("/children/results/", {"name": place.words[1]})
    saved = lead.post(f"/episodes/{place.episode_id}/notes/add/", {"text": "Words that are not saved"})
    refused = place.clients["stranger"].get("/reports/")

    assert [searched.status_code, saved.status_code, refused.status_code] == [503, 503, 503]
    assert place.words[1] not in searched.content.decode()
    assert as_owner.execute(HOW_MANY_NOTES).fetchone() == before
