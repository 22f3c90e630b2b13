"""The days of one CAF as the records hold them, each with what is known of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from opencaf.core.partial_dates import EXACT, MONTH_KNOWN, NOT_KNOWN, YEAR_KNOWN, PartialDate
from opencaf.people.sought import date_of

Values = dict[str, Any]
OPEN = "open"


@dataclass(frozen=True)
class MeetingDay:
    """A meeting that was held, is booked or was cancelled; came: whether the family did."""

    status: str
    day: dt.date | None
    came: bool = True
    is_panel: bool = False


@dataclass
class CaseDays:
    """Begin, end and meetings of a CAF. beside: fields whose values no field of the records can hold."""

    intended: PartialDate
    closed: PartialDate | None
    completed_on: dt.date | None
    meetings: list[MeetingDay]
    review_due_on: dt.date | None
    beside: list[str] = field(default_factory=list)


def days_of(values: Values, up_to: dt.date) -> CaseDays:
    """Return the days of a case out of what was read."""
    beside: list[str] = []
    meetings = meetings_of(values, up_to, beside)
    completed, review = (whole(values, name, beside) for name in ("completed_on", "review_due_on"))
    started, ended = partial(values, "started_on"), partial(values, "closed_on")
    is_closed = values.get("closed_on", {}).get("state") != OPEN and "closed_on" in values
    met = [one.day for one in meetings if one.day and one.status == "held"]
    exact_end = ended.day if ended and ended.accuracy == EXACT else None
    later = [day for day in (*met, completed, exact_end) if day]
    intended = begin(started, later, up_to)
    closed = end(ended, [*met, *([completed] if completed else [])], intended) if is_closed else None
    if completed and completed < intended.earliest:
        beside.append("completed_on")
        completed = None
    return CaseDays(intended, closed, completed, meetings, review, beside)


def begin(started: PartialDate | None, later: list[dt.date], up_to: dt.date) -> PartialDate:
    """Return when a case began: of one that is not known, the latest day on which it can have begun."""
    if started is None:
        return PartialDate(min(later, default=up_to), NOT_KNOWN)
    if started.accuracy in (MONTH_KNOWN, YEAR_KNOWN):
        within = [day for day in later if started.earliest <= day < started.day]
        return PartialDate(min([started.day, *within]), started.accuracy)
    return started


def end(ended: PartialDate | None, before: list[dt.date], intended: PartialDate) -> PartialDate:
    """Return when a case ended; one before it began, or without a day, is not known."""
    last = max([intended.day, *before])
    if ended is None or (ended.accuracy == EXACT and ended.day < intended.day):
        return PartialDate(last, NOT_KNOWN)
    return PartialDate(max(ended.day, intended.day), ended.accuracy)


def partial(values: Values, name: str) -> PartialDate | None:
    """Return a date as far as it is known; nothing for two dates, or none."""
    value = values.get(name, {}).get("value")
    return date_of(name, value) if isinstance(value, str) and value else None


def whole(values: Values, name: str, beside: list[str]) -> dt.date | None:
    """Return a date that is known to the day; another one is left beside the record."""
    value = values.get(name, {}).get("value")
    if isinstance(value, str) and len(value) == 10:
        return dt.date.fromisoformat(value)
    if value or values.get(name, {}).get("suggested"):
        beside.append(name)
    return None


def meetings_of(values: Values, up_to: dt.date, beside: list[str]) -> list[MeetingDay]:
    """Return the meetings, the panel among them; one of which only the month is known is left beside."""
    names = sorted((name for name in values if name.startswith("tac_")), key=lambda name: int(name[4:]))
    found = []
    for name in [*names, *(["panel_on"] if "panel_on" in values else [])]:
        said = values[name]
        is_panel, came = name == "panel_on", said.get("family_attended", True)
        if said.get("meeting") == "cancelled":
            on = said.get("on")
            day = dt.date.fromisoformat(on) if isinstance(on, str) and len(on) == 10 else None
            found.append(MeetingDay("cancelled", day, came, is_panel))
            continue
        listed = said.get("value")
        for value in listed if isinstance(listed, list) else [listed]:
            if isinstance(value, str) and len(value) == 10:
                day = dt.date.fromisoformat(value)
                found.append(MeetingDay("planned" if day > up_to else "held", day, came, is_panel))
            elif name not in beside:
                beside.append(name)
    return found
