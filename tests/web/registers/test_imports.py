"""Pages of old registers: what came of one, undoing it, and what stands with a case and a child."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.support import add_note
from opencaf.people.models import Person
from opencaf.registers import jobs
from tests.factories import make_episode
from tests.web.episodes.test_looks import words
from tests.web.registers.pages import SENT, START, brought_in


def test_rows_of_an_import_lead_to_their_cases(page: Client, by: Practitioner) -> None:
    here = f"{START}imports/{brought_in(by).id}/rows/"

    answer = page.get(f"{here}all/")
    rejects = words(page.get(f"{here}rejects/"))
    same = words(page.get(f"{here}same/"))

    case = Episode.objects.get(episode_children__child__given_names="Leah")
    assert f"/episodes/{case.id}/" in answer.content.decode()
    assert "Became a CAF, or part of one" in words(answer)
    assert "D0003" in rejects
    assert "There is no such row." in same
    assert b"31/02/1999" in page.get(f"{here}doubts/file/").content
    assert page.get(f"{here}nothing/").status_code == 404


def test_an_import_is_undone(page: Client, by: Practitioner) -> None:
    old = brought_in(by)
    here = f"{START}imports/{old.id}/"

    asked = words(page.get(f"{here}undo/"))
    waits = words(page.post(f"{here}undo/", SENT, follow=True))
    listed = words(page.get(START))
    again = page.get(f"{here}undo/")
    with acting_as(by):
        jobs.take_back(old.id, by)
    done = words(page.get(START))

    assert "2 cases with their meetings, notes and dates" in asked
    assert "2 children’s records that it added" in asked
    assert "It is being undone since" in waits
    assert "See whether it is done" in waits
    assert "Being undone: " in listed
    assert again["Location"] == here
    assert "Undone by Cosima" in done
    assert "Nothing that it wrote is left." in words(page.get(here))
    assert page.get(f"{here}undo/").status_code == 404
    assert not Person.objects.filter(given_names="Leah").exists()


def test_undoing_is_refused_with_who_has_worked_on_what(
    page: Client, by: Practitioner, carol: Practitioner, today: Any
) -> None:
    here = f"{START}imports/{brought_in(by).id}/"
    case = Episode.objects.get(episode_children__child__given_names="Jack")
    with acting_as(carol):
        add_note(episode=case, kind="note", happened_on=today, text="Rang.", with_whom="", by=carol)

    asked = words(page.get(f"{here}undo/"))
    refused = words(page.post(f"{here}undo/", SENT))

    sentence = f"{carol} has worked on what it wrote since: {case.reference}. Nothing was undone."
    assert sentence in asked
    assert "Undo the whole import" not in asked
    assert sentence in refused


def test_why_it_was_not_undone_is_said(
    page: Client, by: Practitioner, carol: Practitioner, today: Any
) -> None:
    old = brought_in(by)
    here = f"{START}imports/{old.id}/"
    page.post(f"{here}undo/", SENT)
    case = Episode.objects.get(episode_children__child__given_names="Jack")
    with acting_as(carol):
        add_note(episode=case, kind="note", happened_on=today, text="Rang.", with_whom="", by=carol)

    with acting_as(by):
        jobs.take_back(old.id, by)
    told = words(page.get(here))

    assert f"It was not undone. {carol} has worked on what it wrote since: {case.reference}." in told
    assert "Undo the whole import" in told


def test_a_case_and_a_child_say_what_stood_in_the_register(page: Client, by: Practitioner) -> None:
    brought_in(by)
    case = Episode.objects.get(episode_children__child__given_names="Jack")
    child = Person.objects.get(given_names="Jack")

    overview = page.get(f"/episodes/{case.id}/").content.decode()
    journey = words(page.get(f"/episodes/{case.id}/journey/"))
    row = words(page.get(f"{START}cases/{case.id}/"))
    of_child = words(page.get(f"{START}children/{child.id}/"))

    assert f"{START}cases/{case.id}/" in overview
    assert f"{START}children/{child.id}/" in page.get(f"/children/{child.id}/").content.decode()
    assert "Brought in from the register “Old CAFs” on" in journey
    assert "Old register Old CAFs, 2" in row
    assert "DOB 31/02/1999" in row
    assert "31/02/1999" in of_child


def test_a_case_that_came_from_none_says_nothing_of_it(page: Client, alice_s_case: Episode) -> None:
    overview = page.get(f"/episodes/{alice_s_case.id}/").content.decode()
    shown = words(page.get(f"{START}cases/{alice_s_case.id}/"))

    assert "As it stood in the register" not in overview
    assert "Nothing of an old register can be shown here." in shown


@pytest.fixture
def alice_s_case(alice: Practitioner) -> Episode:
    return make_episode(by=alice)
