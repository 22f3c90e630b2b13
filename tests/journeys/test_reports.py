"""A coordinator divides a report, opens the cases behind a number, saves the view and removes it.

An analyst divides the same report and meets rounded numbers, and no case.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from tests.factories import PractitionerFactory, acting_in
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office
from tests.reports.world import World

pytestmark = pytest.mark.journey


@pytest.fixture
def closings(office: Office) -> None:
    """Nine closings over three months, in words that take room."""
    close(9, office)


@pytest.fixture
def many_closings(office: Office) -> None:
    """Sixty closings, so that some numbers are large enough to show to everybody."""
    close(60, office)


def close(count: int, office: Office) -> None:
    reasons = ("needs_met_universal", "consent_withdrawn", "disengaged_uncontactable")
    with transaction.atomic(), acting_in(office.authority_id):
        world = World(office.coordinator)
        for number in range(count):
            day = dt.date(2026, 8 + number % 3, 1 + number % 28)
            case = world.case(dt.date(2026, 6, 1), state="supporting")
            world.assess(case, dt.date(2026, 6, 20))
            world.close(case, day, reasons[number % 2 or number // 3 % 3], outcome="most")


def test_a_report_is_divided_opened_saved_and_removed(
    hands: Callable[..., Hands], office: Office, closings: None
) -> None:
    at = hands()
    at.work_as(office.coordinator.email)
    at.follow("/reports/")
    at.see("Divide each report your own way")
    at.walk("reports:report", report="closed")
    at.write({"rows": "reason", "columns": "outcome", "from_month": "2026-08", "to_month": "2026-10"})
    at.click(at.page.locator("main form button"))
    at.see("from August 2026 to October 2026: 9.")
    at.click(at.page.locator('main table a[href*="/cases/"]').last)
    at.see("The cases behind 9")
    at.page.go_back()
    at.click(at.page.get_by_role("link", name="Save this view under a name"))
    at.write({"name": "Closings, by how far goals were met", "months": "moving", "shared": "yes"})
    at.press("Save this view")
    at.see("The view is saved")
    at.see("Closings, by how far goals were met")
    at.click(at.page.get_by_role("link", name="Mail me when it is ready"))
    at.write({"when": "week-1"})
    at.press("Send me this mail")
    at.click(at.page.get_by_role("link", name="Stop the mail"))
    at.see("You get a mail every Monday")
    at.press("Stop this mail")
    at.see("The mail is stopped")
    at.click(at.page.locator('main a[href*="/remove/"]'))
    at.press("Remove the view")
    at.see("The view is removed")


def test_an_analyst_reads_rounded_numbers(
    hands: Callable[..., Hands], office: Office, many_closings: None
) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        analyst = PractitionerFactory(post_worn__role="analyst")
    at = hands()
    at.work_as(analyst.email)
    at.follow("/reports/")
    at.see("numbers below 5 are hidden")
    at.walk("reports:report", report="closed")
    at.write({"rows": "reason", "columns": "outcome", "year": "2026"})
    at.click(at.page.locator("main form button"))
    at.see("c: fewer than 5, or it would give away another number.")
    at.see("Rounded: each number is shown as the multiple of 5")
    assert at.page.locator('main a[href*="/cases/"]').count() == 0
