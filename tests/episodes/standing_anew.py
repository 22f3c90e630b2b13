"""Where every case stands, worked out anew from the rows themselves, case by case."""

import uuid
from typing import Any

from opencaf.episodes.models import Episode, Meeting, ServiceRequest, Standing
from opencaf.episodes.queries.stepping import step_waits

COLUMNS = [
    field.attname
    for field in Standing._meta.local_fields
    if field.name not in ("id", "recorded_at", "authority", "episode")
]
Stands = dict[uuid.UUID, dict[str, Any]]


def stands_as_kept() -> Stands:
    """What the rows say that the database keeps."""
    return {one.episode_id: {name: getattr(one, name) for name in COLUMNS} for one in Standing.objects.all()}


def stands_anew() -> Stands:
    """What they should say."""
    return {episode.id: stands(episode) for episode in Episode.objects.all()}


def stands(episode: Episode) -> dict[str, Any]:
    """Where one case stands."""
    leads = list(episode.lead_professionals.all())
    now = next((one for one in leads if one.ended_on is None), None)
    held = meetings_of(episode, Meeting.Status.HELD)
    last = max(held, key=lambda one: (one.held_on, one.id), default=None)
    planned = meetings_of(episode, Meeting.Status.PLANNED)
    days = [one.planned_for for one in planned if one.planned_for]
    open_questions = episode.help_requests.filter(answered_on=None)
    return {
        "locality_id": episode.locality_id,
        "state": episode.state,
        "intended_on": episode.intended_on,
        "entered_at": episode.recorded_at,
        "lead_id": now.id if now else None,
        "leader_id": now.practitioner_id if now else None,
        "led_since": min((one.started_on for one in leads), default=None),
        "has_held": bool(held),
        "agreed_next_on": last.next_on if last else None,
        "closing_proposed": last.closing_proposed if last else False,
        "has_planned": bool(planned),
        "first_planned_for": min(days, default=None),
        "last_planned_for": max(days, default=None),
        "first_completed_on": earliest(one.completed_on for one in episode.assessments.all()),
        "unanswered_since": earliest(one.sent_on for one in unanswered(episode)),
        "offered_on": earliest(one.offered_on for one in episode.lead_offers.filter(answer="")),
        "step_since": earliest(one.decided_on for one in episode.threshold_steps.filter(step_waits())),
        "moving_since": earliest(one.prepared_on for one in episode.transfers.all() if one.waits),
        "help_asked_on": earliest(one.asked_on for one in open_questions),
        "look_by": earliest(one.look_by for one in episode.quality_checks.filter(verdict="")),
    }


def meetings_of(episode: Episode, status: str) -> list[Meeting]:
    return list(episode.meetings.filter(status=status))


def unanswered(episode: Episode) -> list[ServiceRequest]:
    return [one for one in episode.service_requests.filter(recalled_on=None) if not one.decisions.exists()]


def earliest(days: Any) -> Any:
    return min((day for day in days if day), default=None)
