"""Times as analysts read them (codes, never names), and as those who noted them do."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, F, QuerySet

from opencaf.core.composed import composed_once
from opencaf.costing.models import Respondent, Stopwatch, TimeEntry

COLUMNS = (
    "respondent__code",
    "role",
    "sector",
    "recording_system",
    "activity",
    "process",
    "state",
    "minutes",
    "low",
    "most_likely",
    "high",
    "cases",
    "need_group",
    "mode",
)


@dataclass(frozen=True)
class Collected:
    """How many answers came in which way, from how many respondents."""

    mode: str
    entries: int
    respondents: int


def times_of(authority_id: uuid.UUID) -> list[dict[str, Any]]:
    """Return every time of an authority without who it is, as the engine's records.

    Those who see costs get all of them, without the cases they were noted in; anybody else those within sight.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from costing_times_without_cases()")
        found = [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]
    within_sight = TimeEntry.objects.filter(authority_id=authority_id).order_by("id")
    return [as_record(row) for row in found or within_sight.values(*COLUMNS)]


def as_record(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as the engine reads it: minutes, not_done or missing; three estimates of a group."""
    minutes: Decimal | str | None = row["minutes"] if row["state"] == "done" else row["state"]
    return {
        "respondent": row["respondent__code"],
        "role": row["role"],
        "agency": row["sector"],
        "recording_system": row["recording_system"],
        "activity": row["activity"],
        "process": row["process"],
        "minutes": minutes,
        "low": row["low"],
        "most_likely": row["most_likely"],
        "high": row["high"],
        "n_cases": row["cases"],
        "need_group": row["need_group"],
        "mode": row["mode"],
    }


def collected(authority_id: uuid.UUID) -> list[Collected]:
    """Return how many answers there are, by way of collecting."""
    rows = (
        TimeEntry.objects.filter(authority_id=authority_id)
        .order_by("mode")
        .values("mode")
        .annotate(entries=Count("pk"), respondents=Count("respondent", distinct=True))
    )
    return [Collected(row["mode"], row["entries"], row["respondents"]) for row in rows]


@composed_once
def own_times(practitioner_id: uuid.UUID, episode_id: uuid.UUID) -> QuerySet[TimeEntry]:
    """What somebody noted in a case themselves, the latest first."""
    mine = TimeEntry.objects.filter(episode_id=episode_id, respondent__practitioner_id=practitioner_id)
    return mine.select_related("respondent").order_by("-happened_on", "-id")


@composed_once
def running_for(practitioner_id: uuid.UUID) -> QuerySet[Stopwatch]:
    """The clock that somebody has running, if there is one."""
    running = Stopwatch.objects.filter(practitioner_id=practitioner_id, stopped_at=None)
    return running.select_related("episode")


@composed_once
def respondent_of(practitioner_id: uuid.UUID) -> QuerySet[Respondent]:
    """The code under which somebody answers, if they have."""
    return Respondent.objects.filter(practitioner_id=practitioner_id)


def entry_with(entry_id: uuid.UUID, episode_id: uuid.UUID) -> TimeEntry | None:
    """Return a time noted in a case."""
    return (
        TimeEntry.objects.filter(pk=entry_id, episode_id=episode_id)
        .annotate(noted_by=F("respondent__practitioner_id"))
        .select_related("respondent")
        .first()
    )


def roles_heard(authority_id: uuid.UUID) -> list[str]:
    """Return the roles of which there are times."""
    found = TimeEntry.objects.filter(authority_id=authority_id).order_by("role")
    return list(found.values_list("role", flat=True).distinct())
