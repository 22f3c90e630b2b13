"""A lead professional from acceptance to closure, with the four tasks of the telephone on a small screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.episodes.models import Action, ContactNote, Episode
from tests.factories import acting_in
from tests.factories.leading import make_offer
from tests.factories.meetings import make_action, make_outcome
from tests.journeys.cases.hands import NARROW, Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def test_a_lead_accepts_works_by_telephone_and_closes(
    office: Office, hands: Callable[..., Hands], today: dt.date
) -> None:
    lead, case = office.stranger, {"episode_id": office.episode.id}
    with transaction.atomic(), acting_in(office.authority_id):
        Episode.objects.filter(pk=office.episode.pk).update(state="supporting")
        outcome = make_outcome(office.episode, by=office.lead)
        action = make_action(outcome, by=office.lead)
        offer = make_offer(office.episode, lead, by=office.lead)
    by_telephone: list[bool] = []
    at = hands(keyboard_only=True, looks_at=lambda kind: not by_telephone)

    # Accepting opens the case.
    at.work_as(lead.email)
    at.walk("episodes:lead_answer", offer_id=offer.id)
    at.press("Accept: I lead", refused=True)
    at.see("Confirm that you have read what leading means")
    at.write({"understood": True, "started_on": today})
    at.send()
    at.see(str(lead))

    # By telephone: find the child, ring somebody, note a visit, tick an action.
    by_telephone.append(True)
    at.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    at.page.goto(f"{at.site}/children/")
    at.write({"name": "Robin Okonjo"})
    at.press("Find")
    at.see("Robin")
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/")
    at.walk("episodes:team", **case)
    assert at.page.locator('main a[href^="tel:"]').first.is_visible()
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/notes/")
    at.walk("episodes:note_add", **case)
    at.write({"kind": "visit", "happened_on": today, "text": "Robin showed me the garden."})
    at.send()
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/plan/")
    at.walk("episodes:action", **case, action_id=action.id)
    at.write({"status": "done", "closed_on": today})
    at.press("Close the action")
    assert not at.page.evaluate("document.documentElement.scrollWidth > 320")

    by_telephone.clear()
    # The lead closes; the lead ends with it, and nothing waits.
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/")
    at.walk("episodes:close", **case)
    reason = next(one["value"] for one in at.controls() if one["name"] == "reason")
    at.write({"closed_on": today, "reason": reason, "outcome_level": "most"})
    at.send()
    at.see("Closed")
    with transaction.atomic(), acting_in(office.authority_id):
        assert ContactNote.objects.get().text == "Robin showed me the garden."
        assert Action.objects.get().status == "done"
        assert Episode.objects.get(pk=office.episode.pk).state == "closed"
