"""Where help is wanted: agencies trained that never started or that start untrained, and who leads alone.

Lists for the training team, coordinators and managers, of the whole authority. They name agencies and people
who work there, never a case or how many there are (docs/adr/0054). Shielded cases stay out.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core import clock
from opencaf.core.dates import months_later

LOOKS_BACK = 12  # months in which starting untrained is looked for


class Standing(NamedTuple):
    """How an agency stands: how many are trained for it, since when, and whether any of it starts."""

    agency_id: uuid.UUID
    trained: int
    since: dt.date | None
    has_started: bool
    starts_untrained: bool


@dataclass(frozen=True)
class AgencyToHelp:
    """An agency that training could help, with whom to ring there."""

    agency: Agency
    trained: int
    since: dt.date | None


@dataclass(frozen=True)
class LeadToHelp:
    """Somebody who leads for the first time; since: the month."""

    who: Practitioner
    agency: Agency
    since: dt.date


@dataclass(frozen=True)
class ToHelp:
    """The three lists."""

    never_started: list[AgencyToHelp]
    untrained: list[AgencyToHelp]
    leads: list[LeadToHelp]


def to_help(practitioner: Practitioner) -> ToHelp:
    """Return the three lists as they stand today."""
    standings = standings_of(clock.today())
    agencies = agencies_by_id(practitioner)
    never = [one for one in standings if one.trained and not one.has_started]
    untrained = [one for one in standings if one.starts_untrained]
    return ToHelp(with_agencies(never, agencies), with_agencies(untrained, agencies), first_leads(agencies))


def standings_of(today: dt.date) -> list[Standing]:
    """Return how each active agency stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from reports_agencies_followed(%s, %s)", [today, months_later(today, -LOOKS_BACK)]
        )
        return [Standing(*row) for row in cursor.fetchall()]


def agencies_by_id(practitioner: Practitioner) -> dict[uuid.UUID, Agency]:
    """Return the agencies of somebody's authority."""
    rows = Agency.objects.filter(authority_id=practitioner.authority_id).select_related("locality")
    return {row.pk: row for row in rows}


def with_agencies(standings: list[Standing], agencies: dict[uuid.UUID, Agency]) -> list[AgencyToHelp]:
    """Return agencies in the order of the alphabet."""
    found = [AgencyToHelp(agencies[one.agency_id], one.trained, one.since) for one in standings]
    return sorted(found, key=lambda one: one.agency.name.casefold())


def first_leads(agencies: dict[uuid.UUID, Agency]) -> list[LeadToHelp]:
    """Return who leads for the first time while no coordinator is in the team or answered them."""
    with connection.cursor() as cursor:
        cursor.execute("select * from reports_first_leads_listed()")
        rows = cursor.fetchall()
    people = Practitioner.objects.in_bulk([practitioner_id for practitioner_id, _, _ in rows])
    found = [LeadToHelp(people[who], agencies[agency_id], since) for who, agency_id, since in rows]
    return sorted(found, key=lambda one: (one.since, str(one.who).casefold()))
