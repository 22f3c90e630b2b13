"""Every page in a real browser, on a phone and on a desktop: nothing that axe or the console minds."""

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.web.access_rows import ROWS
from opencaf.web.access_table import BY_POST, OPEN, all_addresses
from tests.architecture.access_world import World, make_world
from tests.factories import PASSWORD, AgencyFactory, AuthorityFactory, PractitionerFactory, acting_in
from tests.signing_in import code_for
from tests.watching import WIDTHS, Watched

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NO_PAGES = {
    "case_audit:score",  # opens only for who is asked to score
    "training:feedback",  # opens only for who took part
    "episodes:file_shown",  # a picture inside a page
    "children:unseal",  # opens only for who is on the list of what is sealed
    "costing:time_correct",  # opens only for the lead, who noted the time
    "episodes:meeting_answer",  # opens only for who is invited
    "account_time_left",  # figures for a script
}
SLICES = 4


def pages_to_see(part: int) -> tuple[list[str], list[str]]:
    """A part of the pages that open for a manager or a lead, and of those for a coordinator alone."""
    managers = {name for name, row in ROWS.items() if OPEN in (row.manager, row.lead_professional)}
    coordinators = {name for name, row in ROWS.items() if row.coordinator == OPEN} - managers
    both = [sorted(names - BY_POST - NO_PAGES)[part::SLICES] for names in (managers, coordinators)]
    return both[0], both[1]


def settle() -> tuple[World, Practitioner, Practitioner]:
    """An authority with cases at every stage, and a manager and a coordinator to look at them."""
    with acting_in(new_id()), transaction.atomic():
        AuthorityFactory()
        lead, helper, finder = (PractitionerFactory() for _ in range(3))
        manager = PractitionerFactory(given_name="Carol", post_worn__role="manager")
        coordinator = PractitionerFactory(given_name="Cosima", post_worn__role="coordinator")
        agency = AgencyFactory()
        world = make_world(lead=lead, helper=helper, finder=finder, coordinator=coordinator, agency=agency)
    return world, manager, coordinator


def sign_in(page: Page, site: str, practitioner: Practitioner) -> None:
    page.goto(site)
    page.locator("input[name=login]").fill(practitioner.email)
    page.locator("input[name=password]").fill(PASSWORD)
    code = code_for(practitioner.email)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/home/")


def faults_of(watched: Watched, address: str) -> list[str]:
    """What is wrong with one page at one width; nothing with a file to take away."""
    if not watched.shows(address):
        return []
    faults = [*watched.findings(), *watched.troubles]
    if watched.overflow() > 0:
        faults.append(f"{watched.overflow()} pixels too wide")
    watched.troubles.clear()
    return faults


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("part", range(SLICES))
def test_pages_are_accessible_and_fit(
    part: int, width: int, today: None, browser: Browser, live_server: LiveServer
) -> None:
    world, *people = settle()
    faults: dict[str, list[str]] = {}
    for who, names in zip(people, pages_to_see(part), strict=True):
        context = browser.new_context(viewport={"width": width, "height": 900})
        watched = Watched(context.new_page(), live_server.url)
        sign_in(watched.page, live_server.url, who)
        watched.troubles.clear()
        for name in names:
            if found := faults_of(watched, world.address(name, all_addresses()[name])):
                faults[name] = found
        context.close()

    assert faults == {}, "\n".join(f"{name}: {one}" for name, found in faults.items() for one in found)
