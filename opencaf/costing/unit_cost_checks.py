"""What stands against unit costs, and what is doubtful in them."""

from __future__ import annotations

from decimal import Decimal

from opencaf.costing.catalogue import PROCESSES
from opencaf.costing.cost_sheets import check_adds_up_to_one, warn_of_slipped_decimals
from opencaf.costing.decimals import half_up
from opencaf.costing.findings import Findings
from opencaf.costing.intervals import FEWEST_FOR_AN_INTERVAL
from opencaf.costing.rate_checks import check_basis, check_line
from opencaf.costing.times import check_records
from opencaf.costing.unit_cost_tables import Scenario, UnitCostInput
from opencaf.costing.unit_costs import Cell, check_price_years, check_weights


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
    for place, scenario in enumerate(given.scenarios, 1):
        check_mix(scenario, given, f"scenarios[{place}].mix", findings)
    findings.refuse()


def check_mix(scenario: Scenario, given: UnitCostInput, where: str, findings: Findings) -> None:
    """Refuse a mix of roles that is not a whole, or that names a role without a rate."""
    if not scenario.mix:
        return
    check_adds_up_to_one(scenario.mix, where, f"Shares of the work in {scenario.name}", findings)
    for role in sorted(set(scenario.mix) - {line.role for line in given.rates}):
        sentence = f"There is no rate for {role}, who works in {scenario.name}: add it, or correct the role."
        findings.add("E13", where, sentence)


def check_process(process: str, where: str, findings: Findings) -> None:
    """Refuse a process that is not in the catalogue."""
    if process not in PROCESSES:
        findings.add("E13", where, f"{process} is no process; use one of {', '.join(PROCESSES)}.")


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


MISSING_SHARE_ALLOWED = Decimal("0.2")
