"""Since when a case is at work: from its intention, or from its last return from a rest or a closing."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Max

from opencaf.core.dates import refuse_before
from opencaf.episodes.models import Episode, Meeting
from opencaf.episodes.states import State

RETURNS = {"taken_up": "when it was last taken up", "reopened": "when it was reopened"}


def at_work_since(episode: Episode) -> tuple[dt.date, str]:
    """Return the day since which a case is at work, and what happened then."""
    days = Episode.objects.filter(pk=episode.pk).aggregate(
        taken_up=Max("suspensions__ended_on"), reopened=Max("closures__reopened_on")
    )
    returns = [(day, RETURNS[name]) for name, day in days.items() if day]
    return max(returns, default=(episode.intended_on, "the day of the intention"))


def refuse_away(
    field: str, day: dt.date, label: str, episode: Episode, *, agreed_at: Meeting | None = None
) -> None:
    """Raise ValidationError for somebody who would begin while the case rests, rested or was closed.

    agreed_at: a meeting of a case at rest may agree on who leads from its day on, before the rest is ended.
    """
    is_agreed = agreed_at is not None and agreed_at.held_on is not None and agreed_at.held_on <= day
    if episode.state == State.SUSPENDED and not is_agreed:
        raise ValidationError("It is suspended: nobody leads or coordinates until it is taken up again.")
    earliest, event = at_work_since(episode)
    refuse_before(field, day, label, earliest=earliest, event=event)
