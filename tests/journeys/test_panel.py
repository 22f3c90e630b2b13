"""A panel with six children: planned, ordered, held one after the other, each ending with what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse

from opencaf.agencies.models import MeetingKind
from opencaf.episodes.models import Action, Episode, Meeting, Panel
from tests.factories import acting_in, make_episode
from tests.factories.meetings import make_outcome
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey

CHILDREN = 6
DECIDED = "Visit at home"


@pytest.fixture
def cases(office: Office) -> list[Episode]:
    """Seven cases with a plan each; one will be taken off."""
    with transaction.atomic(), acting_in(office.authority_id):
        episodes = [make_episode(by=office.lead) for _ in range(CHILDREN + 1)]
        for episode in episodes:
            make_outcome(episode, by=office.lead)
        return episodes


def test_six_children_have_their_turns_at_one_sitting(
    office: Office, cases: list[Episode], hands: Callable[..., Hands], today: dt.date
) -> None:
    at = hands(keyboard_only=True, looks_at=lambda kind: "panel" in kind)
    at.work_as(office.coordinator.email)
    plan_it(at, office, today)
    panel_page = at.page.url

    for case in cases[:CHILDREN]:
        put_on(at, case.reference)
    at.see("6 of 6 places are taken")

    # The last comes first by the keys alone; one is taken off, and another has its place.
    for _ in range(CHILDREN - 1):
        earlier(at, cases[5].reference)
    at.see(f"1. 10am: {cases[5].reference}")
    take_off(at, cases[2].reference)
    put_on(at, cases[6].reference)
    at.see("Not this week.")
    at.noticed.looked_at.clear()
    at.look()  # with every place taken, wide and narrow

    on_the_panel = [case for case in cases if case != cases[2]]
    for number, case in enumerate(on_the_panel):
        at.page.goto(panel_page)
        hold(at, case, today, closing=number == 0)
    at.page.goto(panel_page)
    assert at.page.locator(".app-work__when", has_text="Written down").count() == CHILDREN

    with transaction.atomic(), acting_in(office.authority_id):
        held = Meeting.objects.filter(panel=Panel.objects.get(), status="held")
        assert held.count() == CHILDREN
        assert all(one.next_on or one.closing_proposed for one in held)
        actions = Action.objects.filter(decided_as__meeting__in=held)
        assert [action.what for action in actions] == [DECIDED] * CHILDREN


def plan_it(at: Hands, office: Office, today: dt.date) -> None:
    """Plan the panel of today, from the board."""
    with transaction.atomic(), acting_in(office.authority_id):
        kind = MeetingKind.objects.order_by("id")[0]
    at.walk("home:board", "episodes:panels", "episodes:panel_plan")
    at.write({"planned_for": today, "starts_at": "10:00", "others": office.lead.email, "kind": str(kind.id)})
    at.send()
    at.see("No case is on this panel yet")


def put_on(at: Hands, reference: str) -> None:
    """Put a case on by its number."""
    at.click(at.page.locator("main a", has_text="Put a case on"))
    at.write({"episode": reference})
    at.send()


def earlier(at: Hands, reference: str) -> None:
    """Let a turn be one place earlier, by the keys."""
    at.click(at.page.locator("main button", has_text=f"Earlier: {reference}"))


def take_off(at: Hands, reference: str) -> None:
    """Take a case off with the reason."""
    at.click(at.page.locator("main a", has_text=f"Take off: {reference}"))
    at.write({"why_cancelled": "Not this week."})
    at.send()


def hold(at: Hands, case: Episode, today: dt.date, *, closing: bool) -> None:
    """Write down one turn, and turn what was decided into an action without typing it again."""
    at.click(at.page.locator("main a", has_text=f"Write down: {case.reference}"))
    present = at.page.locator('main [name^="attendance_"][value="present"]').first.get_attribute("name")
    assert present
    ending = {"closing_proposed": True} if closing else {"next_on": today + dt.timedelta(days=42)}
    at.write({present: "present", "decisions": DECIDED, "why_without_family": "Rung before.", **ending})
    at.send()
    at.follow(reverse("episodes:meeting_decisions", args=[case.id, meeting_in(at)]))
    names = {control["name"].split("_")[0]: control for control in at.controls()}
    owner = next(value for value, _ in names["owner"]["options"] if value)
    outcome = next(value for value, _ in names["outcome"]["options"] if value)
    at.write(
        {
            names["outcome"]["name"]: outcome,
            names["owner"]["name"]: owner,
            names["due"]["name"].rsplit("_", 1)[0]: today + dt.timedelta(days=14),
        }
    )
    at.send()


def meeting_in(at: Hands) -> str:
    """Return the id of the meeting on whose page somebody is."""
    return at.page.url.rstrip("/").rsplit("/", 1)[1]
