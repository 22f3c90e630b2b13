"""Cases that nobody made an example of: leap days, steps in and out of social care, figures in the wrong unit."""

from __future__ import annotations

import calendar
import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.costing.asking import ask, dated, near, refusal

RATE = {"role": "Clerk", "salary": 30000, "weeks": 42, "hours_a_week": 37, "price_year": "2020/21"}
RECORD = json.loads((Path(__file__).parents[2] / "docs/costing/electronic-record.json").read_text())


def months(first: str, last: str) -> Fraction:
    """Months day by day, each a share of its own month: the slow way round."""
    day, end, found = dt.date.fromisoformat(first), dt.date.fromisoformat(last), Fraction(0)
    while day < end:
        found += Fraction(1, calendar.monthrange(day.year, day.month)[1])
        day += dt.timedelta(days=1)
    return found


def uprating(unit: str, *rates: float, **more: Any) -> dict[str, Any]:
    """£100 of 2020/21 carried over some years."""
    years = ["2021/22", "2022/23", "2023/24"][: len(rates)]
    index = {
        "unit": unit,
        "rates": [{"year": y, "rate": r} for y, r in zip(years, rates, strict=True)],
        **more,
    }
    amounts = [{"name": "a", "amount": 100}]
    return {"amounts": amounts, "from_year": "2020/21", "to_year": years[-1], "index": index}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-02-29", "2025-03-01"),
        ("2023-12-31", "2024-02-29"),
        ("2000-02-28", "2000-03-01"),
        ("2100-02-28", "2100-03-01"),  # no leap year
        ("2024-03-31", "2024-04-06"),  # across the financial year
    ],
)
def test_support_counts_each_day_as_a_share_of_its_month(first: str, last: str) -> None:
    [child] = ask("cost_child", {"events": dated(("initial_tac", first), ("close", last))})["children"]

    expected = months(first, last)
    assert near(
        child["months_of_support"], str(expected.numerator / Decimal(expected.denominator)), Decimal("1e-7")
    )
    assert near(child["total"], str(307 + 165 * expected.numerator / Decimal(expected.denominator)))
    assert sum(map(Decimal, child["by_financial_year"].values())) == Decimal(child["total"])


def test_a_step_before_the_first_meeting_does_not_begin_support() -> None:
    steps = [("step_up", "2024-01-01"), ("step_down", "2024-01-10")]
    support = [("initial_tac", "2024-02-01"), ("close", "2024-03-01")]

    plain, stepped = (
        ask("cost_child", {"events": dated(*events)}) for events in (support, [*steps, *support])
    )

    assert stepped["total"] == plain["total"]


def test_a_child_may_come_from_social_care_and_go_back() -> None:
    events = dated(
        ("step_down", "2024-01-10"),
        ("initial_tac", "2024-02-01"),
        ("step_up", "2024-03-01"),
        ("step_down", "2024-04-01"),
        ("close", "2024-05-01"),
    )

    assert Decimal(ask("cost_child", {"events": events})["children"][0]["months_of_support"]) == 2


@pytest.mark.parametrize(
    ("steps", "named"),
    [
        ([("step_down", "2024-02-10")], "step_down on 2024-02-10 comes without a step_up"),
        (
            [("step_up", "2024-02-10"), ("step_up", "2024-02-20")],
            "step_up on 2024-02-20 follows another step_up",
        ),
        (
            [("step_up", "2024-02-10"), ("step_down", "2024-02-12"), ("step_down", "2024-02-20")],
            "step_down on 2024-02-20 comes without",
        ),
    ],
)
def test_steps_that_do_not_alternate_are_refused(steps: list[tuple[str, str]], named: str) -> None:
    events = dated(("initial_tac", "2024-02-01"), *steps, ("close", "2024-05-01"))

    refused = refusal("cost_child", {"events": events})

    assert "E08" in refused
    assert named in refused


def test_two_steps_of_one_day_may_have_come_either_way() -> None:
    steps = [
        ("step_up", "2024-02-10"),
        ("step_down", "2024-02-20"),
        ("step_up", "2024-02-20"),
        ("step_down", "2024-03-01"),
    ]

    answer = ask(
        "cost_child", {"events": dated(("initial_tac", "2024-02-01"), *steps, ("close", "2024-04-01"))}
    )

    assert Decimal(answer["total"]) > 0


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (uprating("per_cent", 101.2, 108.1), "101.2 for 2021/22 would be a rise of 101.2% in one year"),
        (
            uprating("per_cent", 2.1, 0.067),
            "0.067 for 2022/23 looks like a proportion among per cents: enter 6.7",
        ),
        (uprating("proportion", 0.021, 6.7), "6.7 for 2022/23 is a per cent where a proportion is expected"),
        (uprating("per_cent", 0.007, 0.067), "the largest 0.067: they look like proportions"),
    ],
)
def test_an_index_in_the_wrong_unit_is_refused(given: dict[str, Any], named: str) -> None:
    refused = refusal("uprate", given)

    assert "E06" in refused
    assert named in refused


def test_unusual_rates_are_taken_once_somebody_looked_at_them() -> None:
    answer = ask("uprate", uprating("per_cent", 60, 0.05, unit_checked=True))

    assert Decimal(answer["factor"]) == Decimal("1.6008")


@pytest.mark.parametrize(
    ("command", "given", "code", "named"),
    [
        ("rate", {"roles": [{**RATE, "on_costs_share": 25}]}, "E06", "25 is a per cent where a proportion"),
        (
            "rate",
            {"roles": [{**RATE, "capital": {"value": 90000, "rate": 3.5, "years": 60}}]},
            "E06",
            "3.5 is a per cent where a proportion is expected: enter 0.035",
        ),
        (
            "cost_case",
            {**RECORD, "optimism_bias": 20},
            "E06",
            "20 is a per cent where a proportion is expected",
        ),
        (
            "cost_case",
            {**RECORD, "savings": [{**RECORD["savings"][0], "minutes_before": 5000}]},
            "E01",
            "5000 minutes of A207 for one CAF are more than 24 hours",
        ),
        (
            "cost_child",
            {"events": dated(("intention", "2023-02-29"))},
            "E00",
            "must be a day that the calendar has, not “2023-02-29”",
        ),
    ],
)
def test_a_figure_in_the_wrong_unit_is_refused_by_name(
    command: str, given: dict[str, Any], code: str, named: str
) -> None:
    refused = refusal(command, given)

    assert code in refused
    assert named in refused
