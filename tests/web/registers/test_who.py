"""Pages of old registers: who may open them, what they leave on the trail, and what they ask."""

from __future__ import annotations

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from tests.factories import LocalityFactory
from tests.factories.registers import LEAH, make_import, make_tried
from tests.web.counting import at_most
from tests.web.episodes.test_looks import words
from tests.web.registers.pages import START, OwnerSees, Sign, brought_in


def test_who_coordinates_one_locality_tries_and_does_not_write(by: Practitioner, client_of: Sign) -> None:
    waiting = make_tried(by=by)
    by.post.locality = LocalityFactory()
    by.post.save(update_fields=["locality"])
    page = client_of(by)

    listed = words(page.get(START))
    shown = words(page.get(f"{START}waiting/{waiting.id}/"))

    assert "You coordinate one locality." in listed
    assert "Registers are brought in by who sees every case." in shown
    assert page.get(f"{START}waiting/{waiting.id}/bring-in/").status_code == 403


@pytest.mark.parametrize("role", ["alice", "erin", "auditor"])
def test_others_are_refused(
    by: Practitioner, client_of: Sign, request: pytest.FixtureRequest, role: str
) -> None:
    waiting, old = make_tried(by=by), make_import(by=by)
    somebody = client_of(request.getfixturevalue(role))
    addresses = (
        START,
        f"{START}choose/",
        f"{START}waiting/{waiting.id}/",
        f"{START}waiting/{waiting.id}/rows/all/",
        f"{START}imports/{old.id}/",
        f"{START}imports/{old.id}/undo/",
        f"{START}imports/{old.id}/rows/all/",
    )

    assert {somebody.get(address).status_code for address in addresses} == {403}


def test_anothers_register_is_not_known(by: Practitioner, carol: Practitioner, client_of: Sign) -> None:
    waiting = make_tried(by=by)

    assert client_of(carol).get(f"{START}waiting/{waiting.id}/").status_code == 404


def test_looks_at_rows_are_on_the_trail(page: Client, by: Practitioner, owner_sees: OwnerSees) -> None:
    waiting, old = make_tried(by=by), brought_in(by, LEAH)

    page.get(f"{START}waiting/{waiting.id}/rows/all/")
    page.get(f"{START}imports/{old.id}/rows/all/")
    page.get(f"{START}imports/{old.id}/rows/all/file/")

    events = owner_sees(
        "select action, subject_id, detail from audit_event "
        "where action in ('listed', 'downloaded') order by at"
    )
    assert [(one["action"], one["subject_id"]) for one in events] == [
        ("listed", str(waiting.id)),
        ("listed", str(old.id)),
        ("downloaded", str(old.id)),
    ]
    assert "MARSH" not in str(events)


def test_pages_keep_to_their_queries(page: Client, by: Practitioner) -> None:
    waiting, old = make_tried(by=by), brought_in(by)
    case = Episode.objects.first()
    assert case

    for address in (
        START,
        f"{START}waiting/{waiting.id}/",
        f"{START}waiting/{waiting.id}/rows/all/",
        f"{START}imports/{old.id}/",
        f"{START}imports/{old.id}/rows/all/",
        f"{START}cases/{case.id}/",
    ):
        with at_most(20):
            page.get(address)
