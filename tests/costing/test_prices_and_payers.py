"""A child’s cost: whose money, meetings by who came, services, overhead, prices of several years."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.costing.asking import CHILD_A, DEFLATOR, ask, dated, near, refusal, sheet, warnings

PAID = sheet(
    {
        "process": "intention",
        "amount": 100,
        "unit": "each",
        "payers": {"local_authority": 0.5, "other_public": 0.3, "voluntary": 0.15, "family": 0.05},
    }
)


@pytest.mark.parametrize(
    ("perspective", "total"),
    [("local_authority", 50), ("all_public", 80), ("public_and_voluntary", 95), ("society", 100)],
)
def test_a_perspective_counts_whose_money_it_asks_for(perspective: str, total: int) -> None:
    answer = ask(
        "cost_child",
        {"events": dated(("intention", "2011-01-31")), "sheet": PAID, "perspective": perspective},
    )

    assert Decimal(answer["total"]) == total
    assert sum(map(Decimal, answer["by_payer"].values())) == total


def test_a_meeting_may_cost_by_who_came() -> None:
    attendees = [
        {"role": "Teacher", "prepare": 30, "attend": 60, "chair": 15, "minutes": 15, "travel_cost": "4.50"},
        {"role": "Nurse", "attend": 60, "travel": 30, "follow_up": 30},
        {"role": "family", "attend": 60, "travel_cost": 2},
    ]
    rates = [
        {"role": "Teacher", "hourly": 30},
        {"role": "Nurse", "hourly": 40, "sector": "other_public"},
        {"role": "family", "hourly": 12, "sector": "family"},
    ]
    given = {
        "events": dated(("initial_tac", "2011-03-01"), attendees=attendees),
        "rates": rates,
        "extract_on": "2011-03-01",
    }

    plain = ask("cost_child", given)
    society = ask("cost_child", {**given, "perspective": "society"})

    # 2 h × 30 + 4.50 = 64.50; 2 h × 40 = 80; the family's hour and fare 14 for society alone
    assert Decimal(plain["total"]) == Decimal("144.50")
    assert Decimal(society["total"]) == Decimal("158.50")
    assert Decimal(society["by_payer"]["family"]) == 14


def test_services_are_a_ledger_apart() -> None:
    use = {
        "service": "play therapy",
        "on": "2011-03-01",
        "units": 6,
        "unit": "session",
        "price": "41.50",
        "price_unit": "session",
        "price_year": "2010/11",
    }

    without = ask("cost_child", {"events": CHILD_A})["children"][0]
    with_it = ask("cost_child", {"events": CHILD_A, "services": [use]})["children"][0]

    assert without["services_delivered"] == "0"
    assert Decimal(with_it["services_delivered"]) == 249
    assert with_it["total"] == without["total"]
    assert Decimal(with_it["total_with_services"]) - Decimal(with_it["total"]) == 249


def test_an_event_without_a_day_is_counted_and_not_costed() -> None:
    answer = ask("cost_child", {"events": [*CHILD_A, {"process": "subsequent_tac"}]})

    assert answer["without_a_day"] == {"subsequent_tac": 1}
    assert near(answer["total"], "1738.3134", Decimal("1e-4"))


def test_an_estimated_day_is_marked() -> None:
    events = [
        {**event, "estimated_by": "middle of the month"} if event["process"] == "assessment" else event
        for event in CHILD_A
    ]

    assert ask("cost_child", {"events": events})["children"][0]["estimated"] == "204"


@pytest.mark.parametrize(("by", "shares"), [("child", ["50.01", "50.00"]), ("month", ["75.01", "25.00"])])
def test_overhead_of_the_scheme_is_shared_and_stands_apart(by: str, shares: list[str]) -> None:
    counts = [
        {"child": child, "process": "ongoing_support", "units": units}
        for child, units in [("a", 3), ("b", 1)]
    ]

    answer = ask("cost_child", {"counts": counts, "scheme_overhead": {"amount": "100.01", "by": by}})

    assert [Decimal(child["scheme_overhead"]) for child in answer["children"]] == [
        Decimal(share) for share in shares
    ]
    assert answer["total"] == "660"


def test_prices_of_several_years_meet_at_one_base() -> None:
    ours = sheet(
        {"process": "intention", "amount": 100, "unit": "each", "price_year": "2011/12"},
        {"process": "assessment", "amount": 100, "unit": "each", "price_year": "2013/14"},
    )
    events = dated(("intention", "2011-04-10"), ("assessment", "2013-04-10"))

    answer = ask("cost_child", {"events": events, "sheet": ours, "index": DEFLATOR, "price_base": "2012/13"})

    # 100 × 1.015 + 100 / 1.023
    assert near(answer["total"], "199.2517", Decimal("1e-4"))


def test_several_cases_of_one_child_follow_each_other() -> None:
    first = dated(("intention", "2010-01-01"), ("close", "2010-03-01"), case="1")
    second = dated(("intention", "2010-03-01"), ("close", "2010-05-01"), case="2")

    assert ask("cost_child", {"events": first + second})["total"] == "212"


def test_a_region_may_differ_from_child_to_child() -> None:
    events = [*dated(("intention", "2011-01-10"), child="a"), *dated(("intention", "2011-01-10"), child="b")]

    answer = ask("cost_child", {"events": events, "children": [{"child": "b", "region": "london"}]})

    assert [child["total"] for child in answer["children"]] == ["22", "25"]


def test_a_cheap_short_caf_is_pointed_out_too() -> None:
    short = dated(("initial_tac", "2011-02-01"), ("close", "2011-02-15"))

    assert warnings(ask("cost_child", {"events": short})) == ["W04"]


def test_meetings_have_kinds() -> None:
    events = dated(("initial_tac", "2011-03-01"), subtype="panel")

    assert ask("cost_child", {"events": events, "extract_on": "2011-03-01"})["total"] == "223"
    assert "E13" in refusal(
        "cost_child", {"events": [{**events[0], "subtype": "party"}], "extract_on": "2011-03-01"}
    )


def test_an_index_that_does_not_reach_the_published_year_carries_all_the_same() -> None:
    later = {"name": "ours", "unit": "per_cent", "rates": [{"year": "2025/26", "rate": 25}]}
    prices = sheet({"process": "intention", "amount": 100, "unit": "each"}, price_year="2024/25")
    supported = dated(("initial_tac", "2025-04-01"), ("close", "2025-10-01"))
    whole = sheet(
        {"process": "initial_tac", "amount": 300, "unit": "each"},
        {"process": "close", "amount": 100, "unit": "each"},
        {"process": "ongoing_support", "amount": 200, "unit": "month"},
        price_year="2024/25",
    )

    once = ask(
        "cost_child",
        {
            "events": dated(("intention", "2025-05-01")),
            "sheet": prices,
            "price_base": "2025/26",
            "index": later,
        },
    )
    long = ask("cost_child", {"events": supported, "sheet": whole, "price_base": "2025/26", "index": later})

    assert near(once["total"], "125")
    assert near(long["total"], "2000")  # 300 + 100 + 6 × 200 = 1,600, × 1.25
