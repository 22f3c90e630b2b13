"""A child's dated events as they are entered, and what stands against costing them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from opencaf.costing.calendar_months import Proration
from opencaf.costing.cost_sheets import Region, Sheet
from opencaf.costing.decimals import Rounding
from opencaf.costing.meetings import Attendee, HourlyRate
from opencaf.costing.perspectives import Perspective
from opencaf.costing.tables import Day, FinancialYear, Number, ProcessName, Table, told
from opencaf.costing.uprating import Index

STEPS_WITHOUT_COST = ("consent", "step_up", "step_down")


class Event(Table):
    """Something that happened on a day."""

    child: Annotated[str, told("whose it is: a number or letters that name nobody")] = "child"
    case: Annotated[str, told("which CAF of the child, where there were several")] = ""
    process: Annotated[ProcessName, told("process by name or code, or consent, step_up, step_down")]
    on: Annotated[
        Day | None, told("the day; blank if it is not known: then it is counted and not costed")
    ] = None
    estimated_by: Annotated[str, told("the rule that gave the day, where it is an estimate")] = ""
    subtype: Annotated[str, told("kind of meeting: tac, taf, tas, forum, panel")] = ""
    role: Annotated[str, told("role that did it, where the sheet tells roles apart")] = ""
    agency: Annotated[str, told("agency that did it")] = ""
    authority: Annotated[str, told("authority it belongs to")] = ""
    shared: Annotated[bool, told("whether the meeting was about brothers and sisters together")] = False
    sibling_group: Annotated[str, told("the family, for meetings that were shared")] = ""
    shared_between: Annotated[
        int | None, told("how many children shared it, where not all of them are entered", "children", ge=2)
    ] = None
    attendees: Annotated[
        list[Attendee], told("who came and for how long; the meeting is then costed by their rates")
    ] = []
    lead_professional_stays: Annotated[
        bool, told("at step_up: whether the lead professional goes on; if not, support stops")
    ] = False


class LeadSpell(Table):
    """How long somebody of one role was lead professional."""

    child: Annotated[str, told("the child")] = "child"
    case: Annotated[str, told("which CAF of the child, where there were several")] = ""
    role: Annotated[str, told("role of the lead professional")] = ""
    agency: Annotated[str, told("agency of the lead professional")] = ""
    authority: Annotated[str, told("authority it belongs to")] = ""
    starts_on: Annotated[Day, told("first day")]
    ends_on: Annotated[Day | None, told("first day no more; blank while it lasts")] = None


class Counted(Table):
    """How often something happened, or for how many months, where days are not known."""

    child: Annotated[str, told("the child")] = "child"
    process: Annotated[ProcessName, told("process by name or code")]
    units: Annotated[Number, told("how many, or how many months of support", "events or months", ge=0)]
    role: Annotated[str, told("role that did it")] = ""
    agency: Annotated[str, told("agency that did it")] = ""
    authority: Annotated[str, told("authority it belongs to")] = ""


class ServiceUse(Table):
    """A service that the child or family received: a ledger apart, never part of support."""

    child: Annotated[str, told("the child")] = "child"
    service: Annotated[str, told("code or name of the service")]
    on: Annotated[Day | None, told("day, or first day; blank if not known: then it counts in any window")] = (
        None
    )
    units: Annotated[Number, told("how much of it", "the unit", ge=0)]
    unit: Annotated[str, told("what was counted: hour, session, day, week, month …", min_length=1)]
    price: Annotated[Number, told("price of one unit", "£", ge=0)]
    price_unit: Annotated[
        str | None, told("what the price is of; must be given and the same as the unit")
    ] = None
    price_year: Annotated[FinancialYear | None, told("price year of the price")] = None
    payer: Annotated[str, told("local_authority, other_public, voluntary, private or family")] = ""


class ChildFacts(Table):
    """What groups are made by; nothing here is needed to cost a child."""

    child: Annotated[str, told("the child")]
    groups: Annotated[dict[str, str], told("group by characteristic: need, age_band, sector, system …")] = {}
    region: Annotated[Region | None, told("region, where it is not that of all")] = None


class Overheads(Table):
    """Overhead of the scheme to share among children; it is shown apart and never added in."""

    amount: Annotated[Number, told("team, training, licences and reports of the window", "£", ge=0)]
    by: Annotated[Literal["child", "month"], told("in equal parts, or by months of support")] = "child"


class CostInput(Table):
    """Input of `cost_child`. Days, counts or both; one child or many."""

    events: Annotated[list[Event], told("dated events, in any order")] = []
    lead_spells: Annotated[
        list[LeadSpell],
        told("lead professionals; without any, support runs from the first meeting to closing"),
    ] = []
    counts: Annotated[list[Counted], told("events and months without days")] = []
    services: Annotated[list[ServiceUse], told("services received")] = []
    children: Annotated[list[ChildFacts], told("groups that children belong to")] = []
    sheet: Annotated[
        Sheet | Literal["published_2010_11"], told("unit costs: the published ones, or a sheet of your own")
    ] = "published_2010_11"
    rates: Annotated[list[HourlyRate], told("rates of those who attend meetings", "£ an hour")] = []
    region: Annotated[Region, told("which column of the sheet")] = "out_of_london"
    window_from: Annotated[Day | None, told("first day that counts; blank for all")] = None
    window_to: Annotated[Day | None, told("first day that no longer counts; blank for all")] = None
    extract_on: Annotated[Day | None, told("day the data were taken: open cases end then")] = None
    price_base: Annotated[FinancialYear | None, told("price year of the results; needs an index")] = None
    index: Annotated[Index | None, told("index for price_base")] = None
    perspective: Annotated[Perspective | None, told("whose money counts; blank for all the sheet holds")] = (
        None
    )
    proration: Annotated[Proration, told("how part of a month counts")] = Proration.CALENDAR_MONTH
    rounding: Annotated[Rounding, told("legacy_whole_pound rounds unit costs to £1 first")] = Rounding.EXACT
    sibling_remainder: Annotated[
        Literal["oldest_record", "largest_remainder"],
        told(
            "who takes the pence left when a meeting is split: all to the oldest record, or one each in turn"
        ),
    ] = "oldest_record"
    scheme_overhead: Annotated[Overheads | None, told("overhead of the scheme to share out")] = None
    group_by: Annotated[list[str], told("characteristics to make groups by", max_length=2)] = []
    population: Annotated[int | None, told("all children, where these are a sample", "children", ge=1)] = None
    seed: Annotated[int, told("seed of the resampling for intervals")] = 1
    show_children: Annotated[bool, told("false: groups and series only")] = True


WINDOW_WITHOUT_LIMITS = (date(1900, 1, 1), date(2200, 1, 1))
