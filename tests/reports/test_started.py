"""The CAFs started a month, against figures worked by hand and a count without the database."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.core.context import acting_for, asking
from opencaf.core.ids import new_id
from opencaf.core.partial_dates import full_years_between
from opencaf.people.codes import Ethnicity, Sex
from opencaf.reports.periods import Period, financial_year
from opencaf.reports.permissions import can_see_cases_behind, can_see_reports
from opencaf.reports.started import BREAKDOWNS, StartedTable, cases_behind, started
from tests.factories import LocalityFactory, PractitionerFactory
from tests.factories.reports import close_as, initiator_of, start_caf

SEPTEMBER, OCTOBER = dt.date(2026, 9, 1), dt.date(2026, 10, 1)
PERIOD = Period(SEPTEMBER, OCTOBER)


@pytest.fixture
def small_authority(carol: Practitioner) -> Practitioner:
    """Three CAFs for four children count; two more do not.

    September: a school for a girl of 10; a health visitor for a boy of 3 (4 tomorrow) and an unborn baby.
    October: a school for a girl of whom only "8 years" is known.
    Out: one opened by mistake in October, one of 31 August.
    """
    school, health = initiator_of("schools"), initiator_of("health")
    start_caf(dt.date(2026, 9, 10), by=school, children=[{"sex": "F", "ethnicity": "WBRI"}])
    boy = {"sex": "M", "born_on": dt.date(2022, 10, 1), "ethnicity": "NOBT"}
    baby = {
        "sex": "U",
        "born_on": None,
        "expected_on": dt.date(2026, 12, 1),
        "given_names": "",
        "ethnicity": "REFU",
    }
    start_caf(dt.date(2026, 9, 30), by=health, children=[boy, baby])
    aged = {"born_on": None, "age_years": 8, "age_known_on": dt.date(2026, 9, 15), "ethnicity": "ABAN"}
    start_caf(dt.date(2026, 10, 1), by=school, children=[aged])
    mistake = start_caf(dt.date(2026, 10, 5), by=school)
    close_as(mistake, "opened_in_error", on=dt.date(2026, 10, 6), by=carol)
    start_caf(dt.date(2026, 8, 31), by=school)
    return carol


def numbers(table: StartedTable) -> dict[str, list[int | None]]:
    """The lines that are not all noughts."""
    return {line.code: line.numbers for line in table.lines if any(n != 0 for n in line.numbers)}


@pytest.mark.parametrize(
    ("by", "by_hand"),
    [
        ("sector", {"schools": [1, 1], "health": [1, 0]}),
        ("age", {"unborn": [1, 0], "1-4": [1, 0], "5-9": [0, 1], "10-15": [1, 0]}),
        ("sex", {"F": [1, 1], "M": [1, 0], "U": [1, 0]}),
        ("ethnicity", {"WBRI": [1, 0], "ABAN": [0, 1], "REFU": [1, 0], "NOBT": [1, 0]}),
    ],
)
def test_the_figures_are_those_worked_by_hand(
    small_authority: Practitioner, by: str, by_hand: dict[str, list[int]]
) -> None:
    table = started(small_authority, period=PERIOD, breakdown=BREAKDOWNS[by])

    assert numbers(table) == by_hand
    assert (table.cafs, table.children) == (3, 4)
    assert table.total == (3 if by == "sector" else 4)


def test_a_mistake_that_was_reopened_counts_again(small_authority: Practitioner) -> None:
    closed = start_caf(dt.date(2026, 10, 7), by=initiator_of("police_justice"))
    closure = close_as(closed, "merged_or_duplicate", on=dt.date(2026, 10, 8), by=small_authority)
    before = started(small_authority, period=PERIOD, breakdown=BREAKDOWNS["sector"])
    closure.reopened_on, closure.reopened_reason = dt.date(2026, 10, 9), "It was no duplicate."
    closure.save()

    after = started(small_authority, period=PERIOD, breakdown=BREAKDOWNS["sector"])

    assert before.cafs == 3
    assert numbers(after)["police_justice"] == [0, 1]


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_the_cases_behind_each_figure_are_as_many_as_it_says(small_authority: Practitioner, by: str) -> None:
    breakdown = BREAKDOWNS[by]
    table = started(small_authority, period=PERIOD, breakdown=breakdown)

    for line in table.lines:
        for month, number in zip(PERIOD.months, line.numbers, strict=True):
            rows = cases_behind(
                small_authority, period=PERIOD, breakdown=breakdown, category=line.code, month=month
            )
            assert rows.count() == number
    assert cases_behind(small_authority, period=PERIOD, breakdown=breakdown).count() == table.total


def test_an_analyst_sees_no_small_number(
    small_authority: Practitioner, acting_as: Callable[..., Any]
) -> None:
    analyst = PractitionerFactory(post_worn__role="analyst")

    with acting_as(analyst):
        table = started(analyst, period=financial_year(2026), breakdown=BREAKDOWNS["sex"])

    shown = [n for line in table.lines for n in [*line.numbers, line.total]]
    shown += [*table.month_totals, table.total, table.cafs, table.children]
    assert {n for n in shown if n is not None} <= {5}


def test_an_analyst_of_a_larger_authority_sees_the_sums_rounded(
    carol: Practitioner, acting_as: Callable[..., Any]
) -> None:
    school = initiator_of("schools")
    for day in range(1, 12):
        start_caf(dt.date(2026, 9, day), by=school)
    analyst = PractitionerFactory(post_worn__role="analyst")

    with acting_as(analyst):
        table = started(analyst, period=financial_year(2026), breakdown=BREAKDOWNS["sector"])

    assert {line.code: line.total for line in table.lines}["schools"] in (10, 15)
    assert table.cafs in (10, 15)
    assert table.cafs == table.total


def test_a_coordinator_of_a_locality_counts_what_they_can_open(carol: Practitioner) -> None:
    north, south = LocalityFactory(), LocalityFactory()
    start_caf(dt.date(2026, 9, 1), by=initiator_of("schools", locality=north))
    start_caf(dt.date(2026, 9, 2), by=initiator_of("schools", locality=south))
    coordinator = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=north)

    table = started(coordinator, period=PERIOD, breakdown=BREAKDOWNS["sector"])

    assert table.cafs == 1


def test_another_authority_counts_nothing_of_ours(small_authority: Practitioner) -> None:
    with acting_for(type(asking())(authority_id=new_id())):
        table = started(small_authority, period=PERIOD, breakdown=BREAKDOWNS["sector"])

    assert table.total == 0


def test_reports_are_for_those_who_look_after_many(alice: Practitioner, erin: Practitioner) -> None:
    readers = [PractitionerFactory(post_worn__role=role) for role in ("coordinator", "training", "analyst")]

    assert [bool(can_see_reports(one)) for one in [*readers, alice, erin]] == [True, True, True, False, False]
    assert [bool(can_see_cases_behind(one)) for one in readers] == [True, False, False]


CHILDREN = st.fixed_dictionaries(
    {
        "born_on": st.dates(dt.date(2006, 1, 1), dt.date(2027, 6, 1)),
        "sex": st.sampled_from(Sex.values),
        "ethnicity": st.sampled_from(Ethnicity.values),
    }
)
STARTS = st.lists(
    st.tuples(
        st.dates(dt.date(2026, 8, 20), dt.date(2026, 11, 2)), st.lists(CHILDREN, min_size=1, max_size=2)
    ),
    max_size=4,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STARTS)
def test_the_database_counts_as_a_person_with_a_list_would(
    carol: Practitioner, starts: list[tuple[dt.date, list[dict[str, Any]]]]
) -> None:
    with transaction.atomic():
        for day, children in starts:
            start_caf(day, by=carol, children=children)
        tables = {by: started(carol, period=PERIOD, breakdown=BREAKDOWNS[by]) for by in BREAKDOWNS}
        transaction.set_rollback(True)

    inside = [(day, child) for day, children in starts if day.month in (9, 10) for child in children]
    for by in ("age", "sex", "ethnicity"):
        counted = Counter((category_of(by, day, child), day.month) for day, child in inside)
        expected = {code: [counted[(code, 9)], counted[(code, 10)]] for code in {code for code, _ in counted}}
        assert numbers(tables[by]) == expected
    assert tables["sector"].cafs == sum(day.month in (9, 10) for day, _ in starts)


def category_of(by: str, day: dt.date, child: dict[str, Any]) -> str:
    if by != "age":
        return str(child[by])
    if child["born_on"] > day:
        return "unborn"
    years = full_years_between(child["born_on"], day)
    bands = [("0", 1), ("1-4", 5), ("5-9", 10), ("10-15", 16)]
    return next((code for code, below in bands if years < below), "16")
