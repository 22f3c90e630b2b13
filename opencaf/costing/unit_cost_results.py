"""What `unit_costs` answers: the matrix, each process with its interval, every pound as a × b."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from opencaf.costing.catalogue import EVENT_PROCESSES, PROCESSES
from opencaf.costing.cost_sheets import warn_of_slipped_decimals
from opencaf.costing.decimals import PENNY, half_up, mean, unit_cost_as_used
from opencaf.costing.findings import Findings
from opencaf.costing.imputation import impute
from opencaf.costing.intervals import FEWEST_FOR_AN_INTERVAL, FEWEST_SHOWN, Term, spread
from opencaf.costing.meetings import FAMILY, attendee_cost, meeting_cost, minutes_of
from opencaf.costing.rate_checks import check_basis, check_line
from opencaf.costing.sensitivity import Weighted, uncertainty
from opencaf.costing.times import Time, check_records
from opencaf.costing.unit_costs import (
    Cell,
    Line,
    RecordedMeeting,
    UnitCostInput,
    check_price_years,
    check_weights,
    combination,
    hourly_rates,
    is_added_always,
    make_cells,
    sectors_of,
)

HIDDEN = f"fewer than {FEWEST_SHOWN} respondents, or needed to hide such a cell"
MISSING_SHARE_ALLOWED = Decimal("0.2")


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
        "cells": [cell_result(cell, id(cell) in hidden, given) for cell in cells],
        **({"meetings": meetings, "meeting_means": meeting_means(given, meetings)} if meetings else {}),
    }


def check(given: UnitCostInput, findings: Findings) -> None:
    """Refuse what cannot be multiplied."""
    if not (given.records or given.activities or given.meetings):
        findings.add("E00", "records", "Enter at least one time record, activity or meeting.")
    check_basis(given.time_basis, given.rate_basis, findings)
    if given.rate_basis == "per_direct_hour" and given.time_basis is None:
        sentence = "Say what the times hold: a rate per direct hour fits direct_only and no other."
        findings.add("E04", "time_basis", sentence)
    for place, line in enumerate(given.rates, 1):
        check_line(line, f"rates[{place}]", findings)
    check_records(given.records, findings)
    for place, activity in enumerate(given.activities, 1):
        check_process(activity.process, f"activities[{place}].process", findings)
        if activity.minutes > 1_440:
            sentence = f"{activity.minutes} minutes of {activity.role} are more than 24 hours: correct them."
            findings.add("E01", f"activities[{place}].minutes", sentence)
    for place, record in enumerate(given.records, 1):
        if record.process:
            check_process(record.process, f"records[{place}].process", findings)
    check_weights(given, findings)
    check_price_years(given, findings)
    roles = {record.role for record in given.records} | {activity.role for activity in given.activities}
    for role in given.role_shares:
        if role not in roles:
            findings.add(
                "E13",
                "role_shares",
                f"{role} led CAFs, but there is no time of that role: add it, or correct it.",
            )
    findings.refuse()


def check_process(process: str, where: str, findings: Findings) -> None:
    """Refuse a process that is not in the catalogue."""
    if process not in PROCESSES:
        findings.add("E13", where, f"{process} is no process; use one of {', '.join(PROCESSES)}.")


def hidden_cells(cells: list[Cell]) -> set[int]:
    """Return the cells to hide: those of one or two respondents, and a second where one alone would show.

    Where a process has nothing else to hide it among, hiding its total as well is left to the total.
    """
    hidden: set[int] = set()
    for inside in by_process(cells).values():
        small = [cell for cell in inside if cell.respondents is not None and cell.respondents < FEWEST_SHOWN]
        others = [cell for cell in inside if cell not in small]
        if len(small) == 1 and others:
            small.append(min(others, key=lambda cell: (cell.respondents is None, cell.respondents or 0)))
        hidden |= {id(cell) for cell in small}
    return hidden


def is_told_by_its_total(cells: list[Cell], hidden: set[int]) -> bool:
    """Whether a process's total would tell of a hidden cell: it is the only one, or few people made all."""
    concealed = [cell for cell in cells if id(cell) in hidden]
    if not concealed:
        return False
    return len(concealed) == 1 or len(respondents_of(cells)) < FEWEST_SHOWN


def by_process(cells: list[Cell]) -> dict[tuple[str, str], list[Cell]]:
    """Return cells of each process and authority, which make one unit cost."""
    found: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.process, cell.authority].append(cell)
    return dict(found)


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
    if not any(id(cell) in hidden for cell in cells):  # what a role moves would tell what it costs
        lines = [
            Weighted(cell.role, line, weight_of(line, weighted.get(id(cell), Decimal(0))))
            for cell in cells
            for line in cell.lines
        ]
        result |= uncertainty(lines, bought, given)
    return result


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


def respondents_of(cells: list[Cell]) -> set[str]:
    """Return the pseudonyms of all who answered for some cells."""
    return {name for cell in cells for line in cell.lines if line.time for name in line.time.per_respondent}


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


def warn(cell: Cell, findings: Findings) -> None:
    """Point out few respondents and much that is missing."""
    where = " / ".join(word for word in (cell.process, cell.role, cell.agency, cell.authority) if word)
    respondents = cell.respondents
    if respondents is not None and respondents < FEWEST_FOR_AN_INTERVAL:
        sentence = f"Fewer than {FEWEST_FOR_AN_INTERVAL} respondents ({respondents}): indicative only, a range and no interval."
        findings.add("W02", where, sentence)
    for line in cell.lines:
        if line.time and line.time.missing_share > MISSING_SHARE_ALLOWED:
            share = half_up(line.time.missing_share * 100, Decimal(1))
            sentence = f"{share}% of answers on {line.activity} are missing: look at the bounds, and at who did not answer."
            findings.add("W06", where, sentence)


def warn_of_outlying_cells(cells: list[Cell], findings: Findings) -> None:
    """Point out cells far above the others of their process that stand for the same work."""
    for process in {cell.process for cell in cells if PROCESSES[cell.process].roles == "lead"}:
        named = {
            " / ".join(word for word in (cell.role, cell.agency, cell.authority) if word): cell.amount
            for cell in cells
            if cell.process == process
        }
        warn_of_slipped_decimals(named, process, "cells", findings)


def meeting_result(meeting: RecordedMeeting, given: UnitCostInput, findings: Findings) -> dict[str, Any]:
    """Return one meeting's cost and everybody's part in it."""
    check_process(meeting.process, "meetings.process", findings)
    rates = hourly_rates(given, findings)
    for attendee in meeting.attendees:
        if attendee.role != FAMILY and attendee.role not in rates:
            sentence = f"There is no rate for {attendee.role}, who came to {meeting.meeting}: add it."
            findings.add("E13", "rates", sentence)
        if minutes_of(attendee) < 0 or minutes_of(attendee) > 1_440:
            sentence = f"{attendee.role} spent {minutes_of(attendee)} minutes on {meeting.meeting}: enter 0 to 1,440."
            findings.add("E01", "meetings", sentence)
    sectors = sectors_of(given)
    cost = meeting_cost(meeting.attendees, rates, sectors)
    return {
        "meeting": meeting.meeting,
        "process": meeting.process,
        "amount": cost,
        "per_child": cost / meeting.children,
        "parts": [
            {"role": a.role, "minutes": minutes_of(a), "amount": attendee_cost(a, rates)}
            for a in meeting.attendees
        ],
    }


def meeting_means(given: UnitCostInput, meetings: list[dict[str, Any]]) -> dict[str, Decimal]:
    """Return the mean cost of meetings of each process."""
    amounts: dict[str, list[Decimal]] = defaultdict(list)
    for meeting in meetings:
        amounts[meeting["process"]].append(unit_cost_as_used(meeting["amount"], given.rounding))
    return {process: mean(each) for process, each in sorted(amounts.items())}
