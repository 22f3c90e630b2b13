"""What moves a unit cost: each input by itself, two together, scenarios, and draws at random.

Pay bands are taken as known. Times move to the ends of their 95% interval where respondents are enough,
else by a fifth; rates by a fifth; of the work a fifth goes to the cheapest or the dearest role. Draws take times from their standard errors, and overheads and hours
from triangles between the values entered.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opencaf.costing.decimals import half_up, total
from opencaf.costing.intervals import FEWEST_FOR_AN_INTERVAL, Term, in_pounds, spread
from opencaf.costing.mix import Weighted, Work
from opencaf.costing.rates import RateLine, capital_cost, hours_of_a_year, on_costs
from opencaf.costing.unit_cost_tables import Scenario, UnitCostInput
from opencaf.costing.unit_costs import rate_line

FIFTH = Decimal("0.2")
NORMAL_95 = Decimal("1.959964")
BY_MIX = "a fifth of the work to the cheapest or to the dearest role"
Floats = NDArray[np.float64]


def uncertainty(work: Work, bought: Decimal) -> dict[str, Any]:
    """Return what was asked for of how uncertain a process's unit cost is."""
    given, lines = work.given, list(work.lines)
    found: dict[str, Any] = {}
    if given.sensitivity:
        found["tornado"] = tornado(work, bought)
        found["two_way"] = two_way(lines, bought)
    if given.scenarios:
        found["scenarios"] = [
            {"name": scenario.name, "amount": bought + in_scenario(work, scenario)}
            for scenario in given.scenarios
        ]
    if given.draws:
        found["draws"] = drawn(lines, bought, given)
    return found


def tornado(work: Work, bought: Decimal) -> list[dict[str, Any]]:
    """Return the unit cost with each input low and high, the widest first."""
    lines = list(work.lines)
    whole = bought + total(weighted.amount for weighted in lines)
    of_role: dict[str, Decimal] = defaultdict(Decimal)
    for weighted in lines:
        of_role[weighted.role] += weighted.amount
    moves = [(f"rate of {role}", amount * FIFTH, "a fifth either way") for role, amount in of_role.items()]
    moves += [(weighted.name, *move_of(weighted)) for weighted in lines]
    bars = [{"input": name, "low": whole - move, "high": whole + move, "by": by} for name, move, by in moves]
    bars += bar_of_mix(work, whole)
    return sorted(bars, key=lambda bar: (bar["low"] - bar["high"], bar["input"]))


def bar_of_mix(work: Work, whole: Decimal) -> list[dict[str, Any]]:
    """Return the unit cost with a fifth of the work given to the cheapest role, and to the dearest."""
    if len(work.roles) < 2:
        return []
    now = total(one.amount for one in work.lines)
    alone = [total(one.amount for one in work.mixed({role: Decimal(1)})) for role in work.roles]
    low, high = (whole + (extreme - now) * FIFTH for extreme in (min(alone), max(alone)))
    return [{"input": "mix of roles", "low": low, "high": high, "by": BY_MIX}]


def move_of(weighted: Weighted) -> tuple[Decimal, str]:
    """Return by how much a time moves the cost, and why by so much."""
    time = weighted.line.time
    if time is None or time.respondents < FEWEST_FOR_AN_INTERVAL:
        return weighted.amount * FIFTH, "a fifth either way"
    return NORMAL_95 * error_of(weighted), "95% interval"


def error_of(weighted: Weighted) -> Decimal:
    """Return the standard error of a line, from its respondents."""
    if weighted.line.time is None:
        return Decimal(0)
    coefficient = weighted.weight * weighted.line.hourly / 60
    term = Term(weighted.role, coefficient, weighted.line.time.per_respondent)
    return spread([term], seed=0, resamples=100).delta_error


def two_way(lines: list[Weighted], bought: Decimal) -> list[dict[str, Any]]:
    """Return the unit cost with all minutes and all rates a fifth lower, as they are, a fifth higher."""
    staff = total(weighted.amount for weighted in lines)
    steps = [1 - FIFTH, Decimal(1), 1 + FIFTH]
    return [
        {"minutes": minutes, "rates": rates, "amount": bought + staff * minutes * rates}
        for minutes in steps
        for rates in steps
    ]


def in_scenario(work: Work, scenario: Scenario) -> Decimal:
    """Return what staff cost in a scenario."""
    one = Decimal(1)
    lines = work.mixed(scenario.mix) if scenario.mix else work.lines
    return total(
        weighted.amount
        * scenario.minutes.get(weighted.line.activity, one)
        * scenario.minutes.get(weighted.role, one)
        * scenario.rates.get(weighted.role, one)
        for weighted in lines
    )


def drawn(lines: list[Weighted], bought: Decimal, given: UnitCostInput) -> dict[str, Any]:
    """Return mean and middle 95% of draws at random."""
    generator = np.random.default_rng(given.seed)
    cost = np.full(given.draws, float(bought))
    multipliers = {
        role: rate_multipliers(rate_line(given, role), given.draws, generator)
        for role in sorted({weighted.role for weighted in lines})
    }
    for weighted in lines:
        times = generator.normal(float(weighted.amount), float(error_of(weighted)), given.draws)
        cost += np.maximum(times, 0) * multipliers[weighted.role]
    low, high = np.percentile(cost, [2.5, 97.5])
    return {
        "draws": given.draws,
        "seed": given.seed,
        "mean": half_up(in_pounds(cost.mean()), Decimal("0.01")),
        "interval_95": [half_up(in_pounds(low), Decimal("0.01")), half_up(in_pounds(high), Decimal("0.01"))],
    }


def rate_multipliers(line: RateLine | None, draws: int, generator: np.random.Generator) -> Floats:
    """Return by how much a rate is higher or lower in each draw of its overheads and hours."""
    if line is None or line.ranges is None or line.salary is None:
        return np.ones(draws)
    pay, hours = float(line.salary + on_costs(line)), float(hours_of_a_year(line))
    annual = np.full(draws, pay + float(capital_cost(line.capital)))
    usual = annual[0]
    for entered, bounds in [
        (line.direct_overheads, line.ranges.direct_overheads),
        (line.indirect_overheads, line.ranges.indirect_overheads),
    ]:
        base = float(line.salary) if entered.basis == "salary" else pay
        usual += float(entered.amount) + base * float(entered.share)
        annual += float(entered.amount) + base * triangle(entered.share, bounds, draws, generator)
    hours_drawn = triangle(Decimal(str(hours)), line.ranges.hours_of_a_year, draws, generator)
    multipliers: Floats = (annual / hours_drawn) / (usual / hours)
    return multipliers


def triangle(
    likely: Decimal, bounds: tuple[Decimal, Decimal] | None, draws: int, generator: np.random.Generator
) -> Floats:
    """Return draws between two bounds around the most likely value; that value where there are none."""
    if bounds is None or bounds[0] >= bounds[1]:
        return np.full(draws, float(likely))
    low, high = float(bounds[0]), float(bounds[1])
    return generator.triangular(low, min(max(float(likely), low), high), high, draws)
