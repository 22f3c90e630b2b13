"""A practice family reset: somebody new practises, sees what is missing, does it, and begins anew."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey
BAND = "Nothing here is about a real child"


def test_a_learner_practises_and_begins_anew(hands: Callable[..., Hands], office: Office) -> None:
    at = hands()
    at.work_as(office.stranger.email)
    at.walk("training:index", "practice:index")
    at.press("Make my practice street")
    assert at.page.get_by_text(BAND).count() == 1

    at.click(at.page.get_by_role("link", name="How is it going? Caleb Tansley-Oke"))
    at.see("Progress is written down")
    at.see("No progress is written on any action.")
    at.click(at.page.get_by_role("link", name="Write how an action goes"))
    at.click(at.page.get_by_role("link", name=re.compile("A quiet place to go to at break")))
    at.write({"text": "He has gone there on four days of five."})
    at.press("Save progress")
    at.walk("practice:index")
    at.click(at.page.get_by_role("link", name="How is it going? Caleb Tansley-Oke"))
    at.see("Progress is written on an action.")

    at.walk("practice:index", "practice:anew")
    at.press("Begin anew")
    at.see("The street is as it was at first.")
    at.click(at.page.get_by_role("link", name="How is it going? Caleb Tansley-Oke"))
    at.see("No progress is written on any action.")

    at.press("Back to my work")
    at.see("What you see now is real.")
    assert at.page.get_by_text(BAND).count() == 0
