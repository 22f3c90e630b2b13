"""A teacher’s first CAF, two years after her course: refresher, example, question, and what became of it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.assessment import start_assessment
from opencaf.guidance.operations.examples import add_shipped_examples
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.models import Person
from opencaf.people.operations.recording import add_child
from tests.factories import PractitionerFactory, acting_in
from tests.factories.assessment import agree_to_assess
from tests.factories.training import make_course, make_trained, trainer
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey
QUESTION = "Do I write about the dentist when Robin has never been?"
SAID = "Yes: say that a child has never been, and what stopped the family."


@pytest.fixture
def teacher(office: Office) -> Practitioner:
    """Somebody who took her course two years ago; the training team has examples."""
    with transaction.atomic(), acting_in(office.authority_id):
        tara, teacher = trainer(), PractitionerFactory(given_name="Tess")
        make_trained(teacher, make_course(by=tara), dt.date(2024, 11, 4), by=tara)
        add_shipped_examples(by=tara)
        return teacher


@pytest.fixture
def child(office: Office, teacher: Practitioner) -> Person:
    """A child whom she has recorded."""
    with transaction.atomic(), acting_in(office.authority_id):
        born = Birth(born_on=dt.date(2017, 5, 4))
        return add_child(details=PersonDetails("Robin", "Adeyemi", born, sex="M"), by=teacher)


def begun(office: Office, child: Person, by: Practitioner) -> Episode:
    """Her CAF, to which the family has agreed meanwhile."""
    with transaction.atomic(), acting_in(office.authority_id):
        episode = Episode.objects.get(episode_children__child=child)
        agree_to_assess(episode, by)
        start_assessment(episode=episode, started_on=dt.date(2026, 11, 2), by=by)
        return episode


def test_a_teachers_first_caf_two_years_after_her_course(
    hands: Callable[..., Hands], office: Office, teacher: Practitioner, child: Person
) -> None:
    at = hands()
    at.work_as(teacher.email)
    at.page.goto(at.site + reverse("episodes:start", args=[child.id]))
    at.walk("guidance:refresher")
    at.see("Two worked examples")
    at.see("Cosima")
    at.press("I have read this: carry on")
    at.write({"why": "He has missed eleven mornings.", "looked_on": dt.date(2026, 11, 2)})
    at.write({"intended_on": dt.date(2026, 11, 2), "searched_for": "Robin Adeyemi", "found": "None"})
    at.send()
    episode = begun(office, child, teacher)

    at.page.goto(at.site + reverse("episodes:assessment_domain", args=[episode.id, "child"]))
    about = at.page.locator("details#general_health")
    about.evaluate("one => one.querySelectorAll('details').forEach(each => each.open = true)")
    about.evaluate("one => one.open = true")
    with at.page.context.expect_page() as tab:
        about.get_by_role("link", name="Examples for General health").click()
    at.see("General health")
    tab.value.get_by_role("heading", name="A toddler who has not been seen for a year").wait_for()
    tab.value.close()
    at.page.goto(at.site + str(about.get_by_role("link", name="Ask the coordinator").get_attribute("href")))
    at.write({"question": QUESTION})
    at.press("Ask")

    at.work_as(office.coordinator.email)
    at.page.goto(at.site + reverse("episodes:help", args=[episode.id]))
    at.see("About General health")
    at.write({"answer": "Yes. Say that Robin has never been, and what stopped them."})
    at.press("Answer")
    at.click(at.page.get_by_role("link", name="Make guidance of this answer"))
    assert "Robin" not in at.page.locator("main").inner_text()
    assert "Robin" not in at.page.get_by_label("More about this").input_value()
    at.write({"text": SAID, "show": "now"})
    at.press("Save")

    at.work_as(teacher.email)
    at.page.goto(at.site + reverse("episodes:help", args=[episode.id]))
    at.see("what stopped them")
    at.page.goto(at.site + reverse("episodes:assessment_domain", args=[episode.id, "child"]))
    assert SAID in str(at.page.locator("details#general_health").text_content())
