"""Somebody writes, is called away, is warned in time, and loses no word."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from opencaf.core import clock
from tests.fixtures import TODAY
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey
WORDS = "He laughed when the dog came in."


@pytest.fixture
def today(standing_day: dt.date) -> dt.date:
    """To the second: the tests move the clock themselves."""
    return standing_day


def test_a_warning_comes_in_time_and_one_key_keeps_the_words(hands: object, office: Office) -> None:
    at = hands()  # type: ignore[operator]
    at.work_as(office.lead.email)
    page = at.page
    page.clock.install(time=TODAY)
    page.goto(f"{at.site}/episodes/{office.episode.id}/checklist/")
    box = page.locator("textarea").first
    box.fill(WORDS)
    dialog = page.locator("dialog.app-time-out")

    with clock.everywhere_at(TODAY + dt.timedelta(minutes=24)):
        page.clock.run_for(dt.timedelta(minutes=24).total_seconds() * 1000)
        expect(dialog).to_be_hidden()
    with clock.everywhere_at(TODAY + dt.timedelta(minutes=26)):
        page.clock.run_for(dt.timedelta(minutes=2).total_seconds() * 1000)
        expect(dialog).to_be_visible()
        expect(dialog).to_contain_text("In 4 minutes you will be signed out")
        at.judge("time-out", 1280)
        page.keyboard.press("Enter")
        expect(dialog).to_be_hidden()
    with clock.everywhere_at(TODAY + dt.timedelta(minutes=40)):
        page.clock.run_for(dt.timedelta(minutes=14).total_seconds() * 1000)
        with page.expect_response("**/account/time-left/"):
            box.press_sequentially(".")
    with clock.everywhere_at(TODAY + dt.timedelta(minutes=64)):
        page.clock.run_for(dt.timedelta(minutes=24).total_seconds() * 1000)
        expect(dialog).to_be_hidden()

    with clock.everywhere_at(TODAY + dt.timedelta(minutes=71)):
        page.clock.run_for(dt.timedelta(minutes=7).total_seconds() * 1000)
        expect(dialog).to_contain_text("You have been signed out")
        expect(dialog.get_by_role("link", name="Sign in again")).to_be_visible()

    assert box.input_value() == f"{WORDS}."
