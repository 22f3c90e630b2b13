"""Somebody signs in with the account of their organisation, in a browser, at a real provider."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from opencaf.agencies.models import Authority
from opencaf.agencies.operations.accounts import close_account
from tests.factories import acting_in
from tests.fixtures import TODAY
from tests.journeys.conftest import Office
from tests.provider import STRONG, RunningProvider, running_provider
from tests.signing_in import add_app, code_for, user_of

pytestmark = pytest.mark.journey
BUTTON = "Sign in with County staff sign-in"


@pytest.fixture
def provider(office: Office, hands: object, settings: Any) -> Iterator[RunningProvider]:
    """The provider of the office's authority."""
    with running_provider() as running:
        with transaction.atomic(), acting_in(office.authority_id):
            settings.SIGN_ON = running.configured(Authority.objects.get(pk=office.authority_id).code)
        yield running


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, provider: RunningProvider) -> Iterator[Page]:
    """A browser that stops nothing of our pages under their policy."""
    context = browser.new_context(viewport={"width": 320, "height": 720}, service_workers="block")
    page = context.new_page()
    stopped: list[str] = []
    page.on("request", lambda sent: stopped.append(sent.url) if sent.url.endswith("/csp-report") else None)
    page.goto(live_server.url)
    yield page
    context.close()
    assert stopped == []


def sign_on(page: Page, subject: str) -> None:
    """Press our button, and say at the provider who one is."""
    page.get_by_role("button", name=BUTTON).click()
    page.locator("input[name=sub]").fill(subject)
    page.locator("input[name=sub]").press("Enter")


def test_a_practitioner_signs_in_with_the_account_of_their_organisation(
    page: Page, provider: RunningProvider, office: Office, live_server: LiveServer
) -> None:
    now = int(TODAY.timestamp())
    email = office.lead.email
    provider.knows("alice", email=email, email_verified=True, auth_time=now, **STRONG)
    sign_on(page, "alice")
    expect(page).to_have_url(f"{live_server.url}/home/")

    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_role("heading", name="You have signed out")).to_be_visible()
    page.get_by_role("button", name="Sign out there too").click()
    expect(page).to_have_url(f"{provider.issuer}/oauth2/end_session?client_id=opencaf")

    page.goto(live_server.url)
    with transaction.atomic(), acting_in(office.authority_id):
        add_app(user_of(office.lead))
    provider.knows("alice", email=email, email_verified=True, amr=["pwd"], auth_time=now)
    sign_on(page, "alice")
    expect(page.get_by_role("heading", name="Show your second factor")).to_be_visible()
    page.locator("input[name=code]").fill(code_for(email))
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(f"{live_server.url}/home/")


def test_who_is_not_known_or_no_longer_reads_what_to_do(
    page: Page, provider: RunningProvider, office: Office, live_server: LiveServer
) -> None:
    sign_on(page, "nobody@example.org")
    expect(page.get_by_role("heading", name="You have no account here")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    with transaction.atomic(), acting_in(office.authority_id):
        close_account(practitioner=office.stranger, by=office.administrator)
    provider.knows("dave", email=office.stranger.email, email_verified=True, **STRONG)
    page.get_by_role("link", name="Go to the sign-in page").click()
    sign_on(page, "dave")
    expect(page.get_by_role("heading", name="This account is closed")).to_be_visible()
