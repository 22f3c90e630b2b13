"""Somebody who helps once: by a link without an account, or with a new account and the questions alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.episodes.models import Contribution
from opencaf.episodes.operations.invitations import call_meeting
from opencaf.outbox.models import Message
from tests.factories import PASSWORD, MeetingKindFactory, acting_in
from tests.factories.assessment import make_draft
from tests.factories.contributions import agree_to_share
from tests.journeys.cases.hands import WIDE, Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey

WELL = "He sings in the bath. ਉਹ ਗਾਉਂਦਾ ਹੈ।"
HEALTH = "Robin has been well since the winter, and comes to every appointment."


def test_words_come_by_a_link_without_an_account(
    office: Office, hands: Callable[..., Hands], today: dt.date
) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        kind, ahead = MeetingKindFactory(), today + dt.timedelta(days=14)
        people = [office.lead, office.on_paper]
        meeting = call_meeting(
            episode=office.episode, kind=kind, planned_for=ahead, invited=people, by=office.lead
        )
        line = meeting.attendances.get(practitioner=office.on_paper)
    at = hands(keyboard_only=True)
    of_meeting = {"episode_id": office.episode.id, "meeting_id": meeting.id}

    at.work_as(office.lead.email)
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/meetings/{meeting.id}/")
    at.walk("episodes:meeting_link", **of_meeting, line_id=line.id)
    at.press("Make a link")
    (link,) = re.findall(r"http://\S+(/invited/\S+)", at.text())

    somebody_without_an_account(at)
    at.page.goto(f"{at.site}{link}")
    at.look()
    assert "Robin" not in at.text()
    at.follow(f"{link}words/")
    at.press("Send your words", refused=True)
    at.write({"going_well": WELL})
    at.press("Send your words")
    at.see("Your words have arrived")

    at.work_as(office.lead.email)
    at.page.goto(f"{at.site}/episodes/{office.episode.id}/meetings/{meeting.id}/")
    at.see(WELL)


def test_somebody_new_answers_what_they_were_asked_and_sees_nothing_else(
    office: Office, hands: Callable[..., Hands], today: dt.date
) -> None:
    with transaction.atomic(), acting_in(office.authority_id):
        draft = make_draft(by=office.lead)
        agree_to_share(draft, office.stranger, office.lead)
    at, case = hands(keyboard_only=True), {"episode_id": draft.episode_id}

    at.work_as(office.lead.email)
    at.page.goto(f"{at.site}/episodes/{draft.episode_id}/assessment/")
    at.walk("episodes:assessment_contributions", "episodes:assessment_ask", **case)
    gemma = {"given_name": "Gemma", "family_name": "Oake", "email": "gemma.oake@example.org"}
    at.write({**gemma, "newcomer_agency": str(office.stranger.agency.id)})
    at.press("Ask", refused=True)
    at.see("Select at least one part to ask about")
    at.write({"elements": ["general_health"]})
    at.press("Ask")

    with transaction.atomic(), acting_in(office.authority_id):
        (link,) = re.findall(r"https?://[^/]+(/\S+)", Message.objects.get(to=gemma["email"]).body)
        asked = Contribution.objects.get()
    somebody_without_an_account(at)
    at.page.goto(f"{at.site}{link}")
    at.look()
    at.write({"family_name": "Oake", "password": PASSWORD})
    at.send()

    at.work_as(gemma["email"])
    at.walk("episodes:contribute", contribution_id=asked.id)
    at.see("General health")
    assert "Identity" not in at.text()
    words = next(one["name"] for one in at.controls() if one["kind"] == "textarea")
    at.write({words: HEALTH})
    at.press("Send")

    at.work_as(office.lead.email)
    at.page.goto(f"{at.site}/episodes/{draft.episode_id}/assessment/contributions/")
    at.see("Gemma Oake")


def somebody_without_an_account(at: Hands) -> None:
    """Sit down somebody who has a link and nothing else."""
    context = at.browser.new_context(viewport=WIDE, service_workers="block")  # type: ignore[arg-type]
    at.pages["nobody"], at.who = at.watched(context), "nobody"
