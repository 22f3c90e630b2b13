"""The pages of receiving: who is asked about, what a refused answer keeps, and which files stay behind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import CaseFile, Episode, ReceivedTransfer, Transfer
from opencaf.episodes.operations import sending_files
from opencaf.episodes.operations.receiving import receive_package
from opencaf.people.models import DuplicatePair, Person
from opencaf.people.operations.search_names import renew_search_names
from tests.episodes.transferring.conftest import There
from tests.factories import ChildFactory
from tests.factories.support import make_mother
from tests.factories.transfer import acting_as, package_of

Sent = tuple[bytes, str]
NAMES = re.compile(r'name="(person-[0-9a-f-]{36})"')
SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def today(running_day: dt.date) -> dt.date:
    return running_day


@pytest.fixture
def mother(there: There) -> Person:
    """Robin's mother, who is known there with him."""
    with there.inside():
        child = ChildFactory(given_names="Robin", family_name="Okonjo")
        found = make_mother(child, by=there.coordinator, family_name="Okonjo")
        renew_search_names([child, found], as_child=child)
    return found


def brought_in(there: There, package: Sent) -> ReceivedTransfer:
    with acting_as(there.coordinator):
        return receive_package(
            content=package[0], words=package[1], received_on=clock.today(), by=there.coordinator
        )


def answers_for(page: str, mother: Person, answer: str) -> dict[str, str]:
    names = sorted(set(NAMES.findall(page)))
    of_mother = next(name for name in names if f'name="{name}" type="radio" value="{mother.id}"' in page)
    day = clock.today()
    return {
        **dict.fromkeys(names, "new"),
        of_mother: answer,
        "answered_on_day": str(day.day),
        "answered_on_month": str(day.month),
        "answered_on_year": str(day.year),
        "understood": "on",
    }


def test_the_coordinator_is_asked_about_each_relative_who_seems_known(
    package: Sent, there: There, mother: Person, client_of: SignIn
) -> None:
    received = brought_in(there, package)
    client, address = client_of(there.coordinator), f"/episodes/received/{received.id}/accept/"

    page = client.get(address).content.decode()

    assert "Is Hodan Okonjo, mother of Robin Okonjo, known here?" in page
    assert "What fits: same name; same date of birth." in page
    assert "Here: mother of Robin Okonjo." in page
    assert "I am not sure: start a new record" in page

    refused = client.post(address, answers_for(page, mother, "")).content.decode()
    assert "Select whether Hodan Okonjo is known here" in refused
    with there.inside():
        assert Episode.objects.count() == 0


def test_an_answer_that_is_not_sure_is_judged_later(
    package: Sent, there: There, mother: Person, client_of: SignIn
) -> None:
    received = brought_in(there, package)
    client, address = client_of(there.coordinator), f"/episodes/received/{received.id}/accept/"
    page = client.get(address).content.decode()

    done = client.post(address, answers_for(page, mother, "unsure"))

    assert done.status_code == 302, done.content.decode()
    with there.inside():
        assert Person.objects.filter(given_names="Hodan", family_name="Okonjo").count() == 2
        assert DuplicatePair.objects.get().state == "open"
    assert "HO and HO" in client.get("/children/duplicates/").content.decode()


def test_an_answer_that_joins_starts_no_record(
    package: Sent, there: There, mother: Person, client_of: SignIn
) -> None:
    received = brought_in(there, package)
    client, address = client_of(there.coordinator), f"/episodes/received/{received.id}/accept/"
    page = client.get(address).content.decode()

    client.post(address, answers_for(page, mother, str(mother.id)))

    with there.inside():
        assert Episode.objects.count() == 1
        assert Person.objects.filter(given_names="Hodan", family_name="Okonjo").count() == 1


def test_files_without_room_are_named_on_both_sides(
    transfer: Transfer,
    case: Episode,
    coordinator: Practitioner,
    there: There,
    client_of: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = CaseFile.objects.filter(episode=case, element="general_health").get()
    monkeypatch.setattr(sending_files, "ROOM_FOR_FILES", file.size - 1)
    sentence = f"The file “{file.title}”, which is too large to go with it."

    here = client_of(coordinator).get(f"/episodes/{case.id}/transfers/").content.decode()
    received = brought_in(there, package_of(transfer, by=coordinator))
    page = client_of(there.coordinator).get(f"/episodes/received/{received.id}/").content.decode()

    assert sentence in here
    assert sentence in page


@pytest.mark.parametrize("spoiled", ["cut", "words", "again", "large"])
def test_a_package_that_is_not_taken_says_so_and_keeps_the_words(
    spoiled: str, package: Sent, there: There, client_of: SignIn
) -> None:
    content, words = package
    sentence = {
        "cut": "The package does not open",
        "words": "The package does not open",
        "again": "This package was received before and is waiting for an answer. Nothing was added.",
        "large": "20 MB",
    }[spoiled]
    if spoiled == "again":
        brought_in(there, package)
    if spoiled == "large":
        content = bytes(20 * 1024 * 1024 + 1)
    sent = SimpleUploadedFile("case.opencaf", content[:-9] if spoiled == "cut" else content)
    typed = "acorn " * 6 if spoiled == "words" else words
    day = clock.today()

    page = client_of(there.coordinator).post(
        "/episodes/received/add/",
        {
            "file": sent,
            "words": typed.strip(),
            "received_on_day": day.day,
            "received_on_month": day.month,
            "received_on_year": day.year,
        },
    )

    assert sentence in page.content.decode()
    assert typed.strip() in page.content.decode()
    with there.inside():
        assert ReceivedTransfer.objects.count() == (spoiled == "again")
