"""Published and worked figures, through the commands. Hand-worked numbers stand beside each test."""

from decimal import Decimal
from typing import Any

import pytest

from tests.costing.asking import CHILD_A, DEFLATOR, ROLES, ask, near, refusal, warnings

# Unit Cost Database v1.2, SS6.0 to SS6.0.6: at 2010/11 prices, printed at 2013/14 prices, unrounded.
UPRATED = [
    ("1515", "1609", "1609.1165"),
    ("22", "23", "23.3667"),
    ("204", "217", "216.6731"),
    ("223", "237", "236.8535"),
    ("197", "209", "209.2383"),
    ("165", "175", "175.2503"),
    ("84", "89", "89.2183"),
]
CARE = {
    "headline": {"amount": 29580},
    "parts": [
        {"name": "care plan", "price": 412, "for_units": 3, "quantity": 2},
        {"name": "maintain", "price": 540, "unit": "week", "quantity": 52, "quantity_unit": "week"},
        {"name": "review", "price": 466, "quantity": 2, "plus": 13},
        {"name": "legal", "price": 5.40, "unit": "week", "quantity": 52, "quantity_unit": "week"},
    ],
}
DIRECT_WORKER = {
    "role": "Social worker",
    "price_year": "2012/13",
    "hourly": 39.60,
    "hourly_with_qualification": 56.80,
    "direct_ratio": 0.39,
}
PRINTED_WORKER = {
    "role": "Family support worker",
    "price_year": "2012/13",
    "salary": 23192,
    "on_costs": 3124,
    "direct_overheads": {"amount": 2216, "share": 0.05, "basis": "salary_and_on_costs"},
    "capital": {"amount": 2377},
    "qualification": 5101,
    "weeks": 42,
    "hours_a_week": 37,
    "printed": {"direct_overheads": 3531, "annual": 32224, "annual_with_qualification": 37325},
}
MEETING = [
    ("Family support worker", 60, 1),
    ("Family support worker", 120, 1),
    ("Family support worker", 45, 1),
    ("Health visitor", 90, 1),
    ("SENCO", 75, 1),
    ("Co-ordinator", 90, 0.5),
]
TIMES = {
    "rates": ROLES,
    "activities": [
        {"process": "initial_tac", "role": role, "minutes": minutes, "frequency": frequency}
        for role, minutes, frequency in MEETING
    ],
}


def six_months(reviews: int, **more: Any) -> dict[str, Any]:
    """A CAF of six months with so many subsequent meetings."""
    once = ["intention", "assessment", "initial_tac", "close"]
    counts = [{"process": process, "units": 1} for process in once]
    counts += [{"process": "subsequent_tac", "units": reviews}, {"process": "ongoing_support", "units": 6}]
    return {"counts": counts, **more}


def test_the_published_figures_are_uprated_as_printed() -> None:
    amounts = [{"name": amount, "amount": amount} for amount, _, _ in UPRATED]

    answer = ask(
        "uprate", {"amounts": amounts, "from_year": "2010/11", "to_year": "2013/14", "index": DEFLATOR}
    )

    # 1.0229 × 1.015 × 1.023 = 1.06212310
    assert answer["factor"] == "1.06212310"
    assert [line["shown"] for line in answer["amounts"]] == [printed for _, printed, _ in UPRATED]
    exact = [line["uprated"] for line in answer["amounts"]]
    assert all(near(made, expected) for made, (_, _, expected) in zip(exact, UPRATED, strict=True))


@pytest.mark.parametrize("rounding", ["exact", "legacy_whole_pound"])
@pytest.mark.parametrize(
    ("reviews", "region", "total"),
    # 22 + 204 + 223 + 84 = 533; 6 × 165 = 990; 197 for each review. London: 25 + 253 + 245 + 226 + 93 + 990
    [
        (0, "out_of_london", "1523"),
        (1, "out_of_london", "1720"),
        (2, "out_of_london", "1917"),
        (1, "london", "1832"),
    ],
)
def test_six_months_cost_what_the_sheet_says(reviews: int, region: str, total: str, rounding: str) -> None:
    answer = ask("cost_child", six_months(reviews, region=region, rounding=rounding))

    assert answer["children"][0]["total"] == total
    assert warnings(answer) == (["W01"] if region == "london" else [])


def test_a_dated_child_costs_by_the_calendar() -> None:
    child = ask("cost_child", {"events": CHILD_A})["children"][0]

    # 4/28 + 4 + 24/31 = 1067/217 months; 22 + 204 + 223 + 2 × 197 + 84 + 165 × 1067/217
    assert near(child["months_of_support"], "4.917051", Decimal("1e-6"))
    assert near(child["total"], "1738.3134", Decimal("1e-4"))
    expected = {
        "01": "22",
        "02": "450.5714",
        "03": "165",
        "04": "362",
        "05": "165",
        "06": "362",
        "07": "211.7419",
    }
    assert set(child["by_month"]) == {f"2011-{month}" for month in expected}
    assert all(near(child["by_month"][f"2011-{month}"], amount) for month, amount in expected.items())


def test_a_dated_child_costs_less_in_a_window_that_ends_before_closing() -> None:
    window = {"window_from": "2011-01-10", "window_to": "2011-07-10"}

    child = ask("cost_child", {"events": CHILD_A, **window})["children"][0]

    # 4/28 + 4 + 9/31 = 962/217 months, no closing
    assert near(child["months_of_support"], "4.433180", Decimal("1e-6"))
    assert near(child["total"], "1574.4747", Decimal("1e-4"))


def test_a_dated_child_costs_by_days() -> None:
    child = ask("cost_child", {"events": CHILD_A}, "--set", "proration=daily")["children"][0]

    # 150 days / 30.4375
    assert near(child["months_of_support"], "4.928131", Decimal("1e-6"))
    assert near(child["total"], "1740.1417", Decimal("1e-4"))


def test_a_dated_child_is_carried_to_later_prices() -> None:
    answer = ask("cost_child", {"events": CHILD_A, "index": DEFLATOR, "price_base": "2013/14"})

    assert near(answer["children"][0]["total"], "1846.3028", Decimal("1e-4"))
    assert answer["price_year"] == "2013/14"


def test_legacy_rounding_rounds_each_unit_cost_after_uprating() -> None:
    given = {"events": CHILD_A, "index": DEFLATOR, "price_base": "2013/14"}

    child = ask("cost_child", given, "--rounding", "legacy_whole_pound")["children"][0]

    # 23 + 217 + 237 + 2 × 209 + 89 + 175 × 1067/217 = 984 + 860.4839
    assert near(child["total"], "1844.4839", Decimal("1e-4"))


@pytest.mark.parametrize(
    ("rounding", "care_plan", "legal", "total"),
    [("exact", "274.66666667", "280.80", "29580.46666667"), ("legacy_whole_pound", "274", "281", "29580")],
)
def test_a_printed_year_is_the_sum_of_its_parts(
    rounding: str, care_plan: str, legal: str, total: str
) -> None:
    answer = ask("reconcile", CARE, "--rounding", rounding)

    amounts = {part["name"]: part["amount"] for part in answer["parts"]}
    # 412/3 × 2; 540 × 52; 466 × 2 + 13; 5.40 × 52
    assert Decimal(amounts["care plan"]) == Decimal(care_plan)
    assert Decimal(amounts["maintain"]) == 28080
    assert Decimal(amounts["review"]) == 945
    assert Decimal(amounts["legal"]) == Decimal(legal)
    assert answer["total"] == total
    assert answer["shown"] == "29580"


def test_a_direct_hour_takes_the_hours_that_go_with_it() -> None:
    worker = ask("rate", {"roles": [DIRECT_WORKER]})["roles"][0]
    one_and_a_half = ask("rate", {"roles": [{**DIRECT_WORKER, "hourly": 1, "direct_ratio": 1.5}]})["roles"][0]

    # 39.60 × 1.39 and 56.80 × 1.39; 1 : 1.5 takes 2.5 paid hours
    assert near(worker["per_direct_hour"], "55.04")
    assert near(worker["per_direct_hour_with_qualification"], "78.95")
    assert worker["shown"]["per_direct_hour"] == "55"
    assert worker["shown"]["per_direct_hour_with_qualification"] == "79"
    assert Decimal(one_and_a_half["per_direct_hour"]) == Decimal("2.5")


def test_indirect_work_is_not_counted_twice() -> None:
    given = {"roles": [DIRECT_WORKER], "time_basis": "all_case_work", "rate_basis": "per_direct_hour"}

    assert "E04" in refusal("rate", given)


def test_overheads_are_a_share_of_salary_and_on_costs() -> None:
    worker = ask("rate", {"roles": [PRINTED_WORKER]})["roles"][0]

    # 2,216 + 5% × (23,192 + 3,124)
    assert Decimal(worker["direct_overheads"]) == Decimal("3531.80")
    assert near(worker["annual"], "32224", Decimal(1))
    assert near(worker["annual_with_qualification"], "37325", Decimal(1))


def test_overheads_of_salary_alone_do_not_give_what_is_printed() -> None:
    salary_alone = {"amount": 2216, "share": 0.05, "basis": "salary"}

    said = refusal("rate", {"roles": [{**PRINTED_WORKER, "direct_overheads": salary_alone}]})

    # 2,216 + 5% × 23,192
    assert "E16" in said
    assert "3,375.60" in said


def test_a_printed_product_leaves_a_range_for_the_rate() -> None:
    product = {"name": "assessment", "hours": 26.25, "printed": 660, "rate": 25.14}

    found = ask("reconcile", {"products": [product]})["products"][0]

    # 659.5 / 26.25 and 660.5 / 26.25; 26.25 × 25.14 = 659.925
    assert near(found["rate_from"], "25.1238", Decimal("1e-4"))
    assert near(found["rate_to"], "25.1619", Decimal("1e-4"))
    assert Decimal(found["product"]) == Decimal("659.925")
    assert found["shown"] == "660"


def test_discount_factors_are_those_of_the_green_book() -> None:
    asked = {"factors_for_years": [1, 2, 5, 10, 30], "annuities_for_years": [5, 10], "discount_rate": 0.035}

    answer = ask("cost_case", asked)

    factors = {"1": "0.9662", "2": "0.9335", "5": "0.8420", "10": "0.7089", "30": "0.3563"}
    for year, factor in factors.items():
        assert near(answer["discount_factors"][year], factor, Decimal("0.00005"))
    assert near(answer["annuity_factors"]["5"], "4.515052", Decimal("1e-6"))
    assert near(answer["annuity_factors"]["10"], "8.316605", Decimal("1e-6"))


def test_sixty_years_at_one_rate_are_worth_the_annuity_factor() -> None:
    answer = ask("cost_case", {"annuities_for_years": [60], "discount_rate": 0.035})

    assert near(answer["annuity_factors"]["60"], "24.944734", Decimal("1e-6"))


@pytest.mark.parametrize(
    ("role", "annual", "hourly", "london"),
    # FSW: 27,280 + 7,911.20 + 4,364.80 + 2,100 over 1,517 h; London (39,556 × 1.1 + 2,100 × 1.4) / 1,517
    [
        ("Family support worker", "41656.00", "27.459459", "30.620699"),
        ("Health visitor", "69812.50", "44.325397", "49.405556"),
        ("SENCO", "59564.00", "46.993294", "52.165996"),
        ("Co-ordinator", "52444.00", "34.570864", "38.443243"),
    ],
)
def test_rates_are_built_from_their_parts(role: str, annual: str, hourly: str, london: str) -> None:
    rates = {line["role"]: line for line in ask("rate", {"roles": ROLES})["roles"]}

    assert Decimal(rates[role]["annual"]) == Decimal(annual)
    assert near(rates[role]["per_hour"], hourly, Decimal("1e-6"))
    assert near(rates[role]["per_hour_london"], london, Decimal("1e-6"))


@pytest.mark.parametrize(
    ("region", "exact", "legacy"),
    # 3.75 h FSW + 1.5 h HV + 1.25 h SENCO + 0.75 h co-ordinator
    [("out_of_london", "254.130833", "254"), ("london", "282.975881", "283")],
)
def test_a_meeting_costs_what_those_who_come_cost(region: str, exact: str, legacy: str) -> None:
    [process] = ask("unit_costs", {**TIMES, "region": region})["processes"]
    [rounded] = ask("unit_costs", {**TIMES, "region": region}, "--rounding", "legacy_whole_pound")[
        "processes"
    ]

    assert near(process["amount"], exact, Decimal("1e-6"))
    assert rounded["amount"] == legacy


def reported(*answers: tuple[str, list[object]]) -> dict[str, Any]:
    """What respondents reported on writing the form, at £60 an hour, so that minutes are pounds."""
    records = [
        {"respondent": name, "role": "Teacher", "activity": "A205", "minutes": minutes}
        for name, given in answers
        for minutes in given
    ]
    return {"rates": [{"role": "Teacher", "hourly": 60, "price_year": "2010/11"}], "records": records}


def test_not_done_is_a_nought_and_missing_is_none() -> None:
    answers = reported(
        ("a", [120]), ("b", ["not_done"]), ("c", ["not_done"]), ("d", ["missing"]), ("e", [90])
    )

    answer = ask("unit_costs", answers)

    # done by 2 of 4, 105 minutes when done; not 42 (missing as nought), not 105 (noughts dropped)
    time = answer["cells"][0]["lines"][0]
    assert Decimal(time["frequency"]) == Decimal("0.5")
    assert Decimal(time["minutes_when_done"]) == 105
    assert Decimal(answer["processes"][0]["amount"]) == Decimal("52.5")


@pytest.mark.parametrize(("averaging", "amount"), [("respondent", "75"), ("case", "55.71428571")])
def test_those_who_report_much_do_not_outweigh_the_others(averaging: str, amount: str) -> None:
    answers = reported(("a", [60, 90]), ("b", [120]), ("c", [30, 30, 30, 30]))

    answer = ask("unit_costs", {**answers, "averaging": averaging})

    # (75 + 120 + 30) / 3; all seven records: 390 / 7
    assert Decimal(answer["processes"][0]["amount"]) == Decimal(amount)


def test_waiting_and_backlog_are_those_of_the_textbook() -> None:
    answer = ask(
        "capacity",
        {
            "queue": {"arrivals": 2, "served": 1, "servers": 3, "simulated_runs": 0},
            "flow": {"arrivals": [36, 40, 44, 30, 28, 26], "throughput": 34},
        },
    )

    # a = 2, c = 3: (8/6 · 3) / (1 + 2 + 2 + 4) = 4/9; Wq = (4/9) / (3 - 2)
    assert near(answer["waiting"]["probability_of_waiting"], "0.444444", Decimal("1e-6"))
    assert near(answer["waiting"]["mean_wait"], "0.444444", Decimal("1e-6"))
    assert answer["backlog"]["by_month"] == ["2", "8", "18", "14", "8", "0"]
