"""An administrator sets up a passkey, and from then on signs in with it.

The passkey is a real one: Chromium keeps it in an authenticator of its own (WebAuthn over DevTools).
"""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import PASSWORD
from tests.journeys.cases.hands import Hands, flat
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, settings: object, hands: object) -> Iterator[Page]:
    """A browser whose device can keep passkeys."""
    settings.ADMINISTRATORS_NEED_PASSKEY = True  # type: ignore[attr-defined]
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    at = Hands(browser, live_server.url)
    page = at.watched(context)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    context.close()
    assert at.noticed.troubles == []


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def sign_in(page: Page, email: str) -> None:
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page, "Sign in")


def test_an_administrator_works_with_a_passkey(
    page: Page, live_server: LiveServer, office: Office, today: dt.date
) -> None:
    page.goto(live_server.url)
    sign_in(page, office.administrator.email)

    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    assert "authenticator app" not in flat(page.locator("main").text_content() or "").lower()
    page.goto(f"{live_server.url}/home/")
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()

    page.get_by_role("link", name="Set up a passkey").click()
    press(page, "Set up the passkey")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert page.locator(".app-recovery-codes li").count() == 10
    page.get_by_role("link", name="I have kept them").click()
    expect(page).to_have_url(f"{live_server.url}/home/")

    press(page, "Sign out")
    sign_in(page, office.administrator.email)
    expect(page.get_by_role("heading", name="Show your second factor")).to_be_visible()
    press(page, "Use your passkey")
    expect(page).to_have_url(f"{live_server.url}/home/")

    press(page, "Sign out")
    press(page, "Sign in with a passkey")
    expect(page).to_have_url(f"{live_server.url}/home/")
