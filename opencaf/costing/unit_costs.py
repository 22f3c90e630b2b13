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
from typing import Annotated, Any, Literal

from opencaf.costing.catalogue import ACTIVITIES, PROCESSES
from opencaf.costing.cost_sheets import Region, check_adds_up_to_one
from opencaf.costing.decimals import Rounding
from opencaf.costing.findings import Findings
from opencaf.costing.intervals import Term
from opencaf.costing.meetings import Attendee, HourlyRate, counts
from opencaf.costing.perspectives import PAYERS_OF, Perspective
from opencaf.costing.rate_checks import check_age
from opencaf.costing.rates import Rate, RateLine, rate
from opencaf.costing.tables import FinancialYear, Number, ProcessName, Table, told
from opencaf.costing.times import MODES, Mode, Time, TimeRecord, time_of
from opencaf.costing.uprating import Index, check_index, factor

Combine = Literal["sum", "lead"]


class ActivityTime(Table):
    """A time that is known or assumed, without records behind it."""

    process: Annotated[ProcessName, told("process by name or code")]
    activity: Annotated[str, told("activity by its code, or a word of your own")] = ""
    role: Annotated[str, told("role")]
    agency: Annotated[str, told("agency")] = ""
    authority: Annotated[str, told("authority")] = ""
    minutes: Annotated[Number, told("minutes when done", "minutes", ge=0)]
    frequency: Annotated[Number, told("how often it is done for one unit of the process", "times", ge=0)] = (
        Decimal(1)
    )


class NonStaff(Table):
    """Something bought for each unit of a process: room, interpreter, fares."""

    process: Annotated[ProcessName, told("process by name or code")]
    amount: Annotated[Number, told("cost of one unit", "£", ge=0)]
    authority: Annotated[str, told("authority")] = ""
    what: Annotated[str, told("what is bought")] = ""


class RecordedMeeting(Table):
    """A meeting with those who came, costed by itself."""

    meeting: Annotated[str, told("a number or letters for it")]
    process: Annotated[ProcessName, told("initial_tac or subsequent_tac")]
    attendees: Annotated[list[Attendee], told("who came", min_length=1)]
    children: Annotated[int, told("how many children it was about", "children", ge=1)] = 1


class Scenario(Table):
    """A set of changes to minutes and rates."""

    name: Annotated[str, told("its name")]
    minutes: Annotated[
        dict[str, Number], told("multiplier by activity or role: 0.8 is a fifth less", "multipliers")
    ] = {}
    rates: Annotated[dict[str, Number], told("multiplier by role", "multipliers")] = {}


class UnitCostInput(Table):
    """Input of `unit_costs`."""

    rates: Annotated[list[RateLine], told("rates as for the command rate", min_length=1)]
    records: Annotated[list[TimeRecord], told("what practitioners reported")] = []
    activities: Annotated[list[ActivityTime], told("times without records behind them")] = []
    meetings: Annotated[list[RecordedMeeting], told("meetings costed one by one")] = []
    non_staff: Annotated[list[NonStaff], told("what is bought besides")] = []
    region: Annotated[Region, told("which rates")] = "out_of_london"
    with_qualification: Annotated[bool, told("rates with the cost of qualifying")] = False
    time_basis: Annotated[
        Literal["all_case_work", "direct_only"] | None,
        told("what the times hold; needed for rates per direct hour"),
    ] = None
    rate_basis: Annotated[Literal["per_working_hour", "per_direct_hour"], told("which rate")] = (
        "per_working_hour"
    )
    role_shares: Annotated[
        dict[str, Number], told("share of CAFs that each role led; adds up to 1", "proportions")
    ] = {}
    combine: Annotated[
        dict[ProcessName, Combine],
        told("sum: roles add up; lead: one of them does it; else as in the catalogue"),
    ] = {}
    averaging: Annotated[
        Literal["respondent", "case"], told("mean of respondents' means, or of all cases")
    ] = "respondent"
    modes: Annotated[
        Literal["hierarchy", "pooled"], told("best way of collecting only, or all ways by their weights")
    ] = "hierarchy"
    mode_weights: Annotated[dict[Mode, Number], told("for pooled; adds up to 1", "proportions")] = {}
    estimate_shape: Annotated[Literal["pert", "triangular"], told("mean of three estimates")] = "pert"
    winsorise: Annotated[bool, told("count times above Q3 + 3 IQR as that limit")] = False
    perspective: Annotated[Perspective | None, told("whose money counts; blank for all but families")] = None
    price_base: Annotated[
        FinancialYear | None, told("price year to which rates are carried; needed where theirs differ")
    ] = None
    index: Annotated[Index | None, told("index for price_base")] = None
    rounding: Annotated[Rounding, told("legacy_whole_pound rounds unit costs to £1")] = Rounding.EXACT
    sensitivity: Annotated[bool, told("true: how far each input moves each unit cost")] = False
    scenarios: Annotated[list[Scenario], told("what if minutes or rates were others")] = []
    draws: Annotated[
        int,
        told("draws at random of times, overheads and hours; 10,000 are usual, 0 for none", ge=0, le=100_000),
    ] = 0
    interval: Annotated[
        Literal["percentile", "bca"], told("bounds of resamples: as they are, or corrected for bias and skew")
    ] = "percentile"
    missing: Annotated[
        Literal["complete_case", "multiple_imputation"],
        told("multiple_imputation: fill gaps 20 times and show beside the mean what that gives"),
    ] = "complete_case"
    resamples: Annotated[int, told("resamples for intervals", ge=100, le=100_000)] = 5_000
    seed: Annotated[int, told("seed of the resampling", ge=0)] = 1


@dataclass
class Line:
    """One activity of a cell: frequency × minutes / 60 × rate, kept to show how a cost came about."""

    activity: str
    frequency: Decimal
    minutes: Decimal
    hourly: Decimal
    time: Time | None = None
    mode: str = ""

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
        cell.lines.append(Line(entered.activity, entered.frequency, entered.minutes, hourly))
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
    if given.modes == "hierarchy":
        mode, time = next(iter(times.items()))
        return [Line(activity, time.frequency, time.minutes_when_done, hourly, time, mode)]
    weights = {mode: given.mode_weights.get(mode, Decimal(0)) for mode in times}
    whole = sum(weights.values(), Decimal(0)) or Decimal(1)
    return [
        Line(activity, time.frequency, time.minutes_when_done, hourly * weights[mode] / whole, time, mode)
        for mode, time in times.items()
        if weights[mode]
    ]


def time_of_mode(records: list[TimeRecord], mode: Mode, given: UnitCostInput) -> Time | None:
    """Return the time that records of one way of collecting give."""
    return time_of(
        [record for record in records if record.mode == mode],
        by_case=given.averaging == "case",
        shape=given.estimate_shape,
        winsorise=given.winsorise,
    )


def hourly_rate(given: UnitCostInput, role: str, agency: str, authority: str, findings: Findings) -> Decimal:
    """Return the rate of a role; the line that names most of agency and authority holds."""
    fitting = [
        line
        for line in given.rates
        if line.role == role and line.agency in {"", agency} and line.authority in {"", authority}
    ]
    if not fitting:
        about = " / ".join(word for word in (role, agency, authority) if word)
        findings.add("E13", "rates", f"There is no rate for {about}: add one, or correct the role or agency.")
        return Decimal(0)
    line = max(fitting, key=lambda line: bool(line.agency) + bool(line.authority))
    if not counts(line.sector, sectors_of(given)):
        return Decimal(0)
    return used_rate(line, rate(line), given, findings)


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


def is_added_always(line: Line) -> bool:
    """Whether an activity is done besides what the leading role does, such as entering data."""
    return line.activity in ACTIVITIES and ACTIVITIES[line.activity].each


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
