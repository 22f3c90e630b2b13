"""The case for an electronic record, worked by hand."""

from decimal import Decimal
from typing import Any

import pytest

from tests.costing.asking import ask, near

# A207: 30 minutes at £40 cashable = 20; A503: 15 minutes at £40 = 10. Together £30 for each CAF.
GIVEN: dict[str, Any] = {
    "price_base": "2010/11",
    "years": 5,
    "discount_rate": 0.035,
    "cafs_a_year": 1000,
    "one_off": [
        {"name": "set up", "amount": 40000},
        {"name": "move records", "records": 600, "minutes_each": 20, "rate": 30},
        {"name": "training", "heads": 100, "hours_each": 1.5, "rate": 24, "amount": 400},
    ],
    "ongoing": [{"name": "licence", "before": 2000, "after": 17000}],
    "savings": [
        {"activity": "A207", "minutes_before": 30, "minutes_after": 0, "rate": 40, "cashable": True},
        {"activity": "A503", "minutes_before": 20, "minutes_after": 5, "rate": 40},
    ],
}


def test_one_off_and_ongoing_costs_and_savings_are_told_apart() -> None:
    answer = ask("cost_case", GIVEN)

    # 40,000; 600 × 20/60 × 30 = 6,000; 100 × 1.5 × 24 + 400 = 4,000
    assert [Decimal(item["amount"]) for item in answer["one_off"]] == [40000, 6000, 4000]
    assert Decimal(answer["one_off_with_bias"]) == 50000
    assert Decimal(answer["ongoing_difference"]) == 15000
    assert Decimal(answer["saving_per_caf"]) == 30
    assert Decimal(answer["saving_per_caf_cashable"]) == 20
    assert Decimal(answer["saving_per_caf_not_cashable"]) == 10


def test_the_case_breaks_even_where_savings_meet_costs() -> None:
    economic = ask("cost_case", GIVEN)["economic_case"]

    # 50,000 / 4.515052 = 11,074.07; (11,074.07 + 15,000) / 30 = 869.1; -50,000 + 15,000 × 4.515052 = 17,725.79
    assert near(economic["equivalent_annual_cost"], "11074.07")
    assert economic["break_even_cafs_a_year"] == "870"
    assert near(economic["net_present_value"], "17725.79")
    assert near(economic["switching_values"]["cafs_a_year"], "869.14")
    # 50,000 / 15,000
    assert near(economic["payback_years"], "3.3333", Decimal("1e-4"))


def test_payback_is_later_when_discounted() -> None:
    economic = ask("cost_case", GIVEN)["economic_case"]

    # 15,000 × (0.966184 + 0.933511 + 0.901943) = 42,024.55; the rest 7,975.45 of 13,071.63 in the fourth year
    assert near(economic["payback_years_discounted"], "3.6101", Decimal("1e-4"))


def test_only_cashable_savings_count_in_the_financial_case() -> None:
    financial = ask("cost_case", GIVEN)["financial_case"]

    # 1,000 × 20 - 15,000 = 5,000 a year: -50,000 + 5,000 × 4.515052
    assert near(financial["net_present_value"], "-27424.74")
    assert financial["payback_years"] == "not within 5 years"
    # 26,074.07 / 20
    assert financial["break_even_cafs_a_year"] == "1304"


@pytest.mark.parametrize(
    "name", ["cafs_a_year", "one_off", "ongoing_difference", "optimism_bias", "discount_rate"]
)
def test_a_switching_value_makes_the_case_worth_nothing(name: str) -> None:
    value = ask("cost_case", GIVEN)["economic_case"]["switching_values"][name]
    changes: dict[str, Any] = {
        "cafs_a_year": {"cafs_a_year": value},
        "one_off": {"one_off": [{"name": "all", "amount": value}]},
        "ongoing_difference": {"ongoing": [{"name": "licence", "after": value}]},
        "optimism_bias": {"optimism_bias": value},
        "discount_rate": {"discount_rate": value},
    }

    turned = ask("cost_case", {**GIVEN, **changes[name]})

    assert near(turned["economic_case"]["net_present_value"], "0", Decimal("0.01"))


def test_no_saving_never_breaks_even() -> None:
    slower = [{"activity": "A405", "minutes_before": 5, "minutes_after": 9, "rate": 40}]

    economic = ask("cost_case", {**GIVEN, "savings": slower})["economic_case"]

    assert economic["break_even_cafs_a_year"].startswith("never")


def test_optimism_bias_raises_one_off_costs_alone() -> None:
    answer = ask("cost_case", {**GIVEN, "optimism_bias": 0.2})

    assert Decimal(answer["one_off_with_bias"]) == 60000
    assert Decimal(answer["ongoing_difference"]) == 15000


def test_a_delay_costs_the_first_savings() -> None:
    delayed = ask("cost_case", {**GIVEN, "delay_years": 1})["economic_case"]

    # 17,725.79 - 30,000 × 0.966184
    assert near(delayed["net_present_value"], "-11259.72")


@pytest.mark.parametrize("kind", ["sunk", "transfer_payment", "vat"])
def test_what_is_not_a_new_cost_is_named_and_left_out(kind: str) -> None:
    answer = ask(
        "cost_case", {**GIVEN, "one_off": [*GIVEN["one_off"], {"name": "old", "kind": kind, "amount": 9999}]}
    )

    assert answer["left_out"] == [{"name": "old", "kind": kind}]
    assert Decimal(answer["one_off_with_bias"]) == 50000


def test_each_year_is_discounted_at_its_own_segments_rate() -> None:
    factors = ask("cost_case", {"factors_for_years": [30, 31, 76]})["discount_factors"]

    # 1.035^-30; then / 1.03 for 31; 45 years at 3.0% and one at 2.5%
    first = Decimal("1.035") ** -30
    assert near(factors["31"], str(first / Decimal("1.03")), Decimal("1e-7"))
    assert near(factors["76"], str(first / Decimal("1.03") ** 45 / Decimal("1.025")), Decimal("1e-7"))


def test_costs_without_interest_are_spread_evenly() -> None:
    economic = ask("cost_case", {**GIVEN, "discount_rate": 0})["economic_case"]

    assert Decimal(economic["equivalent_annual_cost"]) == 10000
    assert Decimal(economic["net_present_value"]) == 25000


def test_each_activity_has_minutes_at_which_the_case_turns() -> None:
    minutes = ask("cost_case", GIVEN)["economic_case"]["switching_values"]["minutes_saved"]
    turned = [
        {**GIVEN["savings"][0], "minutes_before": minutes["A207"], "minutes_after": 0},
        GIVEN["savings"][1],
    ]

    economic = ask("cost_case", {**GIVEN, "savings": turned})["economic_case"]

    assert near(economic["net_present_value"], "0", Decimal("0.01"))
