"""A coordinator brings her old register in by the keyboard alone: chosen, understood, tried, in, undone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlparse

import pytest
from django.db import transaction
from django.urls import resolve

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.registers import jobs
from opencaf.registers.models import WaitingRegister
from tests.factories.registers import JACK, LEAH, NOBODY, as_csv
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey

Work = Callable[[uuid.UUID, int, Practitioner], None]


def work(at: Hands, do: Work, by: Practitioner) -> None:
    """Do what the worker would do with the register of this page, and look how far it is."""
    waiting_id = resolve(urlparse(at.page.url).path).kwargs["waiting_id"]
    with acting_as(by):
        with transaction.atomic():
            turn = WaitingRegister.objects.get(pk=waiting_id).turn
        do(waiting_id, turn, by)
    at.walk("registers:waiting", waiting_id=waiting_id)


def test_a_register_is_brought_in_and_taken_back(
    hands: Callable[..., Hands], office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "Old CAFs.csv"
    file.write_bytes(as_csv(LEAH, JACK, NOBODY))
    at, by = hands(keyboard_only=True), office.coordinator
    at.work_as(by.email)

    at.walk("home:board", "registers:index")
    at.see("No register has been brought in yet.")
    at.click(at.page.get_by_role("button", name="Bring in a register"))
    at.press("Choose and try it", refused=True)
    at.see("Choose the register")
    at.give_file("file", file)
    at.press("Choose and try it")
    at.see("The register is being read.")
    waiting_id = resolve(urlparse(at.page.url).path).kwargs["waiting_id"]

    work(at, jobs.try_rows, by)
    at.see("Become a CAF 2")
    at.walk("registers:understood", waiting_id=waiting_id)
    at.write({"column_3": "Leave it"})
    at.press("Try it with these answers")
    work(at, jobs.try_rows, by)
    at.walk("registers:tried_rows", waiting_id=waiting_id, listing="rejects")
    at.see("Not a child row: no name")
    at.walk("registers:waiting", waiting_id=waiting_id)

    at.click(at.page.get_by_role("button", name="Bring it in"))
    at.press("Bring it in")
    at.see("being read and compared with the records")
    work(at, jobs.write_rows, by)
    at.see("Cases that it added 2")
    register_id = resolve(urlparse(at.page.url).path).kwargs["register_id"]
    at.walk("registers:imported_rows", register_id=register_id, listing="all")
    with acting_as(by), transaction.atomic():
        case = Episode.objects.get(episode_children__child__given_names="Jack")
        child_id = case.episode_children.get().child_id
    at.walk("episodes:overview", episode_id=case.id)
    at.walk("registers:case", episode_id=case.id)
    at.see("31/02/1999")
    at.walk("episodes:overview", "children:show", "registers:child", episode_id=case.id, child_id=child_id)
    at.see("31/02/1999")

    at.home()
    at.walk("home:board", "registers:index")
    at.walk("registers:import", register_id=register_id)
    at.walk("registers:undo", register_id=register_id)
    at.see("2 cases with their meetings, notes and dates")
    at.press("Undo the whole import")
    at.see("It is being undone since")
    with acting_as(by):
        jobs.take_back(uuid.UUID(str(register_id)), by)
    at.walk("registers:import", register_id=register_id)
    at.see("Nothing that it wrote is left.")
