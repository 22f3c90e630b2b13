"""What must hold for any child, sheet, index or family."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.costing.calendar_months import Proration, Span, financial_year_of, units_by_month
from opencaf.costing.charges import Costed
from opencaf.costing.child_cost import cost_children
from opencaf.costing.cost_results import cost_report
from opencaf.costing.cost_sheets import Sheet, published_sheet
from opencaf.costing.decimals import (
    PENNY,
    half_up,
    share_by_largest_remainder,
    share_remainder_to_first,
    total,
)
from opencaf.costing.findings import Findings
from opencaf.costing.journeys import CostInput, Event, LeadSpell
from opencaf.costing.uprating import Index, YearlyRate, factor

FIRST = date(2007, 1, 1)
NEARLY = Decimal("1e-18")
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
days_from = st.integers(0, 2_500).map(lambda n: FIRST + timedelta(days=n))
prices = st.decimals(min_value=0, max_value=5_000, places=2)


@st.composite
def journeys(draw: st.DrawFn, child: str = "c") -> tuple[list[Event], list[LeadSpell]]:
    """A whole CAF: intention to closing, with reviews and one to three lead professionals."""
    start = draw(days_from)
    lengths = draw(st.lists(st.integers(0, 120), min_size=6, max_size=6))
    marks = [start]
    for length in lengths:
        marks.append(marks[-1] + timedelta(days=length))
    intention, assessment, meeting, changed, reviewed, again, closed = marks
    events = [
        Event(child=child, process=process, on=on)
        for process, on in [
            ("intention", intention),
            ("assessment", assessment),
            ("initial_tac", meeting),
            ("subsequent_tac", reviewed),
            ("close", closed),
        ]
    ]
    cuts = sorted({meeting, *draw(st.lists(st.sampled_from([changed, again]), max_size=2))})
    ends = [*cuts[1:], closed]
    spells = [
        LeadSpell(child=child, starts_on=begin, ends_on=end, role=f"role {number}")
        for number, (begin, end) in enumerate(zip(cuts, ends, strict=True))
    ]
    return events, spells


def costed(events: list[Event], spells: list[LeadSpell], **more: Any) -> Costed:
    return cost_children(CostInput(events=events, lead_spells=spells, **more), Findings())


def whole(found: Costed) -> Decimal:
    return total(charge.amount for charge in found.charges)


def sheet_times(multiplier: int) -> Sheet:
    sheet = published_sheet()
    lines = [line.model_copy(update={"amount": line.amount * multiplier}) for line in sheet.lines]
    return sheet.model_copy(update={"lines": lines})


@quick
@given(journey=journeys(), cuts=st.lists(days_from, max_size=4), proration=st.sampled_from(Proration))
def test_windows_that_touch_add_up(journey: Any, cuts: list[date], proration: Proration) -> None:
    events, spells = journey
    bounds = [FIRST, *sorted(set(cuts) - {FIRST}), date(2030, 1, 1)]

    parts = [
        whole(costed(events, spells, window_from=begin, window_to=end, proration=proration))
        for begin, end in pairwise(bounds)
    ]

    assert abs(total(parts) - whole(costed(events, spells, proration=proration))) < NEARLY


@quick
@given(journey=journeys(), seed=st.integers())
def test_the_order_of_entry_changes_nothing(journey: Any, seed: int) -> None:
    events, spells = journey
    mixed_events, mixed_spells = list(events), list(spells)
    random.Random(seed).shuffle(mixed_events)
    random.Random(seed).shuffle(mixed_spells)

    assert costed(events, spells).charges == costed(mixed_events, mixed_spells).charges


@quick
@given(journey=journeys(), multiplier=st.integers(2, 5))
def test_dearer_rates_make_it_dearer_by_as_much(journey: Any, multiplier: int) -> None:
    events, spells = journey

    dearer = whole(costed(events, spells, sheet=sheet_times(multiplier)))

    assert abs(dearer - multiplier * whole(costed(events, spells))) < NEARLY


@quick
@given(journey=journeys())
def test_changing_who_leads_changes_nothing_where_rates_are_one(journey: Any) -> None:
    events, spells = journey

    assert abs(whole(costed(events, spells)) - whole(costed(events, []))) < NEARLY


@quick
@given(journey=journeys(), where=st.integers(0, 2))
def test_a_spell_of_no_days_costs_nothing(journey: Any, where: int) -> None:
    events, spells = journey
    on = spells[min(where, len(spells) - 1)].starts_on
    empty = LeadSpell(child="c", starts_on=on, ends_on=on, role="nobody")

    with_it = costed(events, [*spells, empty])

    assert whole(with_it) == whole(costed(events, spells))
    assert all(charge.role != "nobody" for charge in with_it.charges)


@quick
@given(journey=journeys())
def test_series_add_up_to_the_total(journey: Any) -> None:
    events, spells = journey

    report = cost_report(CostInput(events=events, lead_spells=spells), Findings())

    for series in ("by_month", "by_financial_year", "by_process", "by_payer"):
        assert abs(total(report[series].values()) - report["total"]) < NEARLY
    assert report["services_delivered"] == 0


@quick
@given(start=days_from, length=st.integers(0, 900))
def test_whole_months_count_one_and_no_month_counts_more(start: date, length: int) -> None:
    months = units_by_month(Span(start, start + timedelta(days=length)), "month", Proration.CALENDAR_MONTH)

    assert all(0 < units <= 1 for units in months.values())
    assert all(units == 1 for units in list(months.values())[1:-1])


@pytest.mark.parametrize(("year", "days"), [(2011, 28), (2012, 29), (2000, 29), (1900, 28)])
def test_february_is_one_month_in_leap_years_and_others(year: int, days: int) -> None:
    february = Span(date(year, 2, 1), date(year, 3, 1))

    assert february.days == days
    assert units_by_month(february, "month", Proration.CALENDAR_MONTH) == {f"{year}-02": 1}


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2011-03-31", "2010/11"),
        ("2011-04-01", "2011/12"),
        ("2000-01-01", "1999/00"),
        ("2000-04-01", "2000/01"),
    ],
)
def test_a_financial_year_begins_on_the_first_of_april(day: str, year: str) -> None:
    assert financial_year_of(date.fromisoformat(day)) == year


rates_of_years = st.lists(st.decimals(min_value="-0.2", max_value="0.4", places=4), min_size=1, max_size=12)


@quick
@given(rates=rates_of_years, amount=prices)
def test_there_and_back_is_where_it_began(rates: list[Decimal], amount: Decimal) -> None:
    years = [f"{2011 + n}/{(12 + n) % 100:02d}" for n in range(len(rates))]
    listed = [YearlyRate(year=year, rate=rate) for year, rate in zip(years, rates, strict=True)]
    index = Index(name="any", unit="proportion", rates=listed)

    there = factor(index, "2010/11", years[-1], Findings())
    back = factor(index, years[-1], "2010/11", Findings())

    assert abs(amount * there * back - amount) <= Decimal("1e-9")


@quick
@given(amount=st.decimals(min_value=0, max_value=100_000, places=6), children=st.integers(1, 12))
def test_siblings_shares_add_up_exactly(amount: Decimal, children: int) -> None:
    to_oldest = share_remainder_to_first(amount, children)
    in_turn = share_by_largest_remainder(amount, [Decimal(1)] * children)

    for shares in (to_oldest, in_turn):
        assert total(shares) == amount
        assert all(share == half_up(share, PENNY) for share in shares[1:])
        assert all(share >= 0 for share in shares)


@quick
@given(
    amount=st.decimals(min_value=0, max_value=100_000, places=2),
    weights=st.lists(st.integers(1, 50), min_size=1, max_size=9),
)
def test_shares_by_weight_are_less_than_a_penny_off(amount: Decimal, weights: list[int]) -> None:
    given_weights = [Decimal(weight) for weight in weights]

    shares = share_by_largest_remainder(amount, given_weights)

    assert total(shares) == amount
    exact = [amount * weight / total(given_weights) for weight in given_weights]
    assert all(abs(share - part) < PENNY for share, part in zip(shares, exact, strict=True))


@quick
@given(journey=journeys(), units=st.integers(1, 5))
def test_legacy_and_exact_differ_by_at_most_half_a_pound_a_unit(journey: Any, units: int) -> None:
    events, spells = journey
    odd = published_sheet()
    lines = [line.model_copy(update={"amount": line.amount + Decimal(units) / 7}) for line in odd.lines]
    sheet = odd.model_copy(update={"lines": lines})

    exact = costed(events, spells, sheet=sheet)
    legacy = costed(events, spells, sheet=sheet, rounding="legacy_whole_pound")

    count = total(Decimal(charge.units.numerator) / charge.units.denominator for charge in exact.charges)
    assert abs(whole(exact) - whole(legacy)) <= count / 2 + NEARLY


@quick
@given(journey=journeys(), later=st.integers(1, 27))
def test_moving_an_event_in_the_window_changes_its_month_only(journey: Any, later: int) -> None:
    events, spells = journey
    first = min(event.on for event in events if event.on)
    moved = [
        event.model_copy(update={"on": first - timedelta(days=later)})
        if event.process == "intention"
        else event
        for event in events
    ]

    assert abs(whole(costed(moved, spells)) - whole(costed(events, spells))) < NEARLY
