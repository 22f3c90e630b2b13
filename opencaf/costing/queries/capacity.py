"""How much work CAFs make here: how many of each process a month, and which role's hours each takes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.costing.capacity import CapacityInput, capacity
from opencaf.costing.catalogue import PROCESSES
from opencaf.costing.child_cost import cost_children
from opencaf.costing.decimals import as_decimal
from opencaf.costing.findings import Finding, Findings, RefusedError
from opencaf.costing.journeys import CostInput
from opencaf.costing.queries.dates_read import DatesRead, read_dates, sorted_out, together, window_of
from opencaf.costing.queries.unit_costs import CellCost, OwnUnitCosts, own_unit_costs
from opencaf.costing.tables import read
from opencaf.costing.unit_costs import is_done_always_in_catalogue

MONTHS = 12
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Demand:
    """How many a month, and hours of each role for one."""

    volumes: dict[str, Decimal]
    hours: dict[tuple[str, str], Decimal]
    roles: list[str]
    left_out: int
    costs: OwnUnitCosts


@dataclass(frozen=True)
class CapacityAsked:
    """What somebody supposes: how demand changes and who is there."""

    rise: Decimal
    workers: int
    months_each: Decimal
    hours_a_year: Decimal
    supply: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)


@dataclass(frozen=True)
class CapacityFound:
    """The engine's answer with what stands against it, and what is doubtful."""

    result: dict[str, Any]
    errors: list[Finding]
    warnings: list[Finding]


@dataclass(frozen=True)
class Volumes:
    """How many of each process came a month; left_out: CAFs whose dates cannot be counted."""

    a_month: dict[str, Decimal]
    left_out: int


def last_twelve_months() -> tuple[dt.date, dt.date]:
    """Return the days between which what came is counted."""
    return clock.today() - YEAR, clock.today()


def volumes_here(practitioner: Practitioner) -> Volumes:
    """Return what came in the last twelve months, by process."""
    return volumes_of(read_dates(practitioner, *last_twelve_months()))


def volumes_of(dates: DatesRead) -> Volumes:
    """Work out how many of each process a month some dates hold; nothing more is read."""
    common: dict[str, Any] = {"extract_on": dates.today}
    usable, refused = sorted_out(dates.cases, common, dates.episodes)
    units: dict[str, Fraction] = defaultdict(Fraction)
    if usable:
        given = read(CostInput, {**common, **window_of(dates.first, dates.last), **together(usable)})
        for charge in cost_children(given, Findings()).charges:
            units[charge.process] += charge.units
    a_month = {process: as_decimal(number / MONTHS) for process, number in units.items()}
    return Volumes(a_month, len(refused))


def demand_of(authority_id: uuid.UUID, came: Volumes) -> Demand:
    """Return the hours that what came took, by process and role."""
    costs = own_unit_costs(authority_id)
    hours = hours_needed(costs)
    return Demand(came.a_month, hours, sorted({role for _, role in hours}), came.left_out, costs)


def hours_needed(costs: OwnUnitCosts) -> dict[tuple[str, str], Decimal]:
    """Return the hours of each role for one of a process; where one role leads, roles share it alike."""
    cells: dict[str, list[CellCost]] = defaultdict(list)
    for cell in costs.cells:
        if cell.lines:
            cells[cell.process].append(cell)
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for process, several in cells.items():
        share = Decimal(1) if PROCESSES[process].roles == "sum" else Decimal(1) / len(several)
        for cell in several:
            for line in cell.lines:
                always = is_done_always_in_catalogue(line["activity"], costs.catalogue.own_each)
                weight = Decimal(1) if always else share
                found[process, cell.role] += line["mean_minutes"] / 60 * weight
    return dict(found)


def capacity_of(demand: Demand, asked: CapacityAsked) -> CapacityFound:
    """Return utilisation of each role and waiting for a lead professional, as supposed."""
    month = f"{clock.today():%Y-%m}"
    roles = set(asked.supply)
    needed = {key: hours for key, hours in demand.hours.items() if key[1] in roles}
    processes = {process for process, _ in needed} & set(demand.volumes)
    arrivals = demand.volumes.get("intention", Decimal(0))
    entered: dict[str, Any] = {
        "volumes": [
            {"month": month, "process": process, "volume": demand.volumes[process]}
            for process in sorted(processes)
        ],
        "hours": [
            {"process": process, "role": role, "hours": hours}
            for (process, role), hours in sorted(needed.items())
        ],
        "supply": [
            {
                "role": role,
                "fte": posts,
                "hours_a_year": asked.hours_a_year,
                "share_of_time": share,
            }
            for role, (posts, share) in sorted(asked.supply.items())
        ],
        "demand_change": asked.rise,
        "seed": 1,
    }
    if arrivals:
        served = Decimal(1) / asked.months_each
        entered["queue"] = {"arrivals": arrivals, "served": served, "servers": asked.workers}
    findings = Findings()
    try:
        result = capacity(read(CapacityInput, entered), findings)
        findings.refuse()
    except RefusedError as refused:
        found = [one for one in refused.findings if one not in findings.found]
        return CapacityFound({}, [*findings.errors, *found], findings.warnings)
    return CapacityFound(result, [], findings.warnings)
