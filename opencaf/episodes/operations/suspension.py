"""Letting an episode rest, usually since social care has taken over, and taking it up again."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode, Suspension
from opencaf.episodes.operations.at_work import at_work_since
from opencaf.episodes.operations.leading import end_lead
from opencaf.episodes.permissions import can_suspend
from opencaf.episodes.states import State


@all_or_nothing
def suspend_episode(
    *, episode: Episode, started_on: dt.date, reason: str, lead_why: str = "", by: Practitioner
) -> Suspension:
    """Let the episode rest from a day; nobody leads while it does."""
    require(can_suspend(by, episode))
    label = "The date the rest begins"
    refuse_future("started_on", started_on, label)
    earliest, event = at_work_since(episode)
    refuse_before("started_on", started_on, label, earliest=earliest, event=event)
    episode.move_to(State.SUSPENDED)
    suspension = Suspension.record(by=by, episode=episode, started_on=started_on, reason=reason)
    end_lead(episode=episode, ended_on=started_on, why=lead_why or reason, by=by)
    trail.record(
        "episode_suspended",
        subject_kind="episode",
        subject_id=episode.id,
        episode_id=episode.id,
        on=started_on,
    )
    return suspension


@all_or_nothing
def resume_episode(*, episode: Episode, ended_on: dt.date, by: Practitioner) -> Suspension:
    """Take a resting episode up again."""
    require(can_suspend(by, episode))
    label = "The date it is taken up again"
    refuse_future("ended_on", ended_on, label)
    suspension = episode.suspensions.filter(ended_on=None).first()
    if suspension is None:
        raise ValidationError("It is not suspended, so there is nothing to take up again.")
    refuse_before("ended_on", ended_on, label, earliest=suspension.started_on, event="when the rest began")
    suspension.ended_on = ended_on
    suspension.save(update_fields=["ended_on"])
    episode.move_to(State.SUPPORTING)
    trail.record(
        "episode_resumed", subject_kind="episode", subject_id=episode.id, episode_id=episode.id, on=ended_on
    )
    return suspension
