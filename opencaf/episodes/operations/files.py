"""Files of a case: adding one, taking it out with a reason, putting it back, looking at it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import refuse_future
from opencaf.core.ids import new_id
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import FileKind, Scan
from opencaf.episodes.jobs import scan_file
from opencaf.episodes.models import Assessment, CaseFile, Episode
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.files import is_left_out
from opencaf.episodes.queries.files_held import files_held
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.files import scanner
from opencaf.files.cleaning import make_anew
from opencaf.files.kinds import JPEG, SOUNDS, MadeAnew
from opencaf.files.models import StoredFile
from opencaf.files.operations import read_file, store_file
from opencaf.people.models import Person

PREVIEW, WHOLE, ON_PAPER = "preview", "whole", "paper"


MEGABYTE = 1024 * 1024
MAKE_ROOM = (
    "Remove a file that is not needed any more, or ask the administrator of your authority to raise the limit"
)


@dataclass(frozen=True)
class Sent:
    """A file as it was sent: its name on the sender's device, and its bytes."""

    name: str
    content: bytes


@all_or_nothing
def add_file(
    *,
    episode: Episode,
    file: Sent,
    kind: str,
    title: str,
    description: str,
    whose: str,
    happened_on: dt.date,
    words: str = "",
    child: Person | None = None,
    element: str = "",
    assessment: Assessment | None = None,
    by: Practitioner,
) -> CaseFile:
    """Keep a file made anew from what is seen or heard; where there is a scanner, it waits for that."""
    require(can_write(by, episode))
    refuse_future("happened_on", happened_on, "The day it is from")
    for name, text, ask in (
        ("title", title, "Enter what it is called"),
        ("description", description, "Enter what is seen or heard"),
    ):
        if not text.strip():
            raise ValidationError({name: ask})
    added = CaseFile(
        episode=episode, child=child, element=element, assessment=assessment, kind=kind, whose=whose
    )
    if is_left_out(added, withheld_from(by, episode)):
        raise ValidationError(
            "A part that this may tell of is not shared with your agency. "
            "Say which part of the assessment it belongs to, or ask the coordinator to add it"
        )
    made = make_anew(name=file.name, content=file.content)
    refuse_wrong_kind(kind, made.media_type)
    refuse_too_much(episode, len(made.content), by=by)
    waits = scanner.is_configured()
    kept = CaseFile.record(
        by=by,
        episode=episode,
        kind=kind,
        title=title,
        description=description,
        words=words,
        whose=whose,
        child=child,
        element=element,
        assessment=assessment,
        happened_on=happened_on,
        file_name=file.name,
        media_type=made.media_type,
        size=len(made.content),
        scan=Scan.WAITING if waits else Scan.NOT_ASKED,
        stored_id=new_id(),
        preview_id=new_id() if made.preview else None,
        quarantined_id=new_id() if waits else None,
    )
    store_parts(kept, made, file)
    if waits:
        scan_file.defer(file_id=str(kept.id), authority_id=str(kept.authority_id))
    trail.record("file_added", subject_kind="case_file", subject_id=kept.id, episode_id=episode.id, kind=kind)
    return kept


def refuse_too_much(episode: Episode, size: int, *, by: Practitioner) -> None:
    """Raise ValidationError where a case would hold more files, or larger ones, than its authority allows.

    Two who add at once wait for each other: the second counts the file of the first.
    """
    Episode.objects.select_for_update(of=("self",), no_key=True).get(pk=episode.pk)
    held, authority = files_held(episode.pk), by.authority
    if held.number >= authority.files_a_case:
        files = "1 file" if authority.files_a_case == 1 else f"{authority.files_a_case} files"
        raise ValidationError({"file": f"The case holds {files}, the most that it may hold. {MAKE_ROOM}"})
    if held.size + size > authority.megabytes_a_case * MEGABYTE:
        most = f"{authority.megabytes_a_case} MB, the most that the files of a case may take"
        raise ValidationError({"file": f"With this file the case would pass {most}. {MAKE_ROOM}"})


def refuse_wrong_kind(kind: str, media_type: str) -> None:
    """Raise ValidationError for a voice note without a voice, or a drawing that cannot be seen."""
    if kind == FileKind.VOICE and media_type not in SOUNDS:
        raise ValidationError({"file": "A voice note must be a sound. Choose the sound, or say what this is"})
    if kind in (FileKind.DRAWING, FileKind.PHOTO, FileKind.PAPER_FORM) and media_type in SOUNDS:
        raise ValidationError(
            {"file": "This is a sound. Choose a picture or a PDF, or say it is a voice note"}
        )


def store_parts(kept: CaseFile, made: MadeAnew, sent: Sent) -> None:
    """Seal the file as it is kept, its preview, and while it waits for the scanner what was sent."""
    parts: list[tuple[uuid.UUID | None, str, bytes]] = [
        (kept.stored_id, made.media_type, made.content),
        (kept.preview_id, JPEG, made.preview),
        (kept.quarantined_id, "application/octet-stream", sent.content),
    ]
    for row_id, media_type, content in parts:
        if row_id:
            store_file(
                name=str(kept.kind),
                media_type=media_type,
                content=content,
                authority_id=kept.authority_id,
                row_id=row_id,
            )


@all_or_nothing
def remove_file(*, file: CaseFile, reason: str, by: Practitioner) -> CaseFile:
    """Take a file out of the case; it stays sealed and can be put back."""
    require(can_write(by, file.episode))
    if file.removed_on:
        raise ValidationError("This file was removed already.")
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the file is removed"})
    file.removed_on, file.removed_by, file.removed_why = clock.today(), by, reason
    file.save(update_fields=["removed_on", "removed_by", "removed_why"])
    trail.record("file_removed", subject_kind="case_file", subject_id=file.id, episode_id=file.episode_id)
    return file


@all_or_nothing
def put_back_file(*, file: CaseFile, by: Practitioner) -> CaseFile:
    """Put a removed file back."""
    require(can_write(by, file.episode))
    if file.removed_on is None:
        raise ValidationError("This file is in its place already.")
    refuse_too_much(file.episode, file.size, by=by)
    file.removed_on, file.removed_by, file.removed_why = None, None, ""
    file.save(update_fields=["removed_on", "removed_by", "removed_why"])
    trail.record("file_put_back", subject_kind="case_file", subject_id=file.id, episode_id=file.episode_id)
    return file


def content_of(file: CaseFile, *, way: str) -> bytes:
    """Return what a file holds, or its preview, and note on the trail that it was looked at.

    Raises PermissionDenied for one that is removed, or that the scanner has not let through.
    """
    stored_id = file.preview_id if way in (PREVIEW, ON_PAPER) else file.stored_id
    if not file.is_open or stored_id is None:
        raise PermissionDenied("This file cannot be opened now. Its page says why.")
    stored = StoredFile.objects.get(pk=stored_id)
    return read_file(stored=stored, episode_id=file.episode_id, case_file=file.id, way=way)
