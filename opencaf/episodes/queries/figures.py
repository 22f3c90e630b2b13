"""Figures of one episode: days between its steps and counts, as reports and tests compare them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import F, Max, Min

from opencaf.core import clock
from opencaf.episodes.codes import RequestDecision
from opencaf.episodes.models import Action, Episode, LeadProfessional, Meeting


@dataclass(frozen=True)
class Figures:
    """What follows from the dates of an episode. None where a step has not happened."""

    days_from_intention_to_completed_assessment: int | None
    days_from_completed_assessment_to_first_meeting: int | None
    days_open: int
    meetings_held: int
    reviews: int
    actions: int
    actions_closed_after_their_due_date: int
    requests_declined: int
    lead_professional_changes: int
    actions_by_status: dict[str, int] = field(default_factory=dict)


def expected_figures(episode: Episode) -> Figures:
    """Return the figures of an episode.

    The assessment is its first completed version. Days open run from the intention to the closing, or to
    today. A request counts as declined by its last decision. A change of lead professional is a new one
    after an earlier one, whether the lead rested in between or not.
    """
    days = Episode.objects.filter(pk=episode.pk).aggregate(
        completed=Min("assessments__completed_on"), met=Min("meetings__held_on")
    )
    actions = Action.objects.filter(outcome__episode=episode)
    by_status = Counter(actions.values_list("status", flat=True))
    return Figures(
        days_from_intention_to_completed_assessment=days_between(episode.intended_on, days["completed"]),
        days_from_completed_assessment_to_first_meeting=days_between(days["completed"], days["met"]),
        days_open=((episode.closed_on or clock.today()) - episode.intended_on).days,
        meetings_held=episode.meetings.filter(status=Meeting.Status.HELD).count(),
        reviews=episode.reviews.count(),
        actions=sum(by_status.values()),
        actions_closed_after_their_due_date=actions.filter(closed_on__gt=F("due_on")).count(),
        requests_declined=declined_requests(episode),
        lead_professional_changes=lead_changes(episode),
        actions_by_status=dict(by_status),
    )


def lead_changes(episode: Episode) -> int:
    """Return how often the lead changed; one that began and ended on one day was noted by mistake."""
    led = LeadProfessional.objects.filter(episode=episode)
    return max(0, led.exclude(ended_on=F("started_on")).count() - 1)


def declined_requests(episode: Episode) -> int:
    """Return how many requests were declined in the end."""
    last = episode.service_requests.annotate(last=Max("decisions__decided_on"))
    declined = last.filter(decisions__decided_on=F("last"), decisions__decision=RequestDecision.DECLINED)
    return declined.distinct().count()


def days_between(start: dt.date | None, end: dt.date | None) -> int | None:
    """Return the days from one day to another, where both are known."""
    return (end - start).days if start and end else None
