"""What `unit_costs` reads."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from opencaf.costing.cost_sheets import Region
from opencaf.costing.decimals import Rounding
from opencaf.costing.meetings import Attendee
from opencaf.costing.perspectives import Perspective
from opencaf.costing.rates import RateLine
from opencaf.costing.tables import FinancialYear, Number, ProcessName, Table, told
from opencaf.costing.times import Mode, TimeRecord
from opencaf.costing.uprating import Index

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
    """A set of changes to minutes, rates, who does the work, and the number of reviews."""

    name: Annotated[str, told("its name")]
    minutes: Annotated[
        dict[str, Number], told("multiplier by activity or role: 0.8 is a fifth less", "multipliers")
    ] = {}
    rates: Annotated[dict[str, Number], told("multiplier by role", "multipliers")] = {}
    mix: Annotated[
        dict[str, Number],
        told(
            "who does the work, by role: share of CAFs led, in a meeting share of its minutes; adds up to 1",
            "proportions",
        ),
    ] = {}
    reviews: Annotated[int, told("reviews in six months", "reviews", ge=0, le=100)] = 1


class UnitCostInput(Table):
    """Input of `unit_costs`."""

    rates: Annotated[list[RateLine], told("rates as for the command rate", min_length=1)]
    records: Annotated[list[TimeRecord], told("what practitioners reported")] = []
    activities: Annotated[list[ActivityTime], told("times without records behind them")] = []
    meetings: Annotated[list[RecordedMeeting], told("meetings costed one by one")] = []
    always: Annotated[
        list[str],
        told("activities of your own that are done besides whatever the leading role does, such as scanning"),
    ] = []
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
    scenarios: Annotated[
        list[Scenario], told("what if minutes, rates, the mix of roles or reviews were others")
    ] = []
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
