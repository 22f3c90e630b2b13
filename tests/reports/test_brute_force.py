"""Reports against a slow count: every fact of random cases, worked out in plain loops over the rows."""

import statistics
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.core.partial_dates import full_years_between
from opencaf.episodes.models import (
    Episode,
)
from opencaf.people.models import Person
from opencaf.reports.axes import with_children
from opencaf.reports.catalogue import REPORTS
from opencaf.reports.tables import (
    Choice,
    Columns,
    Measure,
    cell_of,
    column_of,
    facts_of,
    quartiles_of,
    table_of,
)
from tests.reports.drawn import CASES, QUICKLY, Make
from tests.reports.naive import OF_CHILDREN, PERIOD, by_hand, row


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICKLY)
@given(st.lists(CASES, max_size=5))
def test_every_report_counts_as_a_slow_loop_over_the_rows_does(
    make: Make, coordinator: Practitioner, drawn: list[dict[str, Any]]
) -> None:
    with transaction.atomic():
        make(drawn)
        found = {
            code: Counter(row(fact) for fact in report.read(coordinator, PERIOD, wanted_of(code)))
            for code, report in REPORTS.items()
        }
        expected = {code: by_hand(code) for code in REPORTS}
        transaction.set_rollback(True)

    for code in REPORTS:
        assert found[code] == expected[code], code


def wanted_of(code: str) -> frozenset[str]:
    """Every way to divide of a report, but for those by child."""
    return frozenset(axis.code for axis in REPORTS[code].axes) - OF_CHILDREN


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICKLY)
@given(st.lists(CASES, min_size=1, max_size=4))
def test_dividing_by_children_counts_each_child_of_each_case(
    make: Make, coordinator: Practitioner, drawn: list[dict[str, Any]]
) -> None:
    with transaction.atomic():
        make(drawn)
        facts = REPORTS["open"].read(coordinator, PERIOD, frozenset())
        found = Counter(
            (fact.episode_id, fact.child_id, *(fact.codes[axis] for axis in sorted(OF_CHILDREN)))
            for fact in with_children(facts, frozenset(OF_CHILDREN))
        )
        expected = Counter(
            (case.id, one.child_id, age_of(case, one.child), one.child.ethnicity, one.child.sex)
            for case in Episode.objects.filter(closed_on=None)
            for one in case.episode_children.all()
        )
        transaction.set_rollback(True)

    assert found == expected


def age_of(case: Episode, child: Person) -> str:
    if child.born_on is None:
        return "unknown"
    if child.born_on > case.intended_on:
        return "unborn"
    years = full_years_between(child.born_on, case.intended_on)
    return next(
        code
        for code, below in (("0", 1), ("1-4", 5), ("5-9", 10), ("10-15", 16), ("16", 99))
        if years < below
    )


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICKLY)
@given(st.lists(CASES, max_size=5), st.sampled_from(sorted(REPORTS)), st.data())
def test_every_number_is_as_long_as_its_list_and_the_sums_are_right(
    make: Make, coordinator: Practitioner, drawn: list[dict[str, Any]], code: str, data: st.DataObject
) -> None:
    report = REPORTS[code]
    ways = [axis.code for axis in report.axes]
    across = ["alone"] if report.is_of_today else list(Columns.values)
    rows = data.draw(st.sampled_from(ways))
    columns = data.draw(st.sampled_from([*across, *(way for way in ways if way != rows)]))
    measure = data.draw(st.sampled_from(Measure.values))
    choice = Choice(PERIOD, rows, columns, measure)
    with transaction.atomic():
        make(drawn)
        table = table_of(report, coordinator, choice)
        facts = facts_of(report, coordinator, choice)
        transaction.set_rollback(True)

    for line in table.lines:
        for column, figure in zip(table.columns, line.figures, strict=True):
            behind = cell_of(facts, choice, line.category.code, column.code)
            assert len(behind) == figure.number
            assert {column_of(fact, columns) for fact in behind} <= {column.code}
            assert figure.holding == sum(bool(fact.holds) for fact in behind) or measure != Measure.SHARE
        assert line.total.number == sum(figure.number for figure in line.figures)
        assert len(cell_of(facts, choice, line.category.code)) == line.total.number
    for number, column in enumerate(table.columns):
        assert table.totals[number].number == sum(line.figures[number].number for line in table.lines)
        assert len(cell_of(facts, choice, "", column.code)) == table.totals[number].number
    assert len(cell_of(facts, choice)) == table.total.number == sum(line.total.number for line in table.lines)


@given(st.lists(st.integers(-5, 900), min_size=1, max_size=30))
def test_quartiles_are_those_that_a_spreadsheet_shows(values: list[int]) -> None:
    lower, middle, upper = quartiles_of(values)

    in_order = sorted(values)
    assert middle == statistics.median(in_order)
    for share, found in ((0.25, lower), (0.75, upper)):
        place = share * (len(in_order) - 1)  # as QUARTILE.INC has it
        below, part = int(place), place - int(place)
        above = in_order[min(below + 1, len(in_order) - 1)]
        assert found == pytest.approx(in_order[below] + part * (above - in_order[below]))
