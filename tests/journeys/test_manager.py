"""A manager goes from a figure of the report to the cases behind it."""

from collections.abc import Callable

import pytest

from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def test_a_figure_opens_its_cases(hands: Callable[..., Hands], office: Office) -> None:
    at = hands()
    at.work_as(office.manager.email)
    at.follow("/reports/")
    at.walk("reports:started")
    at.write({"from_month": "2025-09", "to_month": "2025-09"})
    at.click(at.page.locator("main form button"))
    at.see("1")
    at.click(at.page.locator('main table a[href*="/cases/"]'))
    at.see(office.episode.reference)
    at.follow(f"/episodes/{office.episode.id}/")
    at.see("Who is this?")
