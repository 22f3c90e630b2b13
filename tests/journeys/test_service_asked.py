"""A lead asks a counselling service by the case; its worker reads what goes, and answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.outbox.models import Message
from tests.factories import PractitionerFactory, acting_in
from tests.factories.requested import CANARY, GOES, make_asked
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def test_a_counselling_service_is_asked_by_the_case_and_answers_itself(
    office: Office, hands: Callable[..., Hands], today: dt.date
) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        asked = make_asked(by=office.lead)
        worker = PractitionerFactory(given_name="Wanda", post_worn__agency=asked.agency)
    at = hands(keyboard_only=True, looks_at=lambda kind: "request" in kind or kind == "home:my_work")
    request = {"episode_id": asked.episode.id, "request_id": asked.request.id}

    def news() -> int:
        with transaction.atomic(), acting_in(office.authority_id):
            return Message.objects.filter(to=office.lead.email, subject="There is news for you").count()

    # Who leads ticks what the service needs, sees it as they will, and takes one thing off again.
    at.work_as(office.lead.email)
    at.page.goto(f"{at.site}/episodes/{asked.episode.id}/services/")
    at.walk("episodes:request", "episodes:request_send", **request)
    at.write({"sent_on": today, "elements": [f"element-{GOES}"], "outcomes": [f"outcome-{asked.outcome.id}"]})
    at.send()
    at.walk("episodes:request_goes", **request)
    at.see("She wakes up at two.")
    at.see("She sleeps through the night.")
    at.walk("episodes:request_parts", **request)
    at.write({"outcomes": []})
    at.send()
    at.see("They see it so from now on")

    # Its worker finds it on My work, reads that and nothing else, and puts it on the waiting list.
    at.work_as(worker.email)
    at.see("Requests to your agency")
    at.walk("episodes:request_received", request_id=asked.request.id)
    at.see("She wakes up at two.")
    at.see("Somali, by telephone")
    assert CANARY not in at.text()
    assert "She sleeps through the night." not in at.text()
    at.walk("episodes:request_received_answer", request_id=asked.request.id)
    at.write({"decision": "waiting", "decided_on": today})
    at.press("Save", refused=True)
    at.write({"waits_weeks": 6})
    at.send()
    at.see("About 6 weeks")
    assert news() == 1

    # A place comes free: it accepts, starts and ends; who leads is told each time.
    at.walk("episodes:request_received_answer", request_id=asked.request.id)
    at.write({"decision": "accepted", "decided_on": today})
    at.send()
    at.walk("episodes:request_received_start", request_id=asked.request.id)
    at.write({"started_on": today})
    at.send()
    at.walk("episodes:request_received_deliver", request_id=asked.request.id)
    at.write({"delivered": "Came to all six", "sessions_given": 6, "ended_on": today})
    at.send()
    at.see("closed for you now")
    assert "Requests to your agency" not in at.text()
    assert news() == 4

    at.work_as(office.lead.email)
    at.page.goto(f"{at.site}/episodes/{asked.episode.id}/services/{asked.request.id}/")
    at.see("Came to all six")
    at.see("6 sessions")
    at.page.goto(f"{at.site}/episodes/{asked.episode.id}/sharing/looks/")
    at.see("What a service was asked")
