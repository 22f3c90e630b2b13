"""What a month came to when it was first counted, and what it comes to now."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.operations.shielding import shield_record
from opencaf.reports.jobs import count_months_of
from opencaf.reports.models import MonthFigure
from tests.factories import LocalityFactory, PractitionerFactory
from tests.reports.world import World

SEPTEMBER = dt.date(2026, 9, 1)
ActingAs = Callable[..., Any]
SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


def night(by: Practitioner, day: str) -> None:
    with clock.everywhere_at(dt.datetime.fromisoformat(f"{day}T03:30:00+00:00")):
        count_months_of(str(by.authority_id))


@pytest.fixture
def entered_late(world: World, coordinator: Practitioner) -> Practitioner:
    """September: two assessments when it was counted; one entered later; one that was a mistake of August."""
    first = [world.case(SEPTEMBER) for _ in range(2)]
    august = world.case(dt.date(2026, 8, 1))
    for case, day in ((first[0], SEPTEMBER), (first[1], SEPTEMBER), (august, dt.date(2026, 8, 3))):
        world.assess(case, day)
    night(coordinator, "2026-10-01")
    world.assess(world.case(SEPTEMBER), SEPTEMBER)
    world.close(august, dt.date(2026, 10, 2), "opened_in_error")
    night(coordinator, "2026-10-05")
    return coordinator


def test_the_first_count_stays_and_the_last_one_follows(entered_late: Practitioner) -> None:
    rows = MonthFigure.objects.filter(report="assessed", number__gt=0).order_by("month")

    (september,) = rows
    assert (september.first_number, september.number, september.more) == (2, 3, 1)
    assert (september.first_on, september.counted_on) == (dt.date(2026, 10, 1), dt.date(2026, 10, 5))
    assert MonthFigure.objects.get(report="assessed", month="2026-08-01").more == -1


def test_a_month_that_is_not_over_is_not_kept(entered_late: Practitioner) -> None:
    assert not MonthFigure.objects.filter(month__gte="2026-10-01").exists()


def test_shielded_records_are_not_among_them(
    world: World, coordinator: Practitioner, acting_as: ActingAs
) -> None:
    case = world.case(SEPTEMBER)
    world.assess(case, SEPTEMBER)
    with acting_as(coordinator):
        child = case.episode_children.get().child
        shield_record(child=child, why="staff", words="Hers.", readers=[], by=coordinator)

    night(coordinator, "2026-10-01")

    assert not MonthFigure.objects.filter(number__gt=0).exists()


def test_the_page_says_then_and_now(entered_late: Practitioner, client_of: SignIn) -> None:
    there = reverse("reports:report", args=["assessed"])

    page = client_of(entered_late).get(there).content.decode()

    assert "September 2026 was 2 when counted on 1 October 2026, and 3 on 5 October 2026: 1 more." in page
    assert "August 2026 was 1 when counted on 1 October 2026, and 0 on 5 October 2026: 1 fewer." in page


@pytest.mark.parametrize(("role", "is_of_locality"), [("coordinator", True), ("analyst", False)])
def test_who_sees_less_than_the_authority_is_not_told(
    entered_late: Practitioner, client_of: SignIn, role: str, is_of_locality: bool
) -> None:
    place = {"post_worn__locality": LocalityFactory()} if is_of_locality else {}
    reader = PractitionerFactory(post_worn__role=role, **place)

    page = client_of(reader).get(reverse("reports:report", args=["assessed"])).content.decode()

    assert "when counted" not in page


def test_the_database_keeps_them_from_who_reads_no_cases(
    entered_late: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(PractitionerFactory(post_worn__role="analyst")):
        assert not MonthFigure.objects.exists()
