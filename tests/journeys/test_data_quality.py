"""A coordinator works off the list of data quality: one entry is put right, another called right as it is."""

from collections.abc import Callable

import pytest
from django.db import transaction

from tests.factories import acting_in
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office
from tests.quality.world import MISTAKES, clean_case
from tests.reports.world import World

pytestmark = pytest.mark.journey


@pytest.fixture
def mistakes(office: Office) -> None:
    """Three cases, two of them with something to put right."""
    with transaction.atomic(), acting_in(office.authority_id):
        world = World(office.coordinator)
        cases = [clean_case(world) for _ in range(3)]
        MISTAKES["no-ethnicity"](cases[0])
        for code in ("first-of-january", "no-level"):
            MISTAKES[code](cases[1])


def test_a_list_is_worked_off(hands: Callable[..., Hands], office: Office, mistakes: None) -> None:
    at = hands()
    at.work_as(office.coordinator.email)
    at.walk("home:board")
    at.click(at.page.get_by_role("link", name="Data quality"))
    at.see("to put right")
    at.click(at.page.get_by_role("link", name="Born on 1 January"))
    at.see("Born 1 January 2016")
    at.click(at.page.get_by_role("link", name="It is right as it is"))
    at.write({"why": "The registrar confirmed the day."})
    at.press("It is right as it is")
    at.see("comes back if it changes")
    at.see("Nothing is found here.")
    at.walk("quality:accepted")
    at.see("The registrar confirmed the day.")
    at.walk("quality:index")
    at.walk("quality:rule", rule="no-ethnicity")
    at.click(at.page.get_by_role("link", name="Put right"))
    at.write({"ethnicity": "WBRI"})
    at.press("Save")
    at.follow("/home/")
    at.walk("home:board")
    at.walk("quality:index")
    at.walk("quality:rule", rule="no-ethnicity")
    at.see("No ethnicity recorded: 1")  # that of the office's own case is left
    at.walk("quality:index")
    at.walk("quality:mine")
    at.see("No level of need")
