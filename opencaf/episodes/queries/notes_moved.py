"""Notes that were moved to the right child: from here, to here, and where one may be moved to."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from opencaf.access.queries import episode_ids_of
from opencaf.access.sight import sight_of
from opencaf.agencies.models import Practitioner
from opencaf.audit.models import Correction
from opencaf.core.composed import composed_once
from opencaf.episodes.models import ContactNote, Episode
from opencaf.episodes.queries.work import children_of

MOST_CASES = 30


@dataclass(frozen=True)
class Moved:
    """One move of a note, as one of its two cases keeps it."""

    note_id: uuid.UUID
    is_away: bool
    other: str
    """The reference of the other case."""
    on: dt.datetime
    by: str
    reason: str


def notes_moved(episode: Episode) -> list[Moved]:
    """Return the moves of notes from and to a case, the latest first."""
    return [
        Moved(
            note_id=one.record_id,
            is_away=one.old_value == episode.reference,
            other=one.new_value if one.old_value == episode.reference else one.old_value,
            on=one.recorded_at,
            by=one.corrected_by_name,
            reason=one.reason,
        )
        for one in moves_in(episode.id)
    ]


def with_moves(notes: Iterable[ContactNote], moves: Iterable[Moved]) -> list[tuple[ContactNote, list[Moved]]]:
    """Return notes, each with how it came to this case, where it was moved here."""
    here: dict[uuid.UUID, list[Moved]] = {}
    for move in moves:
        if not move.is_away:
            here.setdefault(move.note_id, []).append(move)
    return [(note, here.get(note.id, [])) for note in notes]


@composed_once
def moves_in(episode_id: uuid.UUID) -> QuerySet[Correction]:
    """The moves of notes that a case keeps, the latest first."""
    kept = Correction.objects.filter(
        episode_id=episode_id, record_kind=ContactNote._meta.label_lower, field="episode"
    )
    return kept.order_by("-recorded_at", "-id")


def cases_to_choose(practitioner: Practitioner, *, besides: Episode) -> list[tuple[Episode, str]]:
    """Return the other open cases somebody has a part in, each with its children and its reference."""
    own = Episode.objects.within(sight_of(practitioner)).open().filter(id__in=episode_ids_of(practitioner.id))
    cases = list(own.exclude(pk=besides.pk).order_by("-intended_on", "id")[:MOST_CASES])
    children = children_of([case.id for case in cases])
    return [
        (case, f"{', '.join(str(child) for child in children.get(case.id, []))}, {case.reference}")
        for case in cases
    ]
