"""Services: one is put in the directory, found from a case, asked, and given; another says no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.episodes.models import ServiceRequest
from tests.factories import AgencyFactory, acting_in
from tests.factories.support import make_service
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


def test_a_service_is_found_from_the_case_asked_and_given(
    office: Office, hands: Callable[..., Hands], today: dt.date
) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        AgencyFactory(name="Harbour Centre", kind="early_help_team", sector="childrens_services")
        older = {"age_from": 14, "age_to": 18}
        make_service(by=office.coordinator, name="Night owls", details=older)
    at, case = hands(looks_at=lambda kind: True), {"episode_id": office.episode.id}

    # A coordinator keeps the directory, and says how long people wait.
    at.work_as(office.coordinator.email)
    at.page.goto(f"{at.site}/directory/")
    at.walk("directory:add")
    at.write({"name": "Lego club", "agency": "Harbour Centre", "age_from": 12, "age_to": 5})
    at.press("Save", refused=True)
    at.write({"age_from": 5, "age_to": 12, "description": "Building together, with somebody who listens."})
    at.send()
    service_id = at.page.url.rstrip("/").split("/")[-1]
    at.walk("directory:waiting", service_id=service_id)
    at.write({"weeks": 6, "places_free": 2, "as_of": today})
    at.send()
    at.see("6 weeks")

    # Who leads finds what fits the child's age; what does not fit is said.
    at.work_as(office.lead.email)
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/services/")
    at.walk("episodes:request_find", **case)
    at.write({"words": "Night owls", "age": ""})
    at.press("Apply")
    at.see("Night owls")
    at.write({"words": "lego"})
    at.press("Apply")
    at.see("6 weeks")
    at.click(at.page.get_by_role("link", name="Ask Lego club"))
    at.write({"people": [str(office.child)], "asked_on": today, "reason": "He builds all day."})
    at.send()

    # Asked, sent, accepted, started and ended, each with its day; what was given is a number, too.
    request = {**case, "request_id": request_of(office).id}
    at.walk("episodes:request_send", **request)
    at.write({"sent_on": today, "sent_what": "The assessment", "consent_note": "All of it"})
    at.send()
    at.walk("episodes:request_decide", **request)
    at.write({"decision": "accepted", "decided_on": today})
    at.send()
    at.home()
    at.see("not started")
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/services/{request_of(office).id}/")
    at.walk("episodes:request_start", **request)
    at.write({"started_on": today})
    at.send()
    at.walk("episodes:request_deliver", **request)
    at.write({"delivered": "Came to all of them", "hours_given": "many", "ended_on": today})
    at.press("Save", refused=True)
    at.see("must be a number")
    at.see("Came to all of them")
    at.write({"sessions_given": 8, "hours_given": "12.5"})
    at.send()
    at.see("8 sessions")


def test_a_need_that_nobody_meets_stands_in_the_register(
    office: Office, hands: Callable[..., Hands], today: dt.date
) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        make_service(by=office.coordinator, name="Grief group")
    at, case = (
        hands(looks_at=lambda kind: "unmet" in kind or "missing" in kind),
        {"episode_id": office.episode.id},
    )

    at.work_as(office.lead.email)
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/services/")
    at.walk("episodes:request_find", **case)
    at.click(at.page.get_by_role("link", name="Ask Grief group"))
    at.write({"people": [str(office.child)], "asked_on": today, "need": "loss_bereavement"})
    at.send()
    request = {**case, "request_id": request_of(office).id}
    at.walk("episodes:request_send", **request)
    at.write({"sent_on": today, "sent_what": "The assessment", "consent_note": "All of it"})
    at.send()
    at.walk("episodes:request_decide", **request)
    at.write({"decision": "declined", "decided_on": today, "reason": "Under ten only"})
    at.send()
    at.home()
    at.see("The service declined")
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/services/")
    at.walk("episodes:request_find", "episodes:missing_add", **case)
    at.write({"need": "loss_bereavement", "wanted": "A group for his age", "noted_on": today})
    at.send()

    at.work_as(office.coordinator.email)
    at.page.goto(f"{at.site}/reports/unmet/")
    at.see("Loss")
    at.page.locator("main table a").first.click()
    at.see(office.episode.reference)


def request_of(office: Office) -> ServiceRequest:
    """The one request of the case."""
    with transaction.atomic(), acting_in(office.authority_id):
        return ServiceRequest.objects.get(episode=office.episode)
