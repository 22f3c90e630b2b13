"""What the database counts past the wall is what a reader with cases counts, in groups and nothing finer."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.core.context import acting_for, asking
from opencaf.core.ids import new_id
from opencaf.reports.catalogue import REPORTS
from opencaf.reports.counted import COUNTED, groups_of
from opencaf.reports.periods import Period, financial_year
from opencaf.reports.started import BREAKDOWNS, cases_behind
from opencaf.reports.tables import Choice, Columns, column_of, facts_of
from tests.factories import PractitionerFactory
from tests.reports.drawn import CASES, QUICKLY, Make
from tests.reports.world import World

ActingAs = Callable[..., Any]
YEAR = financial_year(2026)


@pytest.fixture
def analyst(coordinator: Practitioner) -> Practitioner:
    return PractitionerFactory(post_worn__role="analyst")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICKLY)
@given(st.lists(CASES, min_size=1, max_size=5), st.sampled_from(sorted(REPORTS)), st.data())
def test_the_database_counts_the_same_facts_as_the_report(
    make: Make,
    coordinator: Practitioner,
    analyst: Practitioner,
    acting_as: ActingAs,
    drawn: list[dict[str, Any]],
    code: str,
    data: st.DataObject,
) -> None:
    report = REPORTS[code]
    ways = [axis.code for axis in report.axes if not axis.names_people]
    rows = data.draw(st.sampled_from(ways))
    columns = data.draw(
        st.sampled_from([Columns.MONTH, Columns.ALONE, *(way for way in ways if way != rows)])
    )
    across = [] if columns == Columns.ALONE else [columns]
    period = YEAR if report.is_of_today else data.draw(st.sampled_from([YEAR, financial_year(2025)]))
    with transaction.atomic():
        make(drawn)
        third = data.draw(st.sampled_from(ways))
        everybody = facts_of(report, coordinator, Choice(period, third, Columns.ALONE))
        filters = [] if across else [{third: fact.codes[third]} for fact in everybody]
        only = data.draw(st.sampled_from([{}, *filters]))
        facts = facts_of(report, coordinator, Choice(period, rows, columns, only=only))
        with acting_as(analyst):
            groups = groups_of(code, period, [rows, *across], only)
        transaction.set_rollback(True)

    def counted(which: list[Any]) -> Counter[tuple[str, ...]]:
        return Counter((fact.codes[rows], *(column_of(fact, one) for one in across)) for fact in which)

    assert {codes: group.all.number for codes, group in groups.items()} == counted(facts)
    assert +Counter({codes: group.said.number for codes, group in groups.items()}) == counted(
        [fact for fact in facts if fact.holds is not None]
    )
    assert +Counter({codes: group.holding.number for codes, group in groups.items()}) == counted(
        [fact for fact in facts if fact.holds]
    )


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICKLY)
@given(st.lists(CASES, min_size=1, max_size=5), st.sampled_from(sorted(BREAKDOWNS)))
def test_it_counts_what_was_started_as_that_report_does(
    make: Make,
    coordinator: Practitioner,
    analyst: Practitioner,
    acting_as: ActingAs,
    drawn: list[dict[str, Any]],
    by: str,
) -> None:
    with transaction.atomic():
        make(drawn)
        rows = cases_behind(coordinator, period=YEAR, breakdown=BREAKDOWNS[by])
        expected = Counter((row.category, f"{row.month:%Y-%m}") for row in rows)
        with acting_as(analyst):
            groups = groups_of("started", YEAR, [by, "month"])
        transaction.set_rollback(True)

    assert {codes: group.all.number for codes, group in groups.items()} == expected


@pytest.fixture
def three_begun(coordinator: Practitioner) -> Practitioner:
    for day in (1, 2, 3):
        World(coordinator).case(dt.date(2026, 9, day))
    return coordinator


@pytest.mark.parametrize(
    ("role", "number"), [("analyst", 3), ("training", 3), ("coordinator", 0), ("practitioner", 0)]
)
def test_only_who_reads_reports_is_told(
    three_begun: Practitioner, acting_as: ActingAs, role: str, number: int
) -> None:
    with acting_as(PractitionerFactory(post_worn__role=role)):
        groups = groups_of("started", YEAR, ["sector"])

    assert sum(group.all.number for group in groups.values()) == number


def test_another_authority_is_told_nothing_of_ours(three_begun: Practitioner) -> None:
    with acting_for(type(asking())(authority_id=new_id())):
        assert groups_of("started", YEAR, ["sector"]) == {}


@pytest.mark.parametrize(
    ("first", "ends_before", "axes", "only"),
    [
        ("2026-05-01", "2027-05-01", ["sector"], ""),
        ("2026-04-01", "2026-11-01", ["sector"], ""),
        ("2026-04-01", "2028-04-01", ["sector"], ""),
        ("2026-04-01", "2027-04-01", ["sector", "agency", "month"], ""),
        ("2026-04-01", "2027-04-01", ["sector", "month"], "locality"),
    ],
)
def test_what_would_cut_groups_fine_is_refused_by_the_database(
    three_begun: Practitioner,
    analyst: Practitioner,
    acting_as: ActingAs,
    first: str,
    ends_before: str,
    axes: list[str],
    only: str,
) -> None:
    with acting_as(analyst), pytest.raises(DatabaseError, match="one financial year"), transaction.atomic():
        ask_for(first, ends_before, axes, only)


def ask_for(first: str, ends_before: str, axes: list[str], only: str = "") -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, ["started", first, ends_before, "2026-11-02", axes, only, "none"])
        return list(cursor.fetchall())


def test_it_gives_groups_and_no_id_of_anybody(three_begun: Practitioner, acting_as: ActingAs) -> None:
    with acting_as(PractitionerFactory(post_worn__role="analyst")):
        rows = ask_for("2026-04-01", "2027-04-01", ["lead_sector"])

    (row,) = rows
    assert row[0] == ["none"]
    assert row[1] == 3
    assert not any(isinstance(value, uuid.UUID) for value in row)


def test_the_facts_themselves_stay_behind_the_wall(three_begun: Practitioner, acting_as: ActingAs) -> None:
    def facts() -> int:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from reports_facts_started('2026-04-01', '2027-04-01')")
            return int(cursor.fetchone()[0])

    with acting_as(PractitionerFactory(post_worn__role="analyst")):
        behind = facts()

    assert behind == 0
    assert facts() == 3


def test_the_same_group_has_the_same_keys_in_every_table(
    three_begun: Practitioner, analyst: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(analyst):
        by_sector = groups_of("started", YEAR, ["sector"])
        by_month = groups_of("started", YEAR, ["month"])
        in_the_year = groups_of("started", Period(dt.date(2026, 9, 1), dt.date(2026, 9, 1)), [])

    (one,), (two,), (three,) = by_sector.values(), by_month.values(), in_the_year.values()
    assert one.all == two.all == three.all
