"""What a corrected day must leave true: nothing ends before it begins, nobody leads beside another or away.

Leads that began and ended on one day were mistakes: they count nowhere (operations/leading_back.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from opencaf.episodes.models import (
    Closure,
    Coordination,
    Episode,
    EpisodeChild,
    LeadProfessional,
    Suspension,
    TeamMember,
)
from opencaf.episodes.queries.same_day import Stating

Spell = tuple[dt.date, dt.date]

SPELLS: dict[type[models.Model], tuple[str, str, str]] = {
    LeadProfessional: ("started_on", "ended_on", "A lead"),
    Coordination: ("started_on", "ended_on", "Work without the title"),
    TeamMember: ("joined_on", "left_on", "Somebody’s time in the team"),
    EpisodeChild: ("joined_on", "left_on", "A child’s time in it"),
    Suspension: ("started_on", "ended_on", "A rest"),
    Closure: ("closed_on", "reopened_on", "A closing"),
}
NOT_APART = (
    "With this date two people would lead at once, or somebody would lead while it rests or is closed. "
    "Put the other date right first"
)


def refuse_what_cannot_be(changed: Sequence[Stating], value: dt.date, episode: Episode) -> None:
    """Raise ValidationError where these fields, were they of this day, would contradict each other."""
    moved = {(record._meta.model, record.pk, field): value for record, field in changed}
    for record, _ in changed:
        if type(record) in SPELLS:
            refuse_end_before_beginning(record, moved)
    if any(isinstance(record, LeadProfessional | Suspension | Closure) for record, _ in changed):
        refuse_beside_another(episode, moved)


def refuse_end_before_beginning(record: models.Model, moved: dict[Any, dt.date]) -> None:
    """Raise ValidationError for a time that would be over before it began."""
    begins, ends = spell_of(record, moved)
    if ends < begins:
        what = SPELLS[type(record)][2]
        raise ValidationError({"value": f"{what} would end before it began. Put its other date right first"})


def refuse_beside_another(episode: Episode, moved: dict[Any, dt.date]) -> None:
    """Raise ValidationError where two would lead at once, or one while the case rests or is closed."""
    records = [
        *episode.lead_professionals.all(),
        *episode.suspensions.all(),
        *episode.closures.all(),
    ]
    spells = sorted(spell_of(record, moved) for record in records)
    lasting = [spell for spell in spells if spell[0] < spell[1]]
    if any(later[0] < earlier[1] for earlier, later in pairwise(lasting)):
        raise ValidationError({"value": NOT_APART})


def spell_of(record: models.Model, moved: dict[Any, dt.date]) -> Spell:
    """Return from which day until which something lasts, with the days that move."""
    begins, ends, _ = SPELLS[type(record)]
    days = [moved.get((type(record), record.pk, name), getattr(record, name)) for name in (begins, ends)]
    return days[0], days[1] or dt.date.max
