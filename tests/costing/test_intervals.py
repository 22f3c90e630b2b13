"""Two ways to a standard error agree; small numbers of staff and children stay hidden."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from opencaf.costing.groups import visible_cells
from opencaf.costing.intervals import Term, spread
from tests.costing.asking import ask, dated, near

RATE = {"hourly": 60, "price_year": "2010/11"}


def respondents(n: int, seed: int, stratum: str = "Teacher") -> Term:
    """Times of some respondents, skewed as times are."""
    generator = random.Random(seed)
    answers = {
        f"r{i}": (Decimal(str(round(generator.lognormvariate(4, 0.6), 2))), Decimal(1)) for i in range(n)
    }
    return Term(stratum, Decimal("0.5"), answers)


@pytest.mark.parametrize("n", [30, 60, 200])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_bootstrap_and_delta_method_agree(n: int, seed: int) -> None:
    found = spread([respondents(n, seed), respondents(n, seed + 50, "Nurse")], seed=seed)

    assert abs(found.bootstrap_error / found.delta_error - 1) < Decimal("0.15")


def test_both_agree_for_answers_weighted_by_cases() -> None:
    generator = random.Random(4)
    answers = {
        f"r{i}": (Decimal(generator.randint(20, 900)), Decimal(generator.randint(1, 6))) for i in range(80)
    }

    found = spread([Term("Teacher", Decimal(1), answers)], seed=1)

    assert abs(found.bootstrap_error / found.delta_error - 1) < Decimal("0.15")


def test_the_same_seed_gives_the_same_interval() -> None:
    assert spread([respondents(30, 1)], seed=5) == spread([respondents(30, 1)], seed=5)
    assert spread([respondents(30, 1)], seed=5) != spread([respondents(30, 1)], seed=6)


def test_answers_of_one_respondent_are_one_cluster() -> None:
    """Two activities that the same people take long over vary more together than apart."""
    once = respondents(40, 1)
    twice = [once, once]
    apart = [once, Term("Nurse", once.coefficient, once.per_respondent)]

    assert spread(twice, seed=1).delta_error > spread(apart, seed=1).delta_error * Decimal("1.3")


def answers(counts: dict[str, int], **more: Any) -> dict[str, Any]:
    """So many respondents of each role on writing the form."""
    records = [
        {"respondent": f"{role} {i}", "role": role, "activity": "A205", "minutes": 60 + 7 * i, **more}
        for role, n in counts.items()
        for i in range(n)
    ]
    return {"rates": [{**RATE, "role": role} for role in counts], "records": records}


@pytest.mark.parametrize(("n", "basis"), [(3, "indicative"), (7, "indicative"), (8, "interval")])
def test_few_respondents_give_a_range_and_no_interval(n: int, basis: str) -> None:
    [process] = ask("unit_costs", answers({"Teacher": n}))["processes"]

    assert process["basis"] == basis
    assert ("interval_95" in process) == (basis == "interval")


def test_an_interval_holds_the_cost_and_carries_its_seed() -> None:
    answer = ask("unit_costs", answers({"Teacher": 30}))

    [process] = answer["processes"]
    low, high = map(Decimal, process["interval_95"])
    assert low < Decimal(process["amount"]) < high
    assert answer["seed"] == 1
    assert "standard_error_delta" in process


@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_respondents_are_hidden_with_their_total(n: int) -> None:
    answer = ask("unit_costs", answers({"Teacher": n}))

    assert "hidden" in answer["processes"][0]
    assert "hidden" in answer["cells"][0]
    assert "lines" not in answer["cells"][0]


def test_a_hidden_cell_takes_a_second_with_it() -> None:
    given_answers = answers({"Teacher": 2, "Nurse": 9, "Social worker": 12})

    answer = ask("unit_costs", {**given_answers, "combine": {"assessment": "sum"}})

    hidden = {cell["role"] for cell in answer["cells"] if "hidden" in cell}
    assert hidden == {"Teacher", "Nurse"}
    assert "amount" in answer["processes"][0]


def test_two_hidden_cells_are_not_told_by_two_means() -> None:
    shares = {"Teacher": 0.2, "Nurse": 0.3, "Social worker": 0.5}

    [process] = ask(
        "unit_costs", {**answers({"Teacher": 2, "Nurse": 9, "Social worker": 12}), "role_shares": shares}
    )["processes"]

    assert "unweighted" not in process


def test_roles_are_weighted_by_what_they_led() -> None:
    records = [
        {"respondent": f"{role}{i}", "role": role, "activity": "A205", "minutes": minutes}
        for role, minutes in [("Teacher", 60), ("Nurse", 120)]
        for i in range(3)
    ]
    rates = [{**RATE, "role": "Teacher"}, {**RATE, "role": "Nurse"}]

    [process] = ask(
        "unit_costs", {"rates": rates, "records": records, "role_shares": {"Teacher": 0.75, "Nurse": 0.25}}
    )["processes"]

    # 0.75 × 60 + 0.25 × 120; unweighted (60 + 120) / 2
    assert Decimal(process["amount"]) == 75
    assert Decimal(process["unweighted"]) == 90


def test_the_best_way_of_collecting_comes_first_unless_ways_are_pooled() -> None:
    records = [
        {"respondent": f"{mode}{i}", "role": "Teacher", "activity": "A205", "minutes": minutes, "mode": mode}
        for mode, minutes in [("event_record", 60), ("survey", 90), ("focus_group", 120)]
        for i in range(3)
    ]
    given_answers = {"rates": [{**RATE, "role": "Teacher"}], "records": records}
    weights = {"event_record": 0.5, "survey": 0.3, "focus_group": 0.2}

    best = ask("unit_costs", given_answers)["processes"][0]["amount"]
    pooled = ask("unit_costs", {**given_answers, "modes": "pooled", "mode_weights": weights})

    # 0.5 × 60 + 0.3 × 90 + 0.2 × 120
    assert best == "60"
    assert Decimal(pooled["processes"][0]["amount"]) == 81


@pytest.mark.parametrize(("shape", "minutes"), [("pert", "50"), ("triangular", "60")])
def test_three_estimates_give_a_mean(shape: str, minutes: str) -> None:
    estimate = {
        "activity": "A205",
        "role": "Teacher",
        "low": 20,
        "most_likely": 40,
        "high": 120,
        "mode": "focus_group",
    }
    records = [{**estimate, "respondent": f"group {i}"} for i in range(3)]

    answer = ask(
        "unit_costs", {"rates": [{**RATE, "role": "Teacher"}], "records": records, "estimate_shape": shape}
    )

    # (20 + 4 × 40 + 120) / 6; (20 + 40 + 120) / 3
    assert Decimal(answer["processes"][0]["amount"]) == Decimal(minutes)


def test_an_outlier_is_shown_and_kept_unless_it_is_winsorised() -> None:
    records = [
        {"respondent": f"r{i}", "role": "Teacher", "activity": "A205", "minutes": minutes}
        for i, minutes in enumerate([50, 60, 60, 70, 60, 50, 70, 900])
    ]
    given_answers = {"rates": [{**RATE, "role": "Teacher"}], "records": records}

    time = ask("unit_costs", given_answers)["cells"][0]["lines"][0]["time"]
    capped = ask("unit_costs", {**given_answers, "winsorise": True})["cells"][0]["lines"][0]["time"]

    # mean of all 1320/8; of those below 420/7; quartiles 57.5 and 70: limit 70 + 3 × 12.5 = 107.5
    assert time["outliers"] == ["900"]
    assert Decimal(time["mean_minutes"]) == 165
    assert Decimal(time["mean_without_outliers"]) == 60
    assert near(capped["mean_minutes"], "65.9375")


def test_missing_answers_have_bounds() -> None:
    given_answers = answers({"Teacher": 6})
    given_answers["records"].append(
        {"respondent": "late", "role": "Teacher", "activity": "A205", "minutes": "dont_know"}
    )

    time = ask("unit_costs", given_answers)["cells"][0]["lines"][0]["time"]

    low, high = map(Decimal, time["mean_if_missing_were_low_or_high"])
    assert low < Decimal(time["mean_minutes"]) < high
    assert near(time["missing_share"], "0.142857", Decimal("1e-6"))


def family(n: int, group: str, first: int = 0) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """So many children of a group, each with an intention and an assessment."""
    names = [f"{group}{first + i}" for i in range(n)]
    events = [
        e
        for name in names
        for e in dated(("intention", "2011-01-10"), ("assessment", "2011-02-04"), child=name)
    ]
    return events, [{"child": name, "groups": {"need": group}} for name in names]


def grouped(**sizes: int) -> dict[str, Any]:
    """An answer about groups of these sizes."""
    events, facts = [], []
    for group, n in sizes.items():
        some_events, some_facts = family(n, group)
        events += some_events
        facts += some_facts
    return ask(
        "cost_child", {"events": events, "children": facts, "group_by": ["need"], "show_children": False}
    )


def test_groups_tell_mean_median_and_interval() -> None:
    answer = grouped(health=6, learning=7)

    cell = answer["groups"]["cells"][0]
    # 22 + 204 for each child
    assert (cell["need"], cell["children"], cell["mean"], cell["total"]) == ("health", 6, "226", "1356")
    assert cell["mean_interval_95"] == ["226.00", "226.00"]
    assert "children" not in answer


def test_a_small_group_is_hidden_with_another() -> None:
    answer = grouped(health=2, learning=7, home=9)

    hidden = [cell["need"] for cell in answer["groups"]["cells"] if "hidden" in cell]
    assert "health" in hidden
    assert len(hidden) == 2
    assert answer["groups"]["totals"]["all"]["children"] == 18


@pytest.mark.parametrize("n", [1, 4])
def test_one_small_group_is_hidden_whole(n: int) -> None:
    answer = grouped(health=n)

    assert "hidden" in answer["groups"]["cells"][0]
    assert "hidden" in answer["groups"]["totals"]["all"]
    assert "total" not in answer


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ([5, 7], [True, True, True]),
        ([2, 3, 9], [False, False, True, True]),  # those hidden are five: one to four each
        ([2, 2, 9, 20], [False, False, False, True, True]),
        ([1, 1, 1, 1, 1], [False] * 6),
        ([4, 4], [False] * 3),
    ],
)
def test_groups_are_shown_that_give_no_small_one_away(sizes: list[int], shown: list[bool]) -> None:
    visible = visible_cells([[size] for size in sizes])

    assert [row[0] for row in visible] == shown


def test_an_authority_is_estimated_from_a_sample() -> None:
    events, _ = family(10, "health")
    events += dated(("close", "2011-03-01"), child="health0")

    answer = ask("cost_child", {"events": events, "population": 40})

    # mean (2,260 + 84) / 10 = 234.40; × 40 = 9,376; s² = 84²/10, se = 40 · √(s²/10 · (1 - 10/40))
    assert Decimal(answer["authority"]["estimate"]) == 9376
    assert near(
        answer["authority"]["standard_error"], str(40 * (Decimal("705.6") / 10 * Decimal("0.75")).sqrt())
    )
