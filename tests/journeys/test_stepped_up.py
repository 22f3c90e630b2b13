"""A step-up that social care declines: fed back with what would have helped, sent again, and accepted."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from tests.factories import AgencyFactory, acting_in
from tests.factories.stepping import make_decision_to_share
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office
from tests.web.shared.paper_read import read_paper

pytestmark = pytest.mark.journey

HAPPENED = "Robin slept at a friend’s twice this week and would not say why."
HELPED = "Which nights, and whether anybody has asked Robin alone."
NUMBER = "SC-4711"


@pytest.fixture
def office(office: Office) -> Office:
    """With a team of social care, and a decision to share with it."""
    with transaction.atomic(), acting_in(office.authority_id):
        AgencyFactory(name="Front door", kind="childrens_social_care", sector="childrens_services")
        make_decision_to_share(office.episode, by=office.lead)
    return office


def test_a_step_up_that_comes_back_is_sent_again(
    office: Office, hands: Callable[..., Hands], today: dt.date
) -> None:
    worker, case = hands(keyboard_only=True), {"episode_id": office.episode.id}

    # The lead professional sends it, without saying what happened at first, and nothing is lost.
    worker.work_as(office.lead.email)
    worker.follow(f"/episodes/{office.episode.id}/")
    worker.walk("episodes:steps", "episodes:step_up", **case)
    worker.write({"reason": "More than early help can do.", "with_plan": "no", **the_decision(worker)})
    worker.press("Record that it was sent", refused=True)
    worker.see("Enter what happened")
    worker.write({"what_happened": HAPPENED})
    worker.send()
    worker.see("Feedback is due by")

    # What goes to social care is taken away, as JSON and on paper.
    assert json.loads(taken(worker, "json"))["step_up"]["what_happened"] == HAPPENED
    assert HAPPENED in " ".join(read_paper(taken(worker, "pdf")).text.split())

    # Social care rings the coordinator: not this time.
    worker.work_as(office.coordinator.email)
    worker.page.goto(f"{worker.site}/episodes/{office.episode.id}/")
    worker.walk("episodes:steps", **case)
    follow_words(worker, "Record what social care decided")
    worker.write({"answer": "declined", "would_have_helped": HELPED, "answered_on": today})
    worker.send()
    follow_words(worker, "Note social care’s number")
    worker.write({"number": NUMBER})
    worker.send()
    worker.see(NUMBER)
    follow_words(worker, "Record its feedback")
    worker.write({"fed_back_on": today, "feedback": "Thank you. Please ask Robin first."})
    worker.send()

    # The lead professional reads why, not the number, and sends it again with what was missing.
    worker.work_as(office.lead.email)
    worker.home()
    worker.follow(f"/episodes/{office.episode.id}/")
    worker.walk("episodes:steps", **case)
    worker.see(HELPED)
    assert NUMBER not in worker.text()
    follow_words(worker, "Send it again")
    worker.write({"what_happened": f"{HAPPENED} Robin said: Tuesday.", "with_plan": "no"})
    worker.write(the_decision(worker))
    worker.send()
    worker.see("Sent again.")

    # This time social care accepts; the page is judged once more, now that it is full.
    worker.noticed.looked_at.discard("episodes:steps")
    follow_words(worker, "Record what social care decided")
    worker.write({"answer": "accepted", "answered_on": today})
    worker.send()
    worker.walk("episodes:journey", **case)
    said = worker.text()
    for title in (
        "Stepped up: sent to Front door",
        "Front door declined the step-up",
        "Feedback from Front door",
        "Stepped up again: sent to Front door",
        "Front door accepted the step-up",
    ):
        assert said.count(title) == 1, title


def the_decision(worker: Hands) -> dict[str, str]:
    """The one decision to share that the page offers."""
    offered = worker.page.locator('[name="sharing_decision"] option').nth(1)
    return {"sharing_decision": offered.get_attribute("value") or ""}


def follow_words(worker: Hands, words: str) -> None:
    """Follow the link that begins with these words."""
    link = worker.page.locator("main a", has_text=words).first
    worker.follow(link.get_attribute("href") or "")


def taken(worker: Hands, way: str) -> bytes:
    """Click on a download of the packet, and return the file that comes."""
    with worker.page.expect_download() as coming:
        worker.page.locator(f'main a[href$="/packet/{way}/"]').first.click()
    return Path(coming.value.path()).read_bytes()
