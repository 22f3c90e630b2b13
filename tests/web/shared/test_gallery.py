"""Every component in a real browser, on a phone and on a desktop."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect

from tests.web.shared.test_pages import ERRORS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GALLERY = "/help/components/"


class Watched:
    """A page, and all that went wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.troubles: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", self._request)
        page.on("response", self._response)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")

    def findings(self) -> list[str]:
        found = Axe().run(self.page, options={"runOnly": RULES}).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]

    def overflow(self) -> int:
        root = "document.documentElement"
        width: int = self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
        return width

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.address) or "csp-report" in request.url:
            self.troubles.append(f"asked for {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status} {response.url}")


@pytest.fixture(params=[320, 1280])
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
    page.get_by_label("3 Moderate concern").check()
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
