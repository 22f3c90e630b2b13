"""What the night keeps: the figures that an authority's own analysts read, and nothing that they do not."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.national.catalogue import NATIONAL
from opencaf.national.jobs import tell_country_of
from opencaf.national.models import Counting, Summary
from opencaf.reports.hidden_tables import hidden_table_of
from opencaf.reports.periods import financial_year
from opencaf.reports.tables import Choice, Columns, Measure, facts_of
from tests.factories import ChildFactory, PractitionerFactory
from tests.factories.national import make_national_analyst
from tests.reports.conftest import (  # noqa: F401 - fixtures
    agencies,
    children,
    localities,
    make,
    relatives,
    world,
)
from tests.reports.drawn import CASES, QUICKLY, Make
from tests.reports.world import World

ActingAs = Callable[[Practitioner], Any]


def told(report: str, axis: str, begun: int) -> dict[str, tuple[Any, ...]]:
    rows = Summary.objects.filter(report=report, axis=axis, begun=begun)
    return {row.code: (row.number, row.said, row.holding) for row in rows}


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICKLY)
@given(st.lists(CASES, min_size=1, max_size=5))
def test_unrounded_it_is_the_count_of_the_live_report(
    make: Make,  # noqa: F811
    authority: Authority,
    coordinator: Practitioner,
    drawn: list[dict[str, Any]],
) -> None:
    with transaction.atomic():
        Authority.objects.filter(pk=authority.pk).update(small_numbers_below=1)
        make(drawn)
        tell_country_of(str(authority.id))
        wrong = [fault for report in NATIONAL for fault in faults_of(report, coordinator)]
        transaction.set_rollback(True)

    assert wrong == []


def faults_of(code: str, coordinator: Practitioner) -> list[str]:
    """Where what was kept is not what the report counts, this year and the last."""
    report, wrong = NATIONAL[code], []
    for axis in report.axes:
        for begun in [2026] if report.is_of_today else [2025, 2026]:
            facts = facts_of(report, coordinator, Choice(financial_year(begun), axis.code, Columns.ALONE))
            number, said, holding = (
                with_total(fact.codes[axis.code] for fact in facts if is_in(fact))
                for is_in in (lambda _: True, lambda fact: fact.holds is not None, lambda fact: fact.holds)
            )
            kept = told(code, axis.code, begun)
            if {place: row[0] for place, row in kept.items() if row[0]} != number:
                wrong.append(f"{code} by {axis.code} in {begun}: {kept} instead of {number}")
            # a share of none or of all is not shown
            shares = {
                place: (said[place], holding[place])
                for place in said
                if said[place] > holding.get(place, 0) > 0
            }
            if {place: row[1:] for place, row in kept.items() if row[1]} != shares:
                wrong.append(f"Share of {code} by {axis.code} in {begun}: {kept} instead of {shares}")
    return wrong


def with_total(codes: Any) -> dict[str, int]:
    found = Counter(codes)
    return {**found, "": found.total()} if found else {}


@pytest.fixture
def thirty_begun(coordinator: Practitioner) -> World:
    """30 children, 3 of them by name of another sex than most."""
    world = World(coordinator)  # noqa: F811
    for number in range(30):
        world.case(dt.date(2026, 9, 1 + number % 28), children=[ChildFactory(sex="M" if number < 3 else "F")])
    return world


@pytest.mark.parametrize("measure", [Measure.COUNT, Measure.SHARE])
def test_it_is_what_an_analyst_of_the_authority_reads(
    thirty_begun: World, authority: Authority, acting_as: ActingAs, measure: Measure
) -> None:
    analyst = PractitionerFactory(post_worn__role="analyst")

    tell_country_of(str(authority.id))

    with acting_as(analyst):
        for code in ("started", "open") if measure == Measure.COUNT else ("first-meeting",):
            report = NATIONAL[code]
            choice = Choice(financial_year(2026), report.axes[-1].code, Columns.ALONE, measure)
            table = hidden_table_of(report, analyst, choice)
            read = {line.category.code: line.total.number for line in table.lines if line.total.number}
            read |= {"": table.total.number} if table.total.number else {}
            place = 0 if measure == Measure.COUNT else 1
            kept = told(code, choice.rows, 2026)
            assert {one: row[place] for one, row in kept.items() if row[place]} == read


def test_small_numbers_and_noughts_have_no_row(thirty_begun: World, authority: Authority) -> None:
    tell_country_of(str(authority.id))

    numbers = set(Summary.objects.exclude(number=None).values_list("number", flat=True))
    assert numbers
    assert all(number and number % 5 == 0 for number in numbers)


def test_a_night_takes_the_place_of_the_last_one(thirty_begun: World, authority: Authority) -> None:
    tell_country_of(str(authority.id))
    before = Counting.objects.get().counted_at
    Summary.objects.filter(report="started").update(number=995)

    with clock.everywhere_at(dt.datetime(2026, 11, 3, 2, 10, tzinfo=dt.UTC)):
        tell_country_of(str(authority.id))

    assert Counting.objects.get().counted_at > before
    assert not Summary.objects.filter(number=995).exists()


def test_what_stood_at_the_end_of_a_year_stays(thirty_begun: World, authority: Authority) -> None:
    tell_country_of(str(authority.id))
    stood = told("open", "state", 2026)

    with clock.everywhere_at(dt.datetime(2027, 4, 3, 2, 10, tzinfo=dt.UTC)):
        tell_country_of(str(authority.id))

    assert stood
    assert told("open", "state", 2026) == stood
    assert told("open", "state", 2027)


def test_a_national_body_is_not_counted(authority: Authority) -> None:
    analyst = make_national_analyst()

    tell_country_of(str(analyst.authority_id))

    with transaction.atomic():
        assert Counting.objects.count() == 0
