"""What moves a unit cost, gaps filled many times, and corrected intervals."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from opencaf.costing.imputation import impute
from opencaf.costing.intervals import Term, spread
from tests.costing.asking import DEFLATOR, ROLES, ask, near, refusal, warnings

# £60 an hour and £30 an hour: minutes are pounds and half-pounds.
RATES = [
    {"role": "Teacher", "hourly": 60, "price_year": "2010/11"},
    {"role": "Nurse", "hourly": 30, "price_year": "2010/11"},
]
MEETING: dict[str, Any] = {
    "rates": RATES,
    "activities": [
        {"process": "initial_tac", "activity": "A304", "role": "Teacher", "minutes": 90},
        {"process": "initial_tac", "activity": "A302", "role": "Nurse", "minutes": 20},
    ],
    "non_staff": [{"process": "initial_tac", "amount": 10, "what": "room"}],
}


def process(given: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = ask("unit_costs", given)["processes"][0]
    return found


def test_a_tornado_shows_the_widest_input_first() -> None:
    bars = process({**MEETING, "sensitivity": True})["tornado"]

    # 90 + 10 + 10 = 110; the teacher's 90 a fifth either way: 92 to 128
    assert [Decimal(bars[0]["low"]), Decimal(bars[0]["high"])] == [92, 128]
    assert {bar["input"] for bar in bars[:2]} == {"rate of Teacher", "minutes of A304 by Teacher"}
    # the mix of roles 101 to 112
    assert bars[2]["input"] == "mix of roles"
    assert {bar["input"] for bar in bars[3:]} == {"rate of Nurse", "minutes of A302 by Nurse"}


def test_minutes_and_rates_are_set_against_each_other() -> None:
    table = process({**MEETING, "sensitivity": True})["two_way"]

    # staff 100, room 10: 100 × 0.8 × 0.8 + 10 and 100 × 1.2 × 1.2 + 10
    assert [Decimal(table[0]["amount"]), Decimal(table[4]["amount"]), Decimal(table[8]["amount"])] == [
        74,
        110,
        154,
    ]


def test_scenarios_change_minutes_and_rates() -> None:
    scenarios = [
        {"name": "shorter meetings", "minutes": {"A304": 0.5}},
        {"name": "dearer nurses", "rates": {"Nurse": 2}},
    ]

    shorter, dearer = process({**MEETING, "scenarios": scenarios})["scenarios"]

    assert Decimal(shorter["amount"]) == 65
    assert Decimal(dearer["amount"]) == 120


def test_a_mix_of_roles_shares_a_meetings_minutes() -> None:
    mixes: list[dict[str, Any]] = [
        {"name": "nurses only", "mix": {"Nurse": 1}},
        {"name": "half each", "mix": {"Nurse": 0.5, "Teacher": 0.5}},
        {"name": "half each, shorter", "mix": {"Nurse": 0.5, "Teacher": 0.5}, "minutes": {"A304": 0.5}},
    ]

    found = [Decimal(one["amount"]) for one in process({**MEETING, "scenarios": mixes})["scenarios"]]

    # 110 minutes of A304 (90) and A302 (20), and £10 for the room: 55 + 10; 82.50 + 10; 45 and 20 minutes at 75p
    assert found == [65, Decimal("92.5"), Decimal("58.75")]


def test_a_mix_where_one_role_leads_takes_each_roles_own_times() -> None:
    led: dict[str, Any] = {
        "rates": [*RATES, {"role": "Mentor", "hourly": 12, "price_year": "2010/11"}],
        "activities": [
            {"process": "assessment", "activity": "A205", "role": "Teacher", "minutes": 60},
            {"process": "assessment", "activity": "A205", "role": "Nurse", "minutes": 120},
            {"process": "assessment", "activity": "A207", "role": "Nurse", "minutes": 10},
        ],
    }
    mixes = [
        {"name": "teachers", "mix": {"Teacher": 1}},
        {"name": "one in four a nurse", "mix": {"Teacher": 0.75, "Nurse": 0.25}},
        {"name": "somebody new", "mix": {"Mentor": 1}},
    ]

    found = [Decimal(one["amount"]) for one in process({**led, "scenarios": mixes})["scenarios"]]

    # both hours cost £60; entering data (A207, £5) is always done; a mentor takes the mean of 60 and 120 minutes
    assert found == [65, 65, 23]


def test_a_tornado_holds_the_mix_of_roles() -> None:
    [bar] = [
        bar for bar in process({**MEETING, "sensitivity": True})["tornado"] if bar["input"] == "mix of roles"
    ]

    # now 100 for 110 minutes; all by nurses 55, all by teachers 110: a fifth of the way to each, and the room
    assert [Decimal(bar["low"]), Decimal(bar["high"])] == [101, 112]
    assert bar["by"] == "a fifth of the work to the cheapest or to the dearest role"


def test_a_mix_keeps_who_does_it_now_where_it_is_the_same() -> None:
    same = {"name": "as now", "mix": {"Teacher": 1}}
    one_role = {**MEETING, "activities": MEETING["activities"][:1], "scenarios": [same]}

    found = process(one_role)

    assert found["scenarios"][0]["amount"] == found["amount"]


@pytest.mark.parametrize(
    ("mix", "code", "words"),
    [
        ({"Teacher": 0.9}, "E07", "they add up to 0.9"),
        ({"Teacher": -0.5, "Nurse": 1.5}, "E07", "nought or more"),
        ({"Astronaut": 1}, "E13", "no rate for Astronaut, who works in another mix"),
    ],
)
def test_a_mix_that_cannot_be_is_refused(mix: dict[str, float], code: str, words: str) -> None:
    refused = refusal("unit_costs", {**MEETING, "scenarios": [{"name": "another mix", "mix": mix}]})

    assert code in refused
    assert words in refused


def test_six_months_are_shown_in_each_scenario_with_its_reviews() -> None:
    six = ("intention", "assessment", "initial_tac", "subsequent_tac", "ongoing_support", "close")
    given = {
        "rates": RATES,
        "activities": [{"process": name, "role": "Teacher", "minutes": 10} for name in six],
        "scenarios": [
            {"name": "as it is"},
            {"name": "no review, by nurses", "reviews": 0, "mix": {"Nurse": 1}},
        ],
    }

    found = ask("unit_costs", given)["six_months"]

    # £10 each: 4 once, a review, 6 months; without the review 10 at half the rate
    assert Decimal(found["now"]) == 110
    assert [Decimal(one["amount"]) for one in found["scenarios"]] == [110, 50]
    assert "six_months" not in ask("unit_costs", {**given, "activities": given["activities"][:5]})


def test_draws_lie_around_the_cost_and_repeat() -> None:
    ranges = {
        "direct_overheads": [0.2, 0.38],
        "indirect_overheads": [0.1, 0.22],
        "hours_of_a_year": [1450, 1584],
    }
    given = {
        "rates": [{**ROLES[0], "ranges": ranges}],
        "activities": [{"process": "close", "role": ROLES[0]["role"], "minutes": 120}],
        "draws": 10_000,
    }

    found, again = process(given), process(given)

    low, high = map(Decimal, found["draws"]["interval_95"])
    # 2 h × 27.459459; the triangles are even, so the mean stays
    assert near(found["draws"]["mean"], found["amount"], Decimal("0.20"))
    assert low < Decimal(found["amount"]) < high
    assert found["draws"] == again["draws"]


def test_what_is_known_for_certain_does_not_vary() -> None:
    drawn = process({**MEETING, "draws": 1000})["draws"]

    assert drawn["interval_95"] == ["110.00", "110.00"]


def test_a_hidden_cell_is_not_told_by_what_it_moves() -> None:
    records = [
        {"respondent": f"{role} {i}", "role": role, "activity": "A205", "minutes": 50 + i}
        for role, n in [("Teacher", 2), ("Nurse", 9)]
        for i in range(n)
    ]
    scenarios = [{"name": "no nurses", "minutes": {"Nurse": 0}}]

    found = process(
        {"rates": RATES, "records": records, "sensitivity": True, "scenarios": scenarios, "draws": 100}
    )

    assert {"tornado", "two_way", "scenarios", "draws"}.isdisjoint(found)


def test_rates_of_several_years_meet_at_one_base() -> None:
    rates = [RATES[0], {**RATES[1], "price_year": "2012/13"}]

    refused = refusal("unit_costs", {**MEETING, "rates": rates})
    answer = ask("unit_costs", {**MEETING, "rates": rates, "price_base": "2012/13", "index": DEFLATOR})

    assert "E18" in refused
    # 90 × 1.0229 × 1.015 + 10 + 10
    assert near(answer["processes"][0]["amount"], "113.4419", Decimal("1e-4"))
    assert answer["price_year"] == "2012/13"


def test_old_rates_are_pointed_out() -> None:
    answer = ask(
        "unit_costs",
        {
            **MEETING,
            "price_base": "2014/15",
            "index": {**DEFLATOR, "rates": [*DEFLATOR["rates"], {"year": "2014/15", "rate": 1.2}]},
        },
    )

    assert "W05" in warnings(answer)


def test_london_may_hold_qualifications_too() -> None:
    worker = ask("rate", {"roles": [{**ROLES[0], "qualification": 1517}]})["roles"][0]

    # 30.620699 and one pound an hour
    assert near(worker["per_hour_london_with_qualification"], "31.620699", Decimal("1e-6"))


def skewed(n: int) -> Term:
    generator = random.Random(3)
    return Term(
        "Teacher",
        Decimal(1),
        {str(i): (Decimal(str(round(generator.lognormvariate(4, 1), 2))), Decimal(1)) for i in range(n)},
    )


def test_a_corrected_interval_leans_to_the_longer_tail() -> None:
    plain, corrected = spread([skewed(60)], seed=1), spread([skewed(60)], seed=1, corrected=True)

    assert corrected.low > plain.low
    assert corrected.high > plain.high


def test_an_interval_may_be_corrected_by_command() -> None:
    records = [
        {"respondent": str(i), "role": "Teacher", "activity": "A205", "minutes": 20 + i * i}
        for i in range(12)
    ]
    given = {"rates": RATES, "records": records}

    assert process(given)["interval_95"] != process({**given, "interval": "bca"})["interval_95"]


def gappy(keep: list[bool]) -> list[Term]:
    """Two activities, the second twice as long as the first, missing where it is not kept."""
    first = {f"r{i}": (Decimal(20 + 5 * i), Decimal(1)) for i in range(len(keep))}
    second = {f"r{i}": (Decimal(40 + 10 * i), Decimal(1)) for i, kept in enumerate(keep) if kept}
    return [Term("Teacher", Decimal(1), first), Term("Teacher", Decimal(1), second)]


def test_gaps_are_filled_by_what_goes_with_them() -> None:
    """Those who take long did not answer: leaving them out makes the mean too low, filling puts it right."""
    keep = [i < 12 for i in range(20)]

    found = impute(gappy(keep), seed=1)

    # all twenty: mean 67.5 + 135; the twelve who answered: 67.5 + 95
    assert abs(found.amount - Decimal("202.5")) < 3
    assert found.filled == 8
    assert found.imputations == 20


def test_nothing_is_filled_where_nothing_is_missing() -> None:
    found = impute(gappy([True] * 20), seed=1)

    assert found.amount == Decimal("202.5")
    assert found.filled == 0


@pytest.mark.parametrize("missing", ["complete_case", "multiple_imputation"])
def test_filling_stands_beside_the_mean_and_does_not_replace_it(missing: str) -> None:
    records = [
        {
            "respondent": str(i),
            "role": "Teacher",
            "activity": "A205",
            "minutes": "missing" if i == 3 else 50 + i,
        }
        for i in range(12)
    ]
    records += [
        {"respondent": str(i), "role": "Teacher", "activity": "A201", "minutes": 10 + i} for i in range(12)
    ]

    answer = ask("unit_costs", {"rates": RATES, "records": records, "missing": missing})

    assert ("multiple_imputation" in answer["cells"][0]) == (missing == "multiple_imputation")
    assert near(answer["cells"][0]["amount"], "71.2273", Decimal("1e-3"))
