"""A nine-year-old and her mother say what they think by link on a phone; a coordinator asks and hears."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlparse

import pytest
from django.db import transaction

from opencaf.voices.codes import Kind, Moment
from opencaf.voices.models import Asked
from tests.factories import acting_in, make_episode
from tests.factories.voices import heard, make_asked, make_questionnaire
from tests.journeys.cases.hands import NARROW, Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey


@pytest.fixture
def asked(office: Office) -> dict[str, Asked]:
    """The child, her mother and her father wait to be asked; six other families answered in September."""
    with transaction.atomic(), acting_in(office.authority_id):
        others = [make_episode(by=office.lead) for _ in range(6)]
        heard(others, by=office.coordinator)
        make_questionnaire(Kind.PARENT, by=office.coordinator)
        whom = {
            "child": (Kind.CHILD, Moment.REVIEW),
            "mother": (Kind.PARENT, Moment.REVIEW),
            "father": (Kind.PARENT, Moment.CLOSING),
        }
        return {who: make_asked(office.episode, *one, by=office.coordinator) for who, one in whom.items()}


def link_for(at: Hands, asked: Asked) -> str:
    """Make a link as the coordinator does, and return its path."""
    at.page.goto(f"{at.site}/voices/asked/")
    at.follow(f"/voices/asked/{asked.id}/")
    at.follow(f"/voices/asked/{asked.id}/link/")
    at.press("Make a link")
    (link,) = re.findall(r"http\S+/voices/by-link/\S+", at.text())
    return urlparse(link).path


def take_a_phone(at: Hands, who: str, link: str) -> None:
    """Open a link on a phone without an account."""
    context = at.browser.new_context(viewport=NARROW, service_workers="block")  # type: ignore[arg-type]
    at.pages[who], at.who = at.watched(context), who
    at.page.goto(f"{at.site}{link}")
    at.look()


def test_a_child_and_her_mother_say_what_they_think(
    office: Office, asked: dict[str, Asked], hands: Callable[..., Hands]
) -> None:
    at = hands()
    at.work_as(office.coordinator.email)
    at.walk("home:board", "voices:index", "voices:asked")
    links = {who: link_for(at, one) for who, one in asked.items()}

    take_a_phone(at, "child", links["child"])
    assert "Robin" not in at.text()
    at.press("Send my answers", refused=True)
    at.write({"q1": "Yes", "q2": "A bit", "q5": "No", "q8": "Mum and me want a park bench."})
    at.press("Send my answers")
    at.see("Your answers have arrived")

    take_a_phone(at, "mother", links["mother"])
    at.write({"q1": "Yes, fully", "q8": "2", "q9": "6", "q12": "Come to us, not we to you."})
    at.press("Send my answers")
    at.see("Your answers have arrived")

    take_a_phone(at, "father", links["father"])
    at.click(at.page.get_by_role("link", name="I would rather not answer"))
    at.press("I would rather not answer")
    at.see("We shall not ask you again about this")

    at.work_as(office.coordinator.email)
    at.page.goto(f"{at.site}/voices/asked/")
    at.see("Nobody waits to be asked")
    at.walk("voices:index")
    at.see("6 answered")
    at.walk("voices:words")
    at.see("More football")
    assert "park bench" not in at.text()  # it came this month
    assert "Come to us" not in at.text()
