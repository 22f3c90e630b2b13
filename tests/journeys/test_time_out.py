"""Somebody writes, is called away, is warned in time, and loses no word."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from opencaf.core import clock
from tests.fixtures import TODAY
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey
WORDS = "He laughed when the dog came in."


@pytest.fixture
def today(standing_day: dt.date) -> dt.date:
    """To the second: the tests move the clock themselves."""
    return standing_day


def go_on(page: Page) -> None:
    """Let the time of the page, which passes by itself as well, come to that of the server."""
    page.clock.run_for(clock.now().timestamp() * 1000 - page.evaluate("Date.now()"))


@contextmanager
def extended(dialog: Locator) -> Iterator[None]:
    """Do something, and wait until the page has heard that the session lasts longer."""
    ended_at = int(dialog.get_attribute("data-ends-at") or 0)
    yield
    expect(dialog).not_to_have_attribute("data-ends-at", str(ended_at))
    assert int(dialog.get_attribute("data-ends-at") or 0) > ended_at


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
        go_on(page)
        expect(dialog).to_be_hidden()
    with clock.everywhere_at(TODAY + dt.timedelta(minutes=26)):
        go_on(page)
        expect(dialog).to_be_visible()
        expect(dialog).to_contain_text("In 4 minutes you will be signed out")
        at.judge("time-out", 1280)
        with extended(dialog):
            page.keyboard.press("Enter")
        expect(dialog).to_be_hidden()
    with clock.everywhere_at(TODAY + dt.timedelta(minutes=40)):
        go_on(page)
        with extended(dialog):
            box.press_sequentially(".")
    with clock.everywhere_at(TODAY + dt.timedelta(minutes=64)):
        go_on(page)
        expect(dialog).to_be_hidden()

    with clock.everywhere_at(TODAY + dt.timedelta(minutes=71)):
        go_on(page)
        expect(dialog).to_contain_text("You have been signed out")
        expect(dialog.get_by_role("link", name="Sign in again")).to_be_visible()

    assert box.input_value() == f"{WORDS}."
