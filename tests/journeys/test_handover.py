"""The lead is handed over by the keyboard alone, to the wrong person, taken back, and handed over again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.episodes.models import LeadProfessional
from tests.factories import PractitionerFactory, acting_in
from tests.factories.meetings import make_lead
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey

NOTE = "Ring before eight; Robin’s grandmother picks up."


def test_a_handover_goes_wrong_and_is_put_right(
    office: Office, hands: Callable[..., Hands], today: dt.date
) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        make_lead(office.episode, office.lead, by=office.lead)
        wrong = PractitionerFactory(given_name="Davina", family_name="Quill")
    at, case = hands(keyboard_only=True), {"episode_id": office.episode.id}
    lead_page = f"{at.site}/episodes/{office.episode.id}/lead/"

    # Who leads hands over, with a note, to a name that is nearly right.
    at.work_as(office.lead.email)
    at.page.goto(lead_page)
    at.write({"somebody_else": wrong.email, "started_on": today, "note": NOTE})
    at.press("Hand over", refused=True)
    at.see("Enter why it changes")
    at.see(NOTE)
    at.write({"why_changed": "New job"})
    at.press("Hand over")
    at.see(str(wrong))

    # A coordinator takes it back: Alice leads on from her own first day.
    at.work_as(office.coordinator.email)
    at.page.goto(lead_page)
    at.walk("episodes:lead_take_back", **case)
    at.press("Take it back", refused=True)
    at.see("Enter why it was a mistake")
    at.write({"why": "Davina and Dave were mixed up."})
    at.press("Take it back")
    at.see(f"{office.lead} is the lead professional as before.")
    at.see("Noted by mistake: Davina and Dave were mixed up.")
    at.see(NOTE)

    # Alice finds the case in My work again, and hands over to the right person.
    at.work_as(office.lead.email)
    at.home()
    at.follow(f"/episodes/{office.episode.id}/")
    at.page.goto(lead_page)
    at.write({"somebody_else": office.stranger.email, "started_on": today, "why_changed": "New job"})
    at.press("Hand over")

    at.work_as(office.stranger.email)
    at.home()
    at.follow(f"/episodes/{office.episode.id}/")
    at.see("Robin")
    with transaction.atomic(), acting_in(office.authority_id):
        assert LeadProfessional.objects.get(ended_on=None).practitioner == office.stranger
