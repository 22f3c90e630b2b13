"""Decisions that wait to become actions, and the outcomes that they may be for."""

from __future__ import annotations

from django.db import models

from opencaf.core.composed import composed_once
from opencaf.episodes.models import Decision, Episode, Meeting, Outcome


@composed_once
def decisions_waiting(meeting: Meeting) -> models.QuerySet[Decision]:
    """The decisions of a meeting that are not in the plan, in order."""
    return meeting.decisions.filter(action=None).order_by("position", "id")


@composed_once
def outcomes_to_choose(episode: Episode) -> models.QuerySet[Outcome]:
    """The outcomes of a plan, in order."""
    return episode.outcomes.order_by("position", "id")
