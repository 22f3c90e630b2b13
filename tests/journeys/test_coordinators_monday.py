"""A coordinator's Monday: the board, the radar, the lead offered, declined, offered again and accepted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.episodes.models import LeadOffer, LeadProfessional
from tests.factories import PractitionerFactory, acting_in
from tests.factories.meetings import make_planned_meeting
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def test_a_first_meeting_without_a_lead_gets_one(
    office: Office, hands: Callable[..., Hands], today: object
) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        make_planned_meeting(office.episode, by=office.lead, planned_for=today)
        second = PractitionerFactory(given_name="Sefa", family_name="Quill")
    at, case = hands(keyboard_only=True), {"episode_id": office.episode.id}

    # The board leads to the radar, which says why this first meeting may need a hand.
    at.work_as(office.coordinator.email)
    at.walk("home:board", "home:radar")
    at.see("Nobody is lead professional yet")
    at.walk("episodes:lead", "episodes:lead_offer", **case)
    at.write({"words": "You know the school."})
    at.press("Ask", refused=True)
    at.see("Select whom you ask")
    at.see("You know the school.")
    at.write({"somebody_else": office.stranger.email})
    at.send()
    at.see(f"{office.stranger} is asked to lead")

    # The asked one sees the summary and no more, and declines.
    offer = offer_of(office)
    at.work_as(office.stranger.email)
    at.see("You are asked to lead a case")
    at.walk("episodes:lead_answer", offer_id=offer.id)
    at.see("What leading means")
    at.walk("episodes:lead_decline", offer_id=offer.id)
    at.write({"reason": "I lead nine."})
    at.send()
    assert "You are asked to lead" not in at.text()

    # The coordinator reads why, and asks somebody else.
    at.work_as(office.coordinator.email)
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/lead/")
    at.see("I lead nine.")
    at.walk("episodes:lead_offer", **case)
    at.write({"somebody_else": second.email})
    at.send()

    # Who accepts leads, and reads the case.
    offer = offer_of(office)
    at.work_as(second.email)
    at.walk("episodes:lead_answer", offer_id=offer.id)
    at.write({"understood": True, "started_on": today})
    at.send()
    at.see(str(second))
    at.walk("episodes:journey", **case)
    said = at.text()
    for title in (
        f"{office.stranger} was offered the lead",
        f"{office.stranger} declined the lead",
        f"{second} was offered the lead",
        f"{second} began to lead",
    ):
        assert said.count(title) == 1, title

    # Nothing waits any more; the radar says only that it is their first time.
    at.work_as(office.coordinator.email)
    at.home()
    at.walk("home:board", "home:radar")
    at.see(f"{second} leads for the first time")
    at.page.goto(f"{at.site}/home/board/caseload/")
    at.see(str(second))
    with transaction.atomic(), acting_in(office.authority_id):
        assert LeadProfessional.objects.get(ended_on=None).practitioner == second


def offer_of(office: Office) -> LeadOffer:
    """The offer that waits."""
    with transaction.atomic(), acting_in(office.authority_id):
        return LeadOffer.objects.get(answer="")
