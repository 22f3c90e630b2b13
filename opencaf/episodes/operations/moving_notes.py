"""A note that was written in the wrong child's record is moved to the right one, and can be moved back."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.audit.corrections import keep_correction
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import ContactNote, Episode
from opencaf.episodes.permissions import can_correct, can_write


@all_or_nothing
def move_note(
    *, episode: Episode, note_id: uuid.UUID, episode_to: Episode, reason: str, by: Practitioner
) -> ContactNote:
    """Move a note to another case, of who works with both; each keeps that it was moved, when and why.

    ContactNote.DoesNotExist: there is no such note in the case. ValidationError: it stands there already.
    """
    require(can_correct(by, episode))
    require(can_write(by, episode_to))
    if episode_to.pk == episode.pk:
        raise ValidationError({"episode_to": "The note is in this record now. Select another child"})
    note = episode.contact_notes.select_for_update(of=("self",)).get(pk=note_id)
    for one in (episode, episode_to):
        keep_correction(
            note,
            "episode",
            was=episode.reference,
            now=episode_to.reference,
            reason=reason,
            corrected_by_id=by.id,
            corrected_by_name=str(by),
            episode_id=one.id,
        )
        trail.record("note_moved", subject_kind="note", subject_id=note.id, episode_id=one.id)
    note.episode = episode_to
    note.save(update_fields=["episode"])
    return note
