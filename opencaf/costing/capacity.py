"""Hours that CAFs need against hours that there are, month by month and role by role.

    demand = Σ volume · hours        supply = posts · hours of a year / 12 · share of time for CAFs
    backlog at the end of a month = max(0, backlog before + arrivals - throughput)

Work is counted on lead professionals in many agencies, whose hours nobody knows well: supply is entered
for several scenarios.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any

from opencaf.costing.decimals import half_up
from opencaf.costing.findings import Findings
from opencaf.costing.queues import erlang_c, simulate
from opencaf.costing.rates import MOST_HOURS_OF_A_YEAR
from opencaf.costing.tables import Number, ProcessName, Table, told

FULL = Decimal("0.85")
LITTLE_ALLOWED = Decimal("0.1")


class Volume(Table):
    """How many of a process are expected in a month."""

    month: Annotated[str, told("month such as 2025-04", pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    process: Annotated[ProcessName, told("process by name or code")]
    volume: Annotated[Number, told("how many, or months of support", "events or months", ge=0)]


class HoursNeeded(Table):
    """How many hours a role spends on one of a process."""

    process: Annotated[ProcessName, told("process by name or code")]
    role: Annotated[str, told("role")]
    hours: Annotated[Number, told("for one", "hours", ge=0)]


class Supply(Table):
    """How many hours a role has for CAFs."""

    role: Annotated[str, told("role")]
    fte: Annotated[Number, told("full-time equivalent posts", "posts", ge=0)]
    hours_a_year: Annotated[Number, told("H: hours worked in a year, net of leave", "hours")]
    share_of_time: Annotated[Number, told("share of time for CAFs", "proportion", ge=0, le=1)] = Decimal(1)
    scenario: Annotated[str, told("low, central, high, or a name of your own")] = "central"


class Flow(Table):
    """What comes in each month and what can be done."""

    arrivals: Annotated[list[Number], told("new cases of each month", "cases")] = []
    cumulative_arrivals: Annotated[
        list[Number], told("or all cases so far, at the end of each month", "cases")
    ] = []
    throughput: Annotated[Number, told("cases that can be dealt with in a month", "cases a month", ge=0)]
    backlog: Annotated[Number, told("cases waiting before the first month", "cases", ge=0)] = Decimal(0)


class Queue(Table):
    """A queue for one of several workers."""

    arrivals: Annotated[Number, told("λ: arrivals in a unit of time", "cases", gt=0)]
    served: Annotated[Number, told("μ: cases that one worker serves in a unit of time", "cases")]
    servers: Annotated[int, told("c: workers", "people", ge=1, le=500)]
    simulated_runs: Annotated[
        int, told("runs of the simulation; 0 for the formula alone", "runs", ge=0, le=1_000)
    ] = 20
    customers: Annotated[int, told("cases in each run", "cases", ge=100, le=100_000)] = 2_000


class InProgress(Table):
    """Figures that Little's law ties together: L = λ · W."""

    open_cases: Annotated[Number, told("L: cases open at a time", "cases", ge=0)]
    started_a_month: Annotated[Number, told("λ: cases started in a month", "cases a month", ge=0)]
    months_open: Annotated[Number, told("W: mean time from start to end", "months", ge=0)]


class CapacityInput(Table):
    """Input of `capacity`."""

    volumes: Annotated[list[Volume], told("what is expected")] = []
    hours: Annotated[list[HoursNeeded], told("what it takes")] = []
    supply: Annotated[list[Supply], told("who there is, in one or more scenarios")] = []
    demand_change: Annotated[Number, told("what if demand changes: 0.2 is 20% more", "proportion", ge=-1)] = (
        Decimal(0)
    )
    flow: Annotated[Flow | None, told("arrivals and throughput, for the backlog")] = None
    queue: Annotated[Queue | None, told("a queue, for waiting times")] = None
    in_progress: Annotated[InProgress | None, told("figures to check by Little's law")] = None
    seed: Annotated[int, told("seed of the simulation")] = 1


def capacity(given: CapacityInput, findings: Findings) -> dict[str, Any]:
    """Return the result of `capacity`."""
    check(given, findings)
    findings.refuse()
    result: dict[str, Any] = {"demand_change": given.demand_change, "seed": given.seed}
    if given.volumes:
        result["months"] = utilisation(given, findings)
    if given.flow:
        result["backlog"] = backlog(given.flow, given.demand_change)
    if given.queue:
        result["waiting"] = waiting(given.queue, given, findings)
    if given.in_progress:
        result["littles_law"] = littles_law(given.in_progress)
    return result


def check(given: CapacityInput, findings: Findings) -> None:
    """Refuse figures that cannot be compared."""
    if not (given.volumes or given.flow or given.queue or given.in_progress):
        findings.add(
            "E00", "volumes", "Enter volumes with hours and supply, a flow, a queue, or figures in progress."
        )
    for place, line in enumerate(given.supply, 1):
        if not 0 < line.hours_a_year <= MOST_HOURS_OF_A_YEAR:
            sentence = f"Hours of a year must be above 0 and at most {MOST_HOURS_OF_A_YEAR:,}, not {line.hours_a_year} for {line.role}."
            findings.add("E03", f"supply[{place}].hours_a_year", sentence)
    needed = {line.role for line in given.hours}
    there = {line.role for line in given.supply}
    for role in sorted(needed - there) if given.volumes else []:
        findings.add(
            "E13", "supply", f"CAFs need hours of {role}, but no supply of that role is entered: add it."
        )
    for process in sorted({line.process for line in given.volumes} - {line.process for line in given.hours}):
        findings.add("E13", "hours", f"Volumes of {process} are entered, but no hours for one: add them.")
    if given.flow:
        check_flow(given.flow, findings)
    if given.queue and given.queue.served <= 0:
        sentence = (
            f"A worker serves {given.queue.served} cases, which cannot be divided by: enter more than 0."
        )
        findings.add("E19", "queue.served", sentence)


def check_flow(flow: Flow, findings: Findings) -> None:
    """Refuse counts that cannot be."""
    if bool(flow.arrivals) == bool(flow.cumulative_arrivals):
        findings.add(
            "E00", "flow.arrivals", "Enter either the arrivals of each month or their cumulative count."
        )
    for place, (before, after) in enumerate(pairwise(flow.cumulative_arrivals), 2):
        if after < before:
            sentence = f"The cumulative count falls from {before} to {after}: correct it, or enter arrivals of each month."
            findings.add("E20", f"flow.cumulative_arrivals[{place}]", sentence)
    if any(arrived < 0 for arrived in flow.arrivals):
        findings.add("E20", "flow.arrivals", "Arrivals of a month must be nought or more.")


def demand(given: CapacityInput) -> dict[tuple[str, str], Decimal]:
    """Return hours needed by month and role."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for volume in given.volumes:
        for needed in given.hours:
            if needed.process == volume.process:
                hours = volume.volume * (1 + given.demand_change) * needed.hours
                found[volume.month, needed.role] += hours
    return dict(sorted(found.items()))


def supply(given: CapacityInput) -> dict[tuple[str, str], Decimal]:
    """Return hours a month by scenario and role."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in given.supply:
        found[line.scenario, line.role] += line.fte * line.hours_a_year / 12 * line.share_of_time
    return dict(found)


def utilisation(given: CapacityInput, findings: Findings) -> list[dict[str, Any]]:
    """Return hours needed and available for each month, role and scenario."""
    available = supply(given)
    results = []
    for (month, role), needed in demand(given).items():
        for (scenario, of_role), hours in available.items():
            if of_role != role:
                continue
            if hours == 0:
                sentence = (
                    f"{role} has no hours for CAFs in the scenario {scenario}: utilisation cannot be divided."
                )
                findings.add("E19", "supply", sentence)
                continue
            used = needed / hours
            state = warn_if_full(used, f"{role} in {month} ({scenario})", findings)
            head = {"month": month, "role": role, "scenario": scenario}
            results.append(
                {**head, "demand_hours": needed, "supply_hours": hours, "utilisation": used, "state": state}
            )
    return results


def warn_if_full(used: Decimal, who: str, findings: Findings) -> str:
    """Return in words how full a month is; point out 0.85 and more."""
    if used < FULL:
        return "room left"
    rounded = half_up(used, Decimal("0.01"))
    if used < 1:
        findings.add("W07", "supply", f"{who} is used to {rounded}: any rise makes people wait.")
        return "nearly full"
    findings.add("W07", "supply", f"{who} is used to {rounded}, more than there is: the backlog grows.")
    return "backlog grows"


def backlog(flow: Flow, demand_change: Decimal) -> dict[str, Any]:
    """Return how many cases wait at the end of each month."""
    arrivals = flow.arrivals or [
        after - before for before, after in pairwise([Decimal(0), *flow.cumulative_arrivals])
    ]
    waiting_cases, by_month = flow.backlog, []
    for arrived in arrivals:
        waiting_cases = max(Decimal(0), waiting_cases + arrived * (1 + demand_change) - flow.throughput)
        by_month.append(waiting_cases)
    return {"by_month": by_month, "at_the_end": waiting_cases}


def waiting(queue: Queue, given: CapacityInput, findings: Findings) -> dict[str, Any]:
    """Return waiting by the formula and by simulation, and whether they agree."""
    arrivals = queue.arrivals * (1 + given.demand_change)
    used = arrivals / queue.served / queue.servers
    state = warn_if_full(used, "The queue", findings)
    if used >= 1:
        return {"utilisation": used, "state": state, "mean_wait": None}
    theory = erlang_c(arrivals, queue.served, queue.servers)
    result: dict[str, Any] = {
        "utilisation": used,
        "state": state,
        "probability_of_waiting": theory.probability,
        "mean_wait": theory.mean_wait,
        "mean_queue": theory.mean_queue,
    }
    if queue.simulated_runs > 1 and arrivals > 0:
        seen = simulate(
            float(arrivals),
            float(queue.served),
            queue.servers,
            seed=given.seed,
            runs=queue.simulated_runs,
            customers=queue.customers,
        )
        agrees = seen.agrees_with(theory.mean_wait)
        result["simulated"] = {**vars(seen), "within_3_standard_errors": agrees}
    return result


def littles_law(given: InProgress) -> dict[str, Any]:
    """Return whether open cases, starts and durations can belong together."""
    expected = given.started_a_month * given.months_open
    difference = given.open_cases - expected
    largest = max(given.open_cases, expected)
    agrees = largest == 0 or abs(difference) / largest <= LITTLE_ALLOWED
    return {"open_cases": given.open_cases, "expected": expected, "difference": difference, "agrees": agrees}
