"""Somebody of the training team, who programs nothing, adds a question to the form and takes it off again."""

import pytest
from django.db import transaction
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import AssessmentForm
from opencaf.episodes.operations.forms import prepare_form
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in
from tests.factories.assessment import national_form
from tests.journeys.test_every_page import sign_in
from tests.watching import WIDTHS, Watched

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def settle() -> tuple[Practitioner, AssessmentForm]:
    """An authority with the national form and a version that is being prepared."""
    with acting_in(new_id()), transaction.atomic():
        AuthorityFactory()
        trainer = PractitionerFactory(given_name="Tara", post_worn__role="training")
        national_form(trainer)
        return trainer, prepare_form(name="Our form", by=trainer)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_question_of_their_own_is_added_refused_moved_and_taken_off(
    width: int, today: None, browser: Browser, live_server: LiveServer
) -> None:
    trainer, form = settle()
    context = browser.new_context(viewport={"width": width, "height": 900})
    watched = Watched(context.new_page(), live_server.url)
    page = watched.page
    sign_in(page, live_server.url, trainer)
    watched.troubles.clear()
    faults: list[str] = []

    def look(what: str) -> None:
        faults.extend(f"{what}: {one}" for one in [*watched.findings(), *watched.troubles])
        faults.extend([f"{what}: too wide"] if watched.overflow() > 0 else [])
        watched.troubles.clear()

    watched.go(f"/authority/form/{form.id}/")
    look("the version")
    page.get_by_role("link", name="Add a question of your own").click()
    look("the empty form")
    page.get_by_label("The question", exact=True).fill("General health")
    page.get_by_role("button", name="Add it").click()
    look("the refused form")
    page.get_by_role("link", name="Select the part of the form").click()
    page.get_by_role("radio", name="Parents and carers").check()
    page.get_by_role("group", name="Does it fit a baby").get_by_role("radio", name="Yes").check()
    page.get_by_label("The question", exact=True).fill("Sleep of the parents")
    page.get_by_label("An example").fill("Mum sleeps four hours; Nan takes the early feed on Sundays.")
    page.get_by_role("button", name="Add it").click()

    own = page.locator("article#own_sleep_of_the_parents")
    assert "Your own" in own.inner_text()
    look("the version with a question of their own")
    own.get_by_role("button", name="Ask it earlier").click()
    own.get_by_role("link", name="Change").click()
    look("changing it")
    page.get_by_label("What to think about").fill("Nights, shifts, who helps.")
    page.get_by_role("button", name="Save").click()
    assert "Nights, shifts, who helps." in own.inner_text()
    page.get_by_role("link", name="Bring it into use").click()
    assert "left out too" in page.locator("main").inner_text()
    look("the first day")
    page.go_back()
    own.get_by_role("link", name="Take it off").click()
    look("taking it off")
    page.get_by_role("button", name="Take it off").click()

    assert own.count() == 0
    context.close()
    assert faults == [], "\n".join(faults)
