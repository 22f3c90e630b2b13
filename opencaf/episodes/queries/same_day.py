"""Which other fields state the same day as a date, so that correcting one corrects them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import models

from opencaf.episodes.models import (
    Assessment,
    Closure,
    Episode,
    LeadProfessional,
    Mark,
    Meeting,
    Suspension,
)

Stating = tuple[models.Model, str]


def stating_the_same_day(record: models.Model, field: str) -> list[Stating]:
    """Return the record's field, and every other field that states the same event."""
    found: list[Stating] = [(record, field)]
    day = getattr(record, field)
    if isinstance(record, Meeting) and field == "held_on":
        found += of_review(record, day)
    elif isinstance(record, Closure) and field == "closed_on":
        found += of_closure(record, day)
    elif isinstance(record, Assessment) and field == "completed_on":
        found += of_assessment(record, day)
    elif isinstance(record, Suspension) and field == "started_on":
        found += each(record.episode.lead_professionals.filter(ended_on=day), "ended_on")
        found += each(record.episode.coordinations.filter(ended_on=day), "ended_on")
    elif isinstance(record, Episode):
        found += each(record.episode_children.filter(joined_on=day), "joined_on")
    elif isinstance(record, LeadProfessional) and field in ("started_on", "ended_on"):
        found += of_handover(record, field, day)
    return found


def marks_of_the_day(record: models.Model, field: str) -> models.QuerySet[Mark]:
    """Return the marks given on the day of an assessment, meeting or closing; they follow it silently."""
    marks = Mark.objects.filter(marked_on=getattr(record, field))
    if isinstance(record, Assessment) and field == "completed_on":
        return marks.filter(assessment=record)
    if isinstance(record, Meeting) and field == "held_on":
        return marks.filter(review__meeting=record)
    if isinstance(record, Closure) and field == "closed_on":
        return marks.filter(closure=record)
    return marks.none()


def of_assessment(assessment: Assessment, day: dt.date) -> list[Stating]:
    """Return the level of need that was recorded with an assessment, and what the family said of it."""
    levels = assessment.episode.levels.filter(decided_on=day, level=assessment.level_of_need)
    views = assessment.family_views.filter(said_on=day)
    return [*each(levels, "decided_on"), *each(views, "said_on")]


def of_review(meeting: Meeting, day: dt.date) -> list[Stating]:
    """Return the review of a meeting and what the family said at it."""
    found: list[Stating] = []
    for review in meeting.reviews.all():
        found.append((review, "reviewed_on"))
        found += each(review.family_views.filter(said_on=day), "said_on")
    return found


def of_closure(closure: Closure, day: dt.date) -> list[Stating]:
    """Return what ended or was said with a closing."""
    episode = closure.episode
    found = [
        *each(episode.lead_professionals.filter(ended_on=day), "ended_on"),
        *each(episode.coordinations.filter(ended_on=day), "ended_on"),
        *each(episode.team_members.filter(left_on=day), "left_on"),
        *each(episode.suspensions.filter(ended_on=day), "ended_on"),
        *each(closure.family_views.filter(said_on=day), "said_on"),
        *each(episode.levels.filter(decided_on=day, level=closure.level_of_need), "decided_on"),
    ]
    return [*found, (episode, "closed_on")] if closure.reopened_on is None else found


def of_handover(lead: LeadProfessional, field: str, day: dt.date) -> list[Stating]:
    """Return the lead who handed over on this lead's first day, or took over on the last.

    Nobody did on the day of a rest or a closing; and a lead of no day was a mistake.
    """
    if stopped_on(lead.episode, day):
        return []
    others = lasting(lead.episode.lead_professionals.exclude(pk=lead.pk))
    if field == "started_on":
        return each(others.filter(ended_on=day), "ended_on")
    return each(others.filter(started_on=day), "started_on")


def lasting(leads: models.QuerySet[LeadProfessional]) -> models.QuerySet[LeadProfessional]:
    """Return those of some leads that have a day at least."""
    return leads.exclude(ended_on=models.F("started_on"))


def stopped_on(episode: Episode, day: dt.date) -> str:
    """Return what stopped whoever led on a day, where that was not a handover."""
    if episode.closures.filter(closed_on=day).exists():
        return "closing"
    return "suspension" if episode.suspensions.filter(started_on=day).exists() else ""


def each(records: Iterable[models.Model], field: str) -> list[Stating]:
    """Pair each record with the field that states the day."""
    return [(record, field) for record in records]
