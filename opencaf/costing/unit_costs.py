"""What one unit of each process costs: times of activities multiplied by rates of roles.

    UC = Σ_activity Σ_role frequency · minutes / 60 · rate + what is bought

Cells are process × role × agency × authority. In a process that one person does, cells of roles are
averaged by the share of CAFs that each role led; in a meeting they add up. Cells of fewer than three
respondents are hidden, and whatever would tell them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from opencaf.costing.catalogue import ACTIVITIES, PROCESSES
from opencaf.costing.cost_sheets import check_adds_up_to_one
from opencaf.costing.findings import Findings
from opencaf.costing.intervals import FEWEST_SHOWN, Term
from opencaf.costing.meetings import HourlyRate, counts
from opencaf.costing.perspectives import PAYERS_OF
from opencaf.costing.rate_checks import check_age
from opencaf.costing.rates import Rate, RateLine, rate
from opencaf.costing.times import MODES, Mode, Time, TimeRecord, time_of
from opencaf.costing.unit_cost_tables import Combine, UnitCostInput
from opencaf.costing.uprating import check_index, factor


@dataclass
class Line:
    """One activity of a cell: frequency × minutes / 60 × rate, kept to show how a cost came about."""

    activity: str
    frequency: Decimal
    minutes: Decimal
    hourly: Decimal
    time: Time | None = None
    mode: str = ""
    always: bool = False

    @property
    def amount(self) -> Decimal:
        return self.frequency * self.minutes * self.hourly / 60


@dataclass
class Cell:
    """One process of one role, agency and authority."""

    process: str
    role: str
    agency: str
    authority: str
    lines: list[Line] = field(default_factory=list)

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def respondents(self) -> int | None:
        """How many people the cell rests on; None where times were entered without records."""
        names = {name for line in self.lines if line.time for name in line.time.per_respondent}
        return len(names) if any(line.time for line in self.lines) else None

    def terms(self, weight: Decimal = Decimal(1)) -> list[Term]:
        """Return what the cell adds to an interval."""
        return [
            Term(
                f"{self.role}/{self.agency}/{self.authority}",
                weight * line.hourly / 60,
                line.time.per_respondent,
            )
            for line in self.lines
            if line.time
        ]


def make_cells(given: UnitCostInput, findings: Findings) -> list[Cell]:
    """Return the cells of the matrix, in order."""
    cells: dict[tuple[str, str, str, str], Cell] = {}
    for entered in given.activities:
        hourly = hourly_rate(given, entered.role, entered.agency, entered.authority, findings)
        cell = cell_of(cells, entered.process, entered.role, entered.agency, entered.authority)
        always = is_done_always(entered.activity, given)
        cell.lines.append(Line(entered.activity, entered.frequency, entered.minutes, hourly, always=always))
    for key, records in grouped(given.records).items():
        activity, role, agency, authority = key
        hourly = hourly_rate(given, role, agency, authority, findings)
        cell = cell_of(cells, process_of(records[0]), role, agency, authority)
        cell.lines += lines_of(activity, records, hourly, given)
    return [cells[key] for key in sorted(cells) if cells[key].lines]


def cell_of(
    cells: dict[tuple[str, str, str, str], Cell], process: str, role: str, agency: str, authority: str
) -> Cell:
    """Return a cell, made where it is not there yet."""
    return cells.setdefault((process, role, agency, authority), Cell(process, role, agency, authority))


def grouped(records: Sequence[TimeRecord]) -> dict[tuple[str, str, str, str], list[TimeRecord]]:
    """Return records by activity, role, agency and authority."""
    found: dict[tuple[str, str, str, str], list[TimeRecord]] = defaultdict(list)
    for record in records:
        found[record.activity, record.role, record.agency, record.authority].append(record)
    return dict(sorted(found.items()))


def process_of(record: TimeRecord) -> str:
    """Return the process of a record's activity."""
    return record.process or ACTIVITIES[record.activity].process


def lines_of(activity: str, records: list[TimeRecord], hourly: Decimal, given: UnitCostInput) -> list[Line]:
    """Return the lines of one activity: of the best way of collecting that has answers, or of each by its weight."""
    times = {mode: time for mode in MODES if (time := time_of_mode(records, mode, given))}
    if not times:
        return []
    always = is_done_always(activity, given)
    if given.modes == "hierarchy":
        mode, time = best_way(times)
        return [Line(activity, time.frequency, time.minutes_when_done, hourly, time, mode, always)]
    weights = {mode: given.mode_weights.get(mode, Decimal(0)) for mode in times}
    whole = sum(weights.values(), Decimal(0)) or Decimal(1)
    return [
        Line(
            activity,
            time.frequency,
            time.minutes_when_done,
            hourly * weights[mode] / whole,
            time,
            mode,
            always,
        )
        for mode, time in times.items()
        if weights[mode]
    ]


def best_way(times: dict[Mode, Time]) -> tuple[Mode, Time]:
    """Return the best way of collecting that enough people answered; else the best that anybody did."""
    enough = [(mode, time) for mode, time in times.items() if time.respondents >= FEWEST_SHOWN]
    return next(iter(enough or times.items()))


def time_of_mode(records: list[TimeRecord], mode: Mode, given: UnitCostInput) -> Time | None:
    """Return the time that records of one way of collecting give."""
    return time_of(
        [record for record in records if record.mode == mode],
        by_case=given.averaging == "case",
        shape=given.estimate_shape,
        winsorise=given.winsorise,
    )


def hourly_rate(given: UnitCostInput, role: str, agency: str, authority: str, findings: Findings) -> Decimal:
    """Return the rate of a role."""
    line = fitting_rate(given, role, agency, authority)
    if line is None:
        about = " / ".join(word for word in (role, agency, authority) if word)
        findings.add("E13", "rates", f"There is no rate for {about}: add one, or correct the role or agency.")
        return Decimal(0)
    if not counts(line.sector, sectors_of(given)):
        return Decimal(0)
    return used_rate(line, rate(line), given, findings)


def fitting_rate(given: UnitCostInput, role: str, agency: str, authority: str) -> RateLine | None:
    """Return the line of rates for a role; the one that names most of agency and authority holds."""
    fitting = [
        line
        for line in given.rates
        if line.role == role and line.agency in {"", agency} and line.authority in {"", authority}
    ]
    return max(fitting, key=lambda line: bool(line.agency) + bool(line.authority), default=None)


def used_rate(line: RateLine, made: Rate, given: UnitCostInput, findings: Findings) -> Decimal:
    """Return the rate that was asked for, or say which figure it wants."""
    name = "per_hour" if given.rate_basis == "per_working_hour" else "per_direct_hour"
    if given.region == "london":
        name += "_london"
    if given.with_qualification:
        name += "_with_qualification"
    value: Decimal | None = getattr(made, name, None)
    if value is None:
        findings.add(
            "E00",
            "rates",
            f"The rate of {line.role} {name.replace('_', ' ')} is not known: enter what it needs.",
        )
        return Decimal(0)
    if given.price_base is None or given.index is None or line.price_year is None:
        return value
    return value * factor(given.index, line.price_year, given.price_base, findings)


def sectors_of(given: UnitCostInput) -> frozenset[str] | None:
    """Return whose money counts; None for all but families."""
    return PAYERS_OF[given.perspective] if given.perspective else None


def hourly_rates(given: UnitCostInput, findings: Findings) -> dict[str, HourlyRate]:
    """Return rates by role, for meetings costed one by one."""
    return {
        line.role: HourlyRate(
            role=line.role, hourly=used_rate(line, rate(line), given, findings), sector=line.sector
        )
        for line in given.rates
    }


def combination(process: str, given: UnitCostInput) -> Combine:
    """Return whether a process's roles add up or stand in for each other."""
    return given.combine.get(process) or PROCESSES[process].roles


def rate_line(given: UnitCostInput, role: str) -> RateLine | None:
    """Return the first line of a role's rates."""
    return next((line for line in given.rates if line.role == role), None)


def is_done_always(activity: str, given: UnitCostInput) -> bool:
    """Whether an activity is done besides what the leading role does, such as entering data."""
    return is_done_always_in_catalogue(activity, given.always)


def is_done_always_in_catalogue(activity: str, own: Sequence[str]) -> bool:
    """The same, by the catalogue and an authority's own activities of that kind."""
    shipped = ACTIVITIES.get(activity)
    return activity in own or (shipped is not None and shipped.each)


def is_added_always(line: Line) -> bool:
    """Whether a line is added in full, whoever leads."""
    return line.always


def check_price_years(given: UnitCostInput, findings: Findings) -> None:
    """Refuse rates of several years without a common base; point out old ones."""
    years = {line.price_year for line in given.rates if line.price_year}
    if given.price_base is None:
        if len(years) > 1:
            sentence = (
                f"Rates of {', '.join(sorted(years))} cannot be added up: give price_base and an index."
            )
            findings.add("E18", "price_base", sentence)
        return
    if given.index is None:
        if years != {given.price_base}:
            findings.add("E05", "index", f"Enter the index that carries rates to {given.price_base} prices.")
        return
    check_index(given.index, findings)
    for line in given.rates:
        if line.price_year:
            check_age(line.price_year, given.price_base, f"The rate for {line.role}", "rates", findings)


def check_weights(given: UnitCostInput, findings: Findings) -> None:
    """Refuse weights that are not shares of a whole."""
    if given.role_shares:
        check_adds_up_to_one(given.role_shares, "role_shares", "Shares of CAFs that roles led", findings)
    if given.modes == "pooled":
        weights: dict[str, Any] = {str(mode): weight for mode, weight in given.mode_weights.items()}
        check_adds_up_to_one(weights, "mode_weights", "Weights of ways of collecting", findings)
