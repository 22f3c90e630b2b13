"""The dated events of many CAFs, read once; which of them can be costed, and what stands against the rest."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.costing.findings import Findings, RefusedError
from opencaf.costing.journey_checks import check_events, check_journeys, journeys_of
from opencaf.costing.journeys import CostInput
from opencaf.costing.permissions import can_see_small_groups
from opencaf.costing.queries.case_events import CaseEvents, case_events
from opencaf.costing.tables import read
from opencaf.episodes.models import Episode


@dataclass(frozen=True)
class CountedCase:
    """A CAF that is counted; without a reference for those to whom it is not open."""

    id: uuid.UUID
    state: str
    sector: str
    locality: str
    reference: str = ""


@dataclass(frozen=True)
class NotCosted:
    """A CAF whose dates stand against costing it."""

    episode_id: uuid.UUID
    reference: str
    sentence: str


@dataclass(frozen=True)
class DatesRead:
    """All that figures of several CAFs are made of, as read on one day: from here on nothing is asked."""

    first: dt.date
    last: dt.date
    today: dt.date
    episodes: dict[uuid.UUID, CountedCase]
    cases: dict[uuid.UUID, CaseEvents]
    with_names: bool


def read_dates(practitioner: Practitioner, first: dt.date, last: dt.date) -> DatesRead:
    """Read the dated events of every CAF that somebody counts and that was open between two days."""
    today, with_names = clock.today(), bool(can_see_small_groups(practitioner))
    episodes = {one.id: one for one in open_within(practitioner, first, last)}
    cases = case_events(list(episodes), until=today, without_names=not with_names)
    return DatesRead(first, last, today, episodes, cases, with_names)


def open_within(practitioner: Practitioner, first: dt.date, last: dt.date) -> list[CountedCase]:
    """Return the CAFs that somebody counts and that were open on a day between two."""
    last = until_today(last)
    if not can_see_small_groups(practitioner):
        return cases_without_names(first, last)
    found = counted(practitioner, first, last)
    return [
        CountedCase(
            one.id,
            one.state,
            one.initiating_agency.sector,
            one.locality.name if one.locality else "",
            one.reference,
        )
        for one in found.select_related("initiating_agency", "locality").order_by("id")
    ]


def counted(practitioner: Practitioner, first: dt.date, last: dt.date) -> QuerySet[Episode]:
    """Return the CAFs that somebody may open and that were open on a day between two."""
    was_open = Q(closed_on=None) | Q(closed_on__gte=first)
    return Episode.objects.visible_to(practitioner).filter(was_open, intended_on__lt=last)


def until_today(last: dt.date) -> dt.date:
    """Return the day before which a CAF must have begun to be counted."""
    return min(last, clock.today() + dt.timedelta(days=1))


def are_more_than(practitioner: Practitioner, first: dt.date, last: dt.date, *, most: int) -> bool:
    """Whether somebody counts more CAFs between two days than a page can wait for."""
    last = until_today(last)
    if can_see_small_groups(practitioner):
        return len(counted(practitioner, first, last).values_list("pk")[: most + 1]) > most
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from costing_cases_without_names(%s, %s)", [first, last])
        return bool(cursor.fetchone()[0] > most)


def cases_without_names(first: dt.date, last: dt.date) -> list[CountedCase]:
    """Return the CAFs of the authority for an analyst, to whom none of them is open."""
    with connection.cursor() as cursor:
        cursor.execute("select * from costing_cases_without_names(%s, %s)", [first, last])
        return [CountedCase(*row) for row in cursor.fetchall()]


def window_of(first: dt.date, last: dt.date) -> dict[str, dt.date]:
    """Return a window as the engine takes it."""
    return {"window_from": first, "window_to": last}


def together(cases: list[CaseEvents]) -> dict[str, Any]:
    """Return the events and leads of some CAFs as one input."""
    return {
        "events": [event for case in cases for event in case.events],
        "lead_spells": [spell for case in cases for spell in case.spells],
    }


def sorted_out(
    cases: dict[uuid.UUID, CaseEvents], common: dict[str, Any], episodes: dict[uuid.UUID, CountedCase]
) -> tuple[list[CaseEvents], list[NotCosted]]:
    """Return the CAFs that can be costed, and those whose dates stand against it with the first reason."""
    usable, refused = [], []
    for episode_id, case in cases.items():
        findings = Findings()
        try:
            given = read(CostInput, {**common, **together([case])})
            check_events(given, findings)
            check_journeys(journeys_of(given), given, findings)
            findings.refuse()
            usable.append(case)
        except RefusedError as fault:
            reference = episodes[episode_id].reference
            sentence = fault.findings[0].sentence.replace(str(episode_id), reference)
            refused.append(NotCosted(episode_id, reference, f"{fault.codes[0]}: {sentence}"))
    return usable, refused
