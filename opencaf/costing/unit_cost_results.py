"""What `unit_costs` answers: the matrix, each process with its interval, every pound as a × b."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from opencaf.costing.catalogue import EVENT_PROCESSES, PROCESSES
from opencaf.costing.decimals import PENNY, half_up, unit_cost_as_used
from opencaf.costing.findings import Findings
from opencaf.costing.hidden_cells import (
    HIDDEN,
    by_process,
    hidden_cells,
    is_told_by_its_total,
    respondents_of,
)
from opencaf.costing.imputation import impute
from opencaf.costing.intervals import FEWEST_FOR_AN_INTERVAL, FEWEST_SHOWN, Term, spread
from opencaf.costing.meeting_results import meeting_means, meeting_result
from opencaf.costing.mix import Weighted, Work
from opencaf.costing.perspectives import NOT_STATED
from opencaf.costing.sensitivity import uncertainty
from opencaf.costing.six_months import six_months_in_scenarios
from opencaf.costing.times import Time
from opencaf.costing.unit_cost_checks import check, warn, warn_of_outlying_cells
from opencaf.costing.unit_cost_tables import UnitCostInput
from opencaf.costing.unit_costs import Cell, Line, combination, fitting_rate, is_added_always, make_cells


def unit_costs(given: UnitCostInput, findings: Findings) -> dict[str, Any]:
    """Return the result of `unit_costs`."""
    check(given, findings)
    cells = make_cells(given, findings)
    meetings = [meeting_result(meeting, given, findings) for meeting in given.meetings]
    findings.refuse()
    hidden = hidden_cells(cells)
    for cell in cells:
        warn(cell, findings)
    processes = [
        process_result(process, authority, inside, hidden, given)
        for (process, authority), inside in by_process(cells).items()
    ]
    warn_of_outlying_cells(cells, findings)
    return {
        "rounding": given.rounding,
        "averaging": given.averaging,
        "modes": given.modes,
        "region": given.region,
        "price_year": given.price_base or given.rates[0].price_year,
        "seed": given.seed,
        "processes": processes,
        **six_months_in_scenarios(processes, given),
        "cells": [cell_result(cell, id(cell) in hidden, given) for cell in cells],
        **({"meetings": meetings, "meeting_means": meeting_means(given, meetings)} if meetings else {}),
    }


def process_result(
    process: str, authority: str, cells: list[Cell], hidden: set[int], given: UnitCostInput
) -> dict[str, Any]:
    """Return one process's unit cost, with and without the roles' shares, and how sure it is."""
    head = {
        "process": process,
        "code": PROCESSES[process].code,
        "authority": authority,
        "unit": "each" if process in EVENT_PROCESSES else "month",
    }
    if is_told_by_its_total(cells, hidden):
        return {**head, "hidden": HIDDEN}
    bought = sum(
        (n.amount for n in given.non_staff if n.process == process and n.authority in {"", authority}),
        Decimal(0),
    )
    weighted = weights_of(process, cells, given)
    amount = bought + weighted_cost(cells, weighted)
    used = unit_cost_as_used(amount, given.rounding)
    result: dict[str, Any] = {
        **head,
        "amount": used,
        "exact": amount,
        "shown": half_up(used, PENNY),
        "non_staff": bought,
        "roles": combination(process, given),
        **interval_of(cells, weighted, bought, given),
    }
    if combination(process, given) == "lead":
        result["weighted_by_role_shares"] = bool(given.role_shares)
    # a second mean of the same cells would let two hidden ones be worked out
    if combination(process, given) == "lead" and not any(id(cell) in hidden for cell in cells):
        result["unweighted"] = bought + weighted_cost(cells, equal_weights(cells))
    if not any(id(cell) in hidden for cell in cells):  # what a role moves, or its payer pays, would tell
        result["by_payer"] = paid_by(cells, weighted, bought, given)
        lines = [
            Weighted(cell.role, line, weight_of(line, weighted.get(id(cell), Decimal(0))))
            for cell in cells
            for line in cell.lines
        ]
        result |= uncertainty(Work(process, cells, lines, given), bought)
    return result


def paid_by(
    cells: list[Cell], weights: dict[int, Decimal], bought: Decimal, given: UnitCostInput
) -> dict[str, Decimal]:
    """Return who pays what of a process, by the payers of its roles' rates; they add up to it."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for cell in cells:
        rate = fitting_rate(given, cell.role, cell.agency, cell.authority)
        for line in cell.lines:
            amount = line.amount * weight_of(line, weights.get(id(cell), Decimal(0)))
            found[rate.sector if rate else NOT_STATED] += amount
    if bought:
        found[NOT_STATED] += bought
    return dict(sorted(found.items()))


def weights_of(process: str, cells: list[Cell], given: UnitCostInput) -> dict[int, Decimal]:
    """Return the weight of each cell in its process: 1 where roles add up, else the role's share."""
    if combination(process, given) == "sum":
        return {id(cell): Decimal(1) for cell in cells}
    if not given.role_shares:
        return equal_weights(cells)
    leading = [cell for cell in cells if any(not is_added_always(line) for line in cell.lines)]
    of_role = defaultdict(list)
    for cell in leading:
        of_role[cell.role].append(cell)
    shares = {role: given.role_shares.get(role, Decimal(0)) for role in of_role}
    whole = sum(shares.values(), Decimal(0)) or Decimal(1)
    return {id(cell): shares[cell.role] / whole / len(of_role[cell.role]) for cell in leading}


def equal_weights(cells: list[Cell]) -> dict[int, Decimal]:
    """Return the same weight for each cell in which a role leads."""
    leading = [cell for cell in cells if any(not is_added_always(line) for line in cell.lines)]
    return {id(cell): Decimal(1) / len(leading) for cell in leading}


def weighted_cost(cells: list[Cell], weights: dict[int, Decimal]) -> Decimal:
    """Return what cells cost together: what is always done in full, the rest by its cell's weight."""
    return sum(
        (
            line.amount * weight_of(line, weights.get(id(cell), Decimal(0)))
            for cell in cells
            for line in cell.lines
        ),
        Decimal(0),
    )


def weight_of(line: Line, weight: Decimal) -> Decimal:
    """Return a line's weight."""
    return Decimal(1) if is_added_always(line) else weight


def interval_of(
    cells: list[Cell], weights: dict[int, Decimal], bought: Decimal, given: UnitCostInput
) -> dict[str, Any]:
    """Return an interval where respondents are enough, else a range, else nothing."""
    names = respondents_of(cells)
    if not names:
        return {"respondents": None, "basis": "entered without records"}
    terms = [
        Term(
            f"{cell.role}/{cell.agency}/{cell.authority}",
            weight_of(line, weights.get(id(cell), Decimal(0))) * line.hourly / 60,
            line.time.per_respondent,
        )
        for cell in cells
        for line in cell.lines
        if line.time
    ]
    fixed = bought + sum(
        (
            line.amount * weight_of(line, weights.get(id(cell), Decimal(0)))
            for cell in cells
            for line in cell.lines
            if not line.time
        ),
        Decimal(0),
    )
    return {
        "respondents": len(names),
        "modes": modes_of(cells),
        **described_spread(terms, fixed, len(names), given),
    }


def modes_of(cells: list[Cell]) -> dict[str, int]:
    """Return how many records of each way of collecting some cells rest on."""
    found: dict[str, int] = defaultdict(int)
    for cell in cells:
        for line in cell.lines:
            for mode, records in (line.time.modes if line.time else {}).items():
                found[mode] += records
    return dict(found)


def described_spread(
    terms: list[Term], fixed: Decimal, respondents: int, given: UnitCostInput
) -> dict[str, Any]:
    """Return an interval for 8 respondents or more, and an indicative range for 3 to 7."""
    if respondents < FEWEST_SHOWN:
        return {"basis": "too few respondents for a range"}
    if respondents < FEWEST_FOR_AN_INTERVAL:
        low, high = range_of(terms)
        return {"basis": "indicative", "range": [low + fixed, high + fixed]}
    found = spread(terms, seed=given.seed, resamples=given.resamples, corrected=given.interval == "bca")
    return {
        "basis": "interval",
        "interval_95": [found.low + fixed, found.high + fixed],
        "standard_error_bootstrap": found.bootstrap_error,
        "standard_error_delta": found.delta_error,
    }


def range_of(terms: list[Term]) -> tuple[Decimal, Decimal]:
    """Return the cost by the lowest and by the highest respondent of each activity."""
    low = high = Decimal(0)
    for term in terms:
        each = [minutes / weight for minutes, weight in term.per_respondent.values()]
        low += term.coefficient * min(each)
        high += term.coefficient * max(each)
    return low, high


def cell_result(cell: Cell, is_hidden: bool, given: UnitCostInput) -> dict[str, Any]:
    """Return one cell with its interval and the lines that make it up."""
    head = {"process": cell.process, "role": cell.role, "agency": cell.agency, "authority": cell.authority}
    if is_hidden:
        return {**head, "hidden": HIDDEN}
    respondents = cell.respondents
    result: dict[str, Any] = {
        **head,
        "amount": unit_cost_as_used(cell.amount, given.rounding),
        "exact": cell.amount,
        "respondents": respondents,
    }
    if respondents:
        fixed = sum((line.amount for line in cell.lines if not line.time), Decimal(0))
        result |= described_spread(cell.terms(), fixed, respondents, given)
        if given.missing == "multiple_imputation" and respondents >= FEWEST_SHOWN:
            imputed = impute(cell.terms(), seed=given.seed)
            result["multiple_imputation"] = {**vars(imputed), "amount": imputed.amount + fixed}
    if any(line.time and line.time.respondents < FEWEST_SHOWN for line in cell.lines):
        return {**result, "lines": f"hidden: an activity has fewer than {FEWEST_SHOWN} respondents"}
    return {**result, "lines": [line_result(line) for line in cell.lines]}


def line_result(line: Line) -> dict[str, Any]:
    """Return frequency × minutes / 60 × rate of an activity, and the records behind it."""
    result: dict[str, Any] = {
        "activity": line.activity,
        "frequency": line.frequency,
        "minutes_when_done": line.minutes,
        "mean_minutes": line.frequency * line.minutes,
        "hourly": line.hourly,
        "amount": line.amount,
    }
    return {**result, "time": time_result(line.time)} if line.time else result


def time_result(time: Time) -> dict[str, Any]:
    """Return what a time rests on. The mean is for costs; median and quartiles only describe."""
    return {
        "mean_minutes": time.mean,
        "respondents": time.respondents,
        "records": time.records,
        "modes": time.modes,
        "missing_share": time.missing_share,
        "median_when_done": time.median_when_done,
        "quartiles_when_done": time.quartiles_when_done,
        "outliers": time.outliers,
        "mean_without_outliers": time.mean_without_outliers,
        "mean_if_missing_were_low_or_high": time.bounds,
    }
