"""Every address has a row; every cell of every row is what a visitor really gets."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from opencaf.agencies.models import Authority, Practitioner
from opencaf.web.access_rows import ROWS
from opencaf.web.access_table import BY_POST, VISITORS, all_addresses
from opencaf.web.management.commands.print_access import table
from tests.architecture.access_world import World, make_world
from tests.architecture.source import ROOT
from tests.factories import AgencyFactory, PractitionerFactory, acting_in
from tests.factories.assessment import national_form
from tests.factories.voices import WORDS


def addresses_without_row(rows: dict[str, Any], addresses: dict[str, str]) -> set[str]:
    return set(addresses) - set(rows)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert addresses_without_row(ROWS, all_addresses()) == set()
    assert set(ROWS) - set(all_addresses()) == set()


def test_the_guard_sees_an_address_without_a_row() -> None:
    assert addresses_without_row({}, {"episodes:new": "/episodes/new/"}) == {"episodes:new"}


def test_the_printed_table_is_up_to_date() -> None:
    assert (ROOT / "docs" / "access.md").read_text() == table(), (
        "run: manage.py print_access > docs/access.md"
    )


@pytest.fixture
def visitors(
    alice: Practitioner,
    bob: Practitioner,
    dave: Practitioner,
    carol: Practitioner,
    coordinator: Practitioner,
    erin: Practitioner,
    auditor: Practitioner,
    duty: Practitioner,
    other_authority: Authority,
    client_of: Callable[[Practitioner], Client],
) -> dict[str, Client]:
    """A client for each column of the table."""
    with acting_in(other_authority.id):
        elsewhere = PractitionerFactory(given_name="Orla")
        national_form(elsewhere)
    finder = PractitionerFactory(given_name="Fred")
    people = dict(
        zip(
            VISITORS[1:],
            [dave, finder, elsewhere, bob, alice, coordinator, carol, erin, auditor, duty],
            strict=True,
        )
    )
    clients = {name: client_of(person) for name, person in people.items()}
    clients["signed_out"] = Client()
    clients["found_it"].finder = finder  # type: ignore[attr-defined]
    return clients


@pytest.fixture
def world(
    visitors: dict[str, Client], alice: Practitioner, bob: Practitioner, coordinator: Practitioner
) -> World:
    finder: Practitioner = visitors["found_it"].finder  # type: ignore[attr-defined]
    return make_world(lead=alice, helper=bob, finder=finder, coordinator=coordinator, agency=AgencyFactory())


def answer(client: Client, name: str, address: str) -> tuple[int, bool]:
    """The status a visitor gets, and whether it tells what families said; what a sent form did is undone."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.post(address) if name in BY_POST else client.get(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response.status_code, WORDS.encode() in response.getvalue()


def test_each_visitor_gets_the_answer_of_the_table(world: World, visitors: dict[str, Client]) -> None:
    wrong, told = [], set()
    for name, pattern in sorted(all_addresses().items()):
        address = world.address(name, pattern)
        for visitor in VISITORS:
            (got, tells), expected = answer(visitors[visitor], name, address), getattr(ROWS[name], visitor)
            if tells:
                told.add((visitor, name))
            if got != expected:
                wrong.append(f"{name} for {visitor}: {got} instead of {expected}")

    assert wrong == [], "\n".join(wrong)
    # what families say is told to nobody who works with them, nor to who manages those who do
    assert told == {("coordinator", f"voices:{page}") for page in ("words", "code", "open_tie")}
