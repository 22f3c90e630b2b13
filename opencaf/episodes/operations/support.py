"""Contacts and notes: what happened, on its own day, with whom."""

from __future__ import annotations

import datetime as dt

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import ContactNote, Episode
from opencaf.episodes.permissions import can_write


@all_or_nothing
def add_note(
    *,
    episode: Episode,
    kind: str,
    happened_on: dt.date,
    text: str,
    with_whom: str = "",
    practitioner: Practitioner | None = None,
    by: Practitioner,
) -> ContactNote:
    """Note a contact. Who had it is the practitioner, or else who types."""
    require(can_write(by, episode))
    refuse_future("happened_on", happened_on, "The date it happened")
    note = ContactNote.record(
        by=by,
        episode=episode,
        kind=kind,
        happened_on=happened_on,
        practitioner=practitioner or by,
        with_whom=with_whom,
        text=text,
    )
    trail.record("note_added", subject_kind="note", subject_id=note.id, episode_id=episode.id, kind=kind)
    return note
