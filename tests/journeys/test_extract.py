"""A coordinator has the list for inspectors made by the keyboard alone, and finds a child behind an ID."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlparse

import pytest
from django.db import transaction
from django.urls import resolve

from opencaf.agencies.command_line import acting_as
from opencaf.extracts import jobs
from opencaf.extracts.models import MadeExtract
from tests.extracts.reader import read_list_2
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def make(made_id: uuid.UUID, office: Office) -> None:
    """Do what the worker would do."""
    with acting_as(office.coordinator):
        with transaction.atomic():
            turn = MadeExtract.objects.get(pk=made_id).turn
        jobs.make(made_id, turn, office.coordinator)


def test_a_list_for_inspectors_is_made_and_leads_back_to_a_child(
    hands: Callable[..., Hands], office: Office, tmp_path: Path, today: dt.date
) -> None:
    at = hands(keyboard_only=True)
    at.work_as(office.coordinator.email)

    at.walk("reports:index", "extracts:index")
    at.see("No extract has been made yet.")
    at.walk("extracts:tables")
    at.see("Staff structure")
    at.walk("extracts:index")
    at.walk("extracts:extract", extract_code="safeguarding-dataset")
    at.walk("extracts:index")
    at.walk("extracts:extract", extract_code="annex-a-list-2")
    at.click(at.page.get_by_role("button", name="Have it made"))
    at.press("Make it", refused=True)
    at.see("Select what it is for")
    at.write({"purpose": "An inspection", "words": "The visit of this week, for the inspectors."})
    at.press("Make it")
    at.see("It waits for its turn.")
    made_id = resolve(urlparse(at.page.url).path).kwargs["made_id"]

    make(made_id, office)
    at.walk("extracts:made", made_id=made_id)
    at.see("It can be downloaded until")
    with at.page.expect_download() as waits:
        at.open_download(at.page.get_by_role("button", name="Download the file"))
    waits.value.save_as(tmp_path / "list.csv")
    (row,) = read_list_2((tmp_path / "list.csv").read_bytes(), today - dt.timedelta(days=190), today)

    at.walk("extracts:index", "extracts:find")
    at.write({"key": row["Child Unique ID"]})
    at.press("Find the child")
    at.see("Robin Okonjo")
