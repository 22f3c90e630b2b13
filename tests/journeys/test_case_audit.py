"""A round of three cases: drawn by the coordinator, scored blind by two, settled, told to who wrote."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.agencies.models import Practitioner
from opencaf.case_audit.models import AuditRound, Paper
from opencaf.case_audit.national import ITEMS
from opencaf.case_audit.operations.forms import adopt_audit_form
from tests.factories import PractitionerFactory, acting_in
from tests.factories.case_audit import assessed_case, score
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office
from tests.reports.world import World
from tests.watching import Watched

pytestmark = pytest.mark.journey


@pytest.fixture
def scorers(office: Office) -> list[Practitioner]:
    """Three cases to draw, the form, and two people who never had to do with them."""
    with transaction.atomic(), acting_in(office.authority_id):
        world = World(office.coordinator)
        for number in range(3):
            assessed_case(world, dt.date(2024, 1, 2 + number), reason="He is late.")
        adopt_audit_form(by=office.coordinator)
        return [PractitionerFactory(given_name=name, family_name="Scorer") for name in ("Sam", "Sue")]


def test_three_cases_are_audited(
    hands: Callable[..., Hands], office: Office, scorers: list[Practitioner]
) -> None:
    at = hands()
    at.work_as(office.coordinator.email)
    at.walk("home:board")
    at.click(at.page.get_by_role("link", name="Case audits"))
    at.click(at.page.get_by_role("button", name="Draw cases"))
    days = {"from_on": "2024-01-01", "to_on": "2024-01-31"}
    at.write({"name": "Autumn", **days, "which": "all", "spread": "nothing", "size": "3"})
    at.press("Draw")
    at.see("Look each paper through")
    at.click(at.page.get_by_role("link", name="Look it through"))
    at.see("He is late.")
    assert Watched(at.page, "").findings() == []
    at.click(at.page.get_by_role("link", name="Nothing else names anybody"))
    at.click(at.page.get_by_role("button", name="Ask scorers"))
    at.write({"scorers": "\n".join(str(one) for one in scorers)})
    at.press("Ask them")
    at.see("0 of 2 have scored it")
    score_in_the_browser(at, scorers[0])
    score_the_others(office, scorers)
    at.work_as(office.coordinator.email)
    at.page.reload()
    at.click(at.page.get_by_role("link", name="Settle"))
    at.see("First scorer: Yes. Second scorer: No.")
    at.write({"how": "third", "item_disability": "yes", "why_disability": "It is in the second box."})
    at.write({"item_reason": "yes", "why_reason": "It says why."})
    at.press("Settle")
    at.see("It is settled.")
    at.click(at.page.get_by_role("link", name="Give feedback"))
    at.write({"good": "The reason is clear.", "better": "Ask the father."})
    at.press("Give feedback")
    at.see("They find it under My work.")
    at.click(at.page.get_by_role("link", name="What it found"))
    at.see("3 cases stand.")


def score_in_the_browser(at: Hands, who: Practitioner) -> None:
    """The first scorer scores the first case, and disagrees with the record about one thing."""
    at.work_as(who.email)
    at.see("3 cases to score")
    at.walk("case_audit:mine")
    at.click(at.page.get_by_role("link", name="Score"))
    at.see("He is late.")
    assert Watched(at.page, "").findings() == []
    at.write({"item_disability": "yes", "item_reason": "no", "why_reason": "It says nothing."})
    at.press("Save and go on later")
    at.see("Your answers are kept.")
    judged = [item for item in ITEMS if not item.seen_by and item.kind == "yes_no"]
    at.write({f"item_{item.code}": "yes" for item in judged})
    at.write({f"item_{item.code}": "2" for item in ITEMS if item.kind == "grade"})
    at.press("Finish: all is answered")
    at.see("You have scored it.")


def score_the_others(office: Office, scorers: list[Practitioner]) -> None:
    """Both score what is left; about the disability in the first they differ."""
    with transaction.atomic(), acting_in(office.authority_id):
        for paper in Paper.objects.filter(round=AuditRound.objects.get()):
            for one in scorers:
                if paper.number > 1 or one != scorers[0]:
                    score(paper, one, disability="no" if paper.number == 1 else "na")
