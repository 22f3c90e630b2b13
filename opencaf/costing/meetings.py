"""What one meeting costs by who came: their hours at their rates, and travel in pounds.

The time of parents and children is recorded and costs nothing, unless the perspective is society's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated

from opencaf.costing.decimals import total
from opencaf.costing.rates import Sector
from opencaf.costing.tables import Number, Table, told

FAMILY = "family"
PARTS = ("prepare", "travel", "attend", "chair", "minutes", "follow_up")


class HourlyRate(Table):
    """A role's cost of an hour."""

    role: Annotated[str, told("the role")]
    hourly: Annotated[Number, told("cost of a working hour", "£ an hour", ge=0)]
    sector: Annotated[Sector, told("who pays")] = "local_authority"


class Attendee(Table):
    """Somebody's part in a meeting."""

    role: Annotated[str, told("role, or family for parents and children")]
    prepare: Annotated[Number, told("preparing", "minutes")] = Decimal(0)
    travel: Annotated[Number, told("travelling", "minutes")] = Decimal(0)
    attend: Annotated[Number, told("attending", "minutes")] = Decimal(0)
    chair: Annotated[Number, told("chairing, besides attending", "minutes")] = Decimal(0)
    minutes: Annotated[Number, told("writing the minutes", "minutes")] = Decimal(0)
    follow_up: Annotated[Number, told("following up", "minutes")] = Decimal(0)
    travel_cost: Annotated[Number, told("fares or mileage, never part of a rate", "£", ge=0)] = Decimal(0)


def minutes_of(attendee: Attendee) -> Decimal:
    """Return all minutes of somebody's part in a meeting."""
    return total(getattr(attendee, part) for part in PARTS)


def attendee_cost(attendee: Attendee, rates: Mapping[str, HourlyRate]) -> Decimal:
    """Return what somebody's part costs; a family without a rate costs its fares alone."""
    rate = rates.get(attendee.role)
    hourly = rate.hourly if rate else Decimal(0)
    return minutes_of(attendee) * hourly / 60 + attendee.travel_cost


def meeting_cost(
    attendees: Sequence[Attendee], rates: Mapping[str, HourlyRate], sectors: frozenset[str] | None
) -> Decimal:
    """Return what a meeting costs those whose money counts; None stands for all but families."""
    return total(
        attendee_cost(attendee, rates)
        for attendee in attendees
        if counts(sector_of(attendee, rates), sectors)
    )


def sector_of(attendee: Attendee, rates: Mapping[str, HourlyRate]) -> str:
    """Return who pays for somebody's time."""
    if attendee.role == FAMILY:
        return FAMILY
    rate = rates.get(attendee.role)
    return rate.sector if rate else ""


def counts(sector: str, sectors: frozenset[str] | None) -> bool:
    """Whether a sector's money counts."""
    return sector != FAMILY if sectors is None else sector in sectors
