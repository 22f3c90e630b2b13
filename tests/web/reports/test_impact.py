"""What a year's help came to: the figures of each area's own page, and who sees which of them."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.impact.queries import impact_of
from opencaf.reports.periods import Period, financial_year
from opencaf.voices.shares import share_of
from tests.factories import ChildFactory, PractitionerFactory
from tests.reports.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("running_day")]
ClientOf = Callable[[Practitioner], Client]
BEGUN, LATER = dt.date(2026, 5, 4), dt.date(2026, 9, 7)
PERIOD = Period(dt.date(2026, 4, 1), dt.date(2026, 11, 1))


@pytest.fixture
def ten_needs(coordinator: Practitioner) -> None:
    """Of ten needs six are better, two the same, and two were not marked again."""
    world = World(coordinator)
    for place in range(10):
        child = ChildFactory()
        case = world.case(BEGUN, children=[child], state="supporting")
        world.assess(case, BEGUN, marks=[(child, "general_health", 4, "practitioner")])
        if place < 8:
            world.review(case, LATER, [(child, "general_health", 2 if place < 6 else 4)])


def page(client: Client, **asked: str) -> str:
    return client.get(reverse("reports:impact"), asked).content.decode()


@pytest.mark.usefixtures("ten_needs")
def test_it_holds_the_figures_of_the_report_with_their_interval(carol: Practitioner) -> None:
    found = impact_of(carol, year=2026, period=PERIOD)

    assert dict(found.moved.lines)["Better"] == 6
    assert (found.moved.at_start, found.moved.again) == (10, 8)
    assert found.moved.better == share_of(6, 8)
    assert found.moved.marked_again == share_of(8, 10)
    assert found.said is None  # managers do not hear what people say


@pytest.mark.usefixtures("ten_needs")
def test_the_page_says_that_it_shows_change_and_not_cause(carol: Practitioner, client_of: ClientOf) -> None:
    shown = page(client_of(carol))

    assert "shows change, not cause" in shown
    assert "Of 8 needs that were marked again, 75 % (41 to 93) stood better." in shown
    assert "kept apart from those who work with families" in shown
    assert "80 % (49 to 94) of 10 needs" in shown


@pytest.mark.usefixtures("ten_needs")
def test_an_analyst_reads_rounded_groups(client_of: ClientOf) -> None:
    analyst = PractitionerFactory(post_worn__role="analyst")

    shown = page(client_of(analyst))

    assert "rounded to multiples of 5" in shown
    assert "0 % (0 to" not in shown  # what is hidden is no nought
    assert impact_of(analyst, year=2026, period=financial_year(2026)).took.days is None


def test_a_year_of_nothing_says_so_in_each_part(coordinator: Practitioner, client_of: ClientOf) -> None:
    shown = page(client_of(coordinator), year="2020")

    assert "Too few needs were marked a second time" in shown
    assert "Too few people answered in this calendar year" in shown
    assert "No time or cost of this year can be shown" in shown


def test_a_year_that_is_none_is_said_at_its_field(coordinator: Practitioner, client_of: ClientOf) -> None:
    assert "There is a problem" in page(client_of(coordinator), year="1066")


@pytest.mark.parametrize("role", ["training", "practitioner", "administrator"])
def test_others_are_told_whose_it_is(role: str, coordinator: Practitioner, client_of: ClientOf) -> None:
    answer = client_of(PractitionerFactory(post_worn__role=role)).get(reverse("reports:impact"))

    assert answer.status_code == 403
    assert "for coordinators, managers and analysts" in answer.content.decode()


@pytest.mark.parametrize("way", ["csv", "xlsx", "json"])
@pytest.mark.usefixtures("ten_needs")
def test_it_can_be_taken_away(way: str, carol: Practitioner, client_of: ClientOf) -> None:
    answer = client_of(carol).get(reverse("reports:impact_download"), {"as": way})

    assert answer.status_code == 200
    if way == "csv":
        assert "75 % (41 to 93) of 8" in answer.content.decode()


def test_reports_lead_there(carol: Practitioner, client_of: ClientOf) -> None:
    shown = client_of(carol).get(reverse("reports:index")).content.decode()

    assert reverse("reports:impact") in shown
