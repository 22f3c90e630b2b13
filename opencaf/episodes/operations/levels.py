"""The level of need, agreed on a day."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.dates import in_words, refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import LEVELS_OF_NEED
from opencaf.episodes.models import Episode, LevelOfNeed
from opencaf.episodes.permissions import can_write


@all_or_nothing
def set_level(
    *,
    episode: Episode,
    level: int,
    decided_on: dt.date,
    decided_by: Practitioner | None = None,
    reason: str = "",
    by: Practitioner,
) -> LevelOfNeed:
    """Record the level of need of a day; the earlier ones stay beside it."""
    require(can_write(by, episode))
    label = "The date it was agreed"
    refuse_future("decided_on", decided_on, label)
    refuse_before(
        "decided_on",
        decided_on,
        label,
        earliest=episode.intended_on,
        event="the day of the intention",
    )
    if level not in LEVELS_OF_NEED:
        raise ValidationError({"level": "Select the level of need, 1 to 4"})
    if episode.levels.filter(level=level, decided_on=decided_on).exists():
        sentence = f"Level {level} was recorded for {in_words(decided_on)} already"
        raise ValidationError({"level": sentence})
    made = LevelOfNeed.record(
        by=by,
        episode=episode,
        level=level,
        decided_on=decided_on,
        decided_by=decided_by or by,
        reason=reason,
    )
    trail.record(
        "level_set", subject_kind="episode", subject_id=episode.id, episode_id=episode.id, level=level
    )
    return made
