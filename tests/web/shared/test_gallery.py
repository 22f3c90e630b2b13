"""Every component in a real browser, on a phone and on a desktop."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.watching import WIDTHS, Watched
from tests.web.shared.test_pages import ERRORS

GALLERY = "/help/components/"


@pytest.fixture(params=WIDTHS)
def watched(request: pytest.FixtureRequest, browser: Browser, shared_pages: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield Watched(context.new_page(), shared_pages)
    context.close()


@pytest.fixture
def without_scripts(browser: Browser, shared_pages: str) -> Iterator[Watched]:
    context = browser.new_context(java_script_enabled=False)
    yield Watched(context.new_page(), shared_pages)
    context.close()


def test_every_component_is_accessible_and_fits(watched: Watched) -> None:
    watched.go(GALLERY)

    assert watched.findings() == []
    assert watched.overflow() == 0
    assert watched.troubles == []


def test_a_refused_form_is_accessible_and_leads_to_its_mistakes(watched: Watched) -> None:
    watched.go(GALLERY)
    watched.page.get_by_label("What is going on, in your words").fill("Sleeps badly")
    watched.page.get_by_role("button", name="Try it").click()
    watched.page.wait_for_load_state("networkidle")

    summary = watched.page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(watched.page).to_have_title("Error: Components – OpenCAF")
    summary.get_by_role("link", name="Enter the date the episode closed").click()
    expect(watched.page.locator("#id_closed_on_day")).to_be_focused()
    expect(watched.page.get_by_label("What is going on")).to_have_value("Sleeps badly")
    assert watched.findings() == []
    assert watched.overflow() == 0
    assert watched.troubles == []


def test_every_answer_can_be_given(watched: Watched) -> None:
    watched.go(GALLERY)
    page = watched.page
    page.get_by_label("Full name").fill("Yusuf Ọláyínká 🌱")
    boxes = page.get_by_role("group", name="Date the episode closed")
    for label, typed in (("Day", "6"), ("Month", "March"), ("Year", "2025")):
        boxes.get_by_label(label).fill(typed)
    page.get_by_label("What is going on").fill("Sleeps badly")
    page.get_by_label("3 Some concern").check()
    expect(page.get_by_label("What the reason is")).to_be_hidden()
    page.get_by_label("Another reason").check()
    page.get_by_label("What the reason is").fill("Moved in with an aunt")
    page.locator("#id_sector").select_option("Health")
    page.get_by_role("button", name="Try it").click()

    expect(page.get_by_text("Every answer was understood")).to_be_visible()
    expect(page.get_by_label("What the reason is")).to_have_value("Moved in with an aunt")
    assert watched.findings() == []
    assert watched.troubles == []


def test_the_form_works_without_scripts(without_scripts: Watched) -> None:
    without_scripts.go(GALLERY)
    page = without_scripts.page
    page.get_by_label("Full name").fill("Yusuf")
    page.get_by_role("button", name="Try it").click()

    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("Full name")).to_have_value("Yusuf")
    expect(page.get_by_role("link", name="Journey")).to_be_visible()


def test_the_case_menu_folds_away_on_a_phone_only(watched: Watched) -> None:
    watched.go(GALLERY)
    button = watched.page.get_by_role("button", name=re.compile("Case menu"))
    journey = watched.page.get_by_role("link", name="Journey")

    if watched.page.viewport_size == {"width": 1280, "height": 900}:
        expect(button).to_be_hidden()
        expect(journey).to_be_visible()
    else:
        expect(journey).to_be_hidden()
        button.click()
        expect(journey).to_be_visible()
        assert watched.overflow() == 0


def test_a_printed_page_leaves_the_navigation_out(watched: Watched) -> None:
    watched.go(GALLERY)
    watched.page.emulate_media(media="print")

    expect(watched.page.get_by_text("Printed by Samira Noor")).to_be_visible()
    expect(watched.page.locator(".app-identity-bar")).to_be_visible()
    expect(watched.page.locator(".app-header")).to_be_hidden()
    expect(watched.page.locator(".app-case-menu")).to_be_hidden()


def test_error_pages_are_accessible_and_fit(watched: Watched) -> None:
    for code in ERRORS:
        watched.go(f"/errors/{code}/")

        assert watched.findings() == [], code
        assert watched.overflow() == 0, code
    assert watched.troubles == []


def test_a_change_of_the_page_by_a_string_is_stopped(watched: Watched) -> None:
    watched.go(GALLERY)

    stopped = watched.page.evaluate(
        "() => { try { document.body.innerHTML = '<p>x</p>'; return false } catch { return true } }"
    )

    assert stopped
