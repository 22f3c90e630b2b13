"""The training lead's month: a session is planned, booked and held, attendance noted, figures read."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from tests.factories import PractitionerFactory, acting_in
from tests.factories.training import trainer
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def test_a_month_of_the_training_team(hands: Callable[..., Hands], office: Office) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        tara = trainer()
        nia = PractitionerFactory(given_name="Nia", family_name="Newcomer", user=None)
    at = hands()

    at.work_as(tara.email)
    at.walk("training:index", "training:board", "training:courses", "training:usual_courses")
    at.press("Add them")
    at.see("The courses were added.")
    at.walk("training:board")
    at.walk("training:plan")
    at.write({"course": "CAF practitioner training", "held_on": dt.date(2026, 11, 2)})
    at.write({"starts_at": "9:30am", "ends_at": "4pm", "place": "Civic Hall", "seats": "12"})
    at.press("Plan it")
    at.see("12 of 12 seats free")

    at.work_as(office.lead.email)
    at.walk("training:index")
    at.click(at.page.get_by_role("link", name="Book a place"))
    at.press("Take the place")
    at.see("Has a place: you")

    at.work_as(tara.email)
    at.walk("training:index", "training:board")
    at.click(at.page.get_by_role("link", name="CAF practitioner training, 2 November 2026"))
    at.click(at.page.get_by_role("link", name="Note who came"))
    at.write({"people": str(nia)})
    at.press("Save")
    at.see("Nia Newcomer")
    at.walk("training:board")
    at.walk("training:statistics")
    at.see("People trained up to 2 November 2026")
    at.see("1 (50.0%)")
    at.walk("training:index", "training:followed")
    at.see("From training to practice")
    at.walk("training:to_help")
    at.see("Leading for the first time, without a coordinator")

    at.work_as(office.lead.email)
    at.walk("training:index")
    at.see("Holds until 2 November 2029")
    at.click(at.page.get_by_role("link", name="Materials and feedback"))
    at.click(at.page.get_by_role("link", name="Say what it was like"))
    at.write({"useful": "5", "ready": "yes"})
    at.press("Send")
    at.see("Your name is not kept")
