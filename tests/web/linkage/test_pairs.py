"""Pages of linked registers: judging a pair, why a link stands, and removing it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.linkage.learning import search_weights
from opencaf.linkage.model import shipped_model
from opencaf.linkage.models import RegisterLink
from opencaf.people.models import Identifier, Person
from opencaf.people.operations.weighing import Learnt, keep_learnt_weights
from tests.factories.linkage import SYSTEM, make_link, make_pair
from tests.factories.people import make_child
from tests.web.counting import at_most
from tests.web.episodes.test_looks import words

Sign = Callable[[Practitioner], Client]
EMPTY = "Nothing waits. When a register is linked, pairs that are not certain stand here."


@pytest.fixture
def yusuf(alice: Practitioner) -> Person:
    return make_child(by=alice)


@pytest.fixture
def page(coordinator: Practitioner, client_of: Sign) -> Client:
    return client_of(coordinator)


def test_nothing_to_judge_says_so(page: Client) -> None:
    said = words(page.get("/linkage/"))

    assert EMPTY in said
    assert "No register has been linked yet." in said
    assert "No link stands." in words(page.get("/linkage/links/"))


def test_a_pair_is_laid_side_by_side_and_judged(
    page: Client, yusuf: Person, coordinator: Practitioner
) -> None:
    pair = make_pair(yusuf, by=coordinator)

    listed = words(page.get("/linkage/"))
    shown = words(page.get(f"/linkage/pairs/{pair.id}/"))
    done = page.post(f"/linkage/pairs/{pair.id}/", {"verdict": "same", "why": "Rang"}, follow=True)

    assert "The given names differ: it may be a brother, a sister or a twin." in listed
    assert "Given name Yusuf Abdirahman Hibo Another name −4.0" in shown
    assert "Date of birth 11/07/2022 11/07/2022 The same +12.5" in shown
    assert "The record now has the number of this register." in words(done)
    assert EMPTY in words(done)
    assert Identifier.objects.filter(person=yusuf, system=SYSTEM, value="SC-1").exists()


def test_no_verdict_is_said_at_the_field(page: Client, yusuf: Person, coordinator: Practitioner) -> None:
    pair = make_pair(yusuf, by=coordinator)

    answer = page.post(f"/linkage/pairs/{pair.id}/", {"verdict": "", "why": "Rang the school"})

    assert "Select whether they are the same child" in words(answer)
    assert "Rang the school" in answer.content.decode()
    assert RegisterLink.objects.get().is_waiting


def test_a_link_says_why_and_is_removed_with_a_reason(
    page: Client, yusuf: Person, coordinator: Practitioner
) -> None:
    link = make_link(yusuf, by=coordinator)

    listed = words(page.get("/linkage/links/"))
    shown = words(page.get(f"/linkage/pairs/{link.id}/"))
    refused = words(page.post(f"/linkage/pairs/{link.id}/remove/", {"why": ""}))
    removed = page.post(f"/linkage/pairs/{link.id}/remove/", {"why": "It was the cousin."}, follow=True)

    assert "Linked by the program" in listed
    assert "Family name The same" in shown
    assert "Remove this link" in shown
    assert "Enter why the link is removed" in refused
    assert "the record has lost the register’s number" in words(removed)
    assert "It was the cousin." in words(page.get(f"/linkage/pairs/{link.id}/"))


def test_a_title_names_no_child(page: Client, yusuf: Person, coordinator: Practitioner) -> None:
    pair = make_pair(yusuf, by=coordinator)

    text = page.get(f"/linkage/pairs/{pair.id}/").content.decode()

    assert "Yusuf" not in text.split("<title>")[1].split("</title>")[0]


def test_a_pair_of_another_authority_is_not_known(page: Client) -> None:
    assert page.get("/linkage/pairs/01930000-0000-7000-8000-000000000000/").status_code == 404


@pytest.mark.parametrize("role", ["alice", "erin"])
def test_others_are_refused(
    yusuf: Person, coordinator: Practitioner, client_of: Sign, request: pytest.FixtureRequest, role: str
) -> None:
    pair = make_pair(yusuf, by=coordinator)
    somebody = client_of(request.getfixturevalue(role))

    answers = [
        somebody.get(address) for address in ("/linkage/", "/linkage/links/", f"/linkage/pairs/{pair.id}/")
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_pages_keep_to_their_queries(page: Client, yusuf: Person, coordinator: Practitioner) -> None:
    pair = make_pair(yusuf, by=coordinator)

    for address in ("/linkage/", "/linkage/links/", "/linkage/weights/", f"/linkage/pairs/{pair.id}/"):
        with at_most(12):
            page.get(address)


def test_thresholds_are_shown_and_weights_put_back(page: Client, coordinator: Practitioner) -> None:
    model = shipped_model()
    learnt = Learnt(
        search_weights(model), model.as_data(), {"given": 1.0, "family": 1.0, "born": 1.0}, 2_000, 3
    )
    keep_learnt_weights(learnt=learnt, by=coordinator)

    before = words(page.get("/linkage/weights/"))
    refused = words(page.post("/linkage/weights/", {"version": ""}))
    after = words(page.post("/linkage/weights/", {"version": "0"}, follow=True))

    assert "In use: version 1 , learnt by Cosima" in before
    assert "99.0% A link is made from here on" in before
    assert "None judged" in before
    assert "Select a version" in refused
    assert "In use: those that come with the program" in after


def test_before_anything_was_learnt_the_page_says_so(page: Client) -> None:
    said = words(page.get("/linkage/weights/"))

    assert "Nothing has been learnt here yet." in said
    assert "In use: those that come with the program" in said
