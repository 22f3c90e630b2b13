"""Extracts: asked for, made by a job, taken, stopped, made again, removed."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid

from django.core.exceptions import ValidationError
from procrastinate.contrib.django import app

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.core.ids import new_id
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.extracts.catalogue import EXTRACTS
from opencaf.extracts.described import Window
from opencaf.extracts.making import Made
from opencaf.extracts.models import MadeExtract
from opencaf.extracts.permissions import can_make_extracts, can_take_extract
from opencaf.extracts.queries import hidden_from_who_asks
from opencaf.files.operations import delete_files, read_file, store_file

KEPT_FOR = dt.timedelta(days=7)
# A job that has said nothing for so long was stopped.
LEFT_LYING = dt.timedelta(minutes=30)
GONE = "This extract is being made anew, or was stopped."
AT_WORK = "It is being made. Wait until that is done, or stop it."
NOT_MAKING = "It is not being made any more."
NOT_READY = "There is no file any more. Have it made again."
SHIELDED_SINCE = "A child was shielded from you since this file was made. Have it made again."
LONGEST_PROBLEM = 500
BYTES = "application/octet-stream"
Stage = MadeExtract.Stage


@all_or_nothing
def ask_for_extract(
    *, extract: str, window: Window, way: str, purpose: str, words: str, by: Practitioner
) -> MadeExtract:
    """Have an extract made, saying what for."""
    require(can_make_extracts(by))
    check_asked(extract, window, way, words)
    made = MadeExtract.record(
        by=by,
        extract=extract,
        from_on=window.first,
        to_on=window.last,
        way=way,
        purpose=purpose,
        words=words.strip(),
        stage_at=clock.now(),
    )
    trail.record(
        "extract_asked",
        subject_kind="extract",
        subject_id=made.id,
        reason=purpose,
        extract=extract,
        from_on=str(window.first),
        to_on=str(window.last),
        way=way,
    )
    defer(made, by)
    return made


def check_asked(extract: str, window: Window, way: str, words: str) -> None:
    """Raise ValidationError where an extract cannot be made as it is asked for."""
    asked = EXTRACTS[extract]
    if way not in asked.ways:
        raise ValidationError({"way": "Select the kind of file"})
    if window.last > clock.today():
        raise ValidationError({"to_on": "To must be today or in the past"})
    if window.first > window.last:
        raise ValidationError({"from_on": f"From must be {in_words(window.last)} or earlier"})
    if window.first < (earliest := asked.ending_on(window.last).first):
        raise ValidationError({"from_on": f"From must be {in_words(earliest)} or later"})
    if not words.strip():
        raise ValidationError({"words": "Enter what the file is for"})


def defer(made: MadeExtract, by: Practitioner) -> None:
    """Have an extract made once this holds, as whoever asks for it."""
    app.configure_task("make_extract", queue="figures").defer(
        made_id=str(made.id), turn=made.turn, user_id=str(by.user_id), post_id=str(by.post.id)
    )


@all_or_nothing
def begin_making(*, made_id: uuid.UUID, turn: int, by: Practitioner) -> MadeExtract:
    """Note that a job makes an extract; one that was broken off by a killed worker begins anew."""
    require(can_make_extracts(by))
    made = in_turn(made_id, turn)
    made.stage, made.stage_at, made.done = Stage.MAKING, clock.now(), 0
    made.hidden = hidden_from_who_asks().children
    made.save(update_fields=["stage", "stage_at", "done", "hidden"])
    trail.record("extract_begun", subject_kind="extract", subject_id=made.id)
    return made


@all_or_nothing
def note_tables(*, made_id: uuid.UUID, turn: int, done: int, by: Practitioner) -> None:
    """Note how many tables of an extract are read."""
    require(can_make_extracts(by))
    made = in_turn(made_id, turn)
    made.done, made.stage_at = done, clock.now()
    made.save(update_fields=["done", "stage_at"])
    trail.record("extract_read", subject_kind="extract", subject_id=made.id, tables=done)


@all_or_nothing
def keep_extract(
    *, made_id: uuid.UUID, turn: int, name: str, file: Made, begun_at: dt.datetime, by: Practitioner
) -> MadeExtract:
    """Keep the file of an extract, sealed, for whoever had it made, and have it removed after some days.

    begun_at: when its reading began; what was shielded later may be in it.
    """
    require(can_make_extracts(by))
    made = in_turn(made_id, turn)
    made.stored_id = new_id()
    made.digest = hashlib.sha256(file.content).hexdigest()
    made.rows = file.rows
    made.stage, made.stage_at, made.made_at = Stage.READY, clock.now(), begun_at
    made.until = made.stage_at + KEPT_FOR
    made.save()  # first: the database takes the bytes from whom the extract belongs to
    store_file(
        name=name,
        media_type=BYTES,
        content=file.content,
        authority_id=by.authority_id,
        row_id=made.stored_id,
    )
    trail.record("extract_made", subject_kind="extract", subject_id=made.id, rows=file.rows, mark=made.digest)
    app.configure_task("remove_extract", queue="figures", schedule_at=made.until).defer(
        made_id=str(made.id), authority_id=str(made.authority_id)
    )
    return made


@all_or_nothing
def note_extract_broken_off(
    *, made_id: uuid.UUID, turn: int, stage: str, problem: str = "", by: Practitioner
) -> None:
    """Note that an extract is not given, was stopped, or was broken off, and why."""
    require(can_make_extracts(by))
    made = in_turn(made_id, turn)
    made.stage, made.stage_at = stage, clock.now()
    made.problem = problem[:LONGEST_PROBLEM]
    made.save(update_fields=["stage", "stage_at", "problem"])
    trail.record("extract_broken_off", subject_kind="extract", subject_id=made.id, stage=stage)


def in_turn(made_id: uuid.UUID, turn: int) -> MadeExtract:
    """Return an extract in the turn of a job; ValidationError where it is not this job's any more."""
    held = MadeExtract.objects.select_for_update(of=("self",))
    made = held.filter(pk=made_id, turn=turn).first()
    if made is None or not made.is_at_work:
        raise ValidationError(GONE)
    return made


def locked(made: MadeExtract) -> MadeExtract:
    """Return an extract, held against others."""
    return MadeExtract.objects.select_for_update(of=("self",)).get(pk=made.pk)


def is_left_lying(made: MadeExtract) -> bool:
    """Whether the job that makes an extract has said nothing for so long that it was stopped."""
    return clock.now() - made.stage_at > LEFT_LYING


@all_or_nothing
def take_extract(*, made: MadeExtract, by: Practitioner) -> bytes:
    """Return the file of an extract to whoever had it made."""
    require(can_take_extract(by, made))
    if made.stored is None or made.made_at is None or made.is_past:
        raise ValidationError(NOT_READY)
    since = hidden_from_who_asks().since
    if since is not None and since > made.made_at:
        raise ValidationError(SHIELDED_SINCE)
    trail.record("extract_taken", subject_kind="extract", subject_id=made.id, reason=made.purpose)
    return read_file(stored=made.stored)


@all_or_nothing
def stop_extract(*, made: MadeExtract, by: Practitioner) -> MadeExtract:
    """Have no more of an extract made."""
    require(can_take_extract(by, made))
    made = locked(made)
    if not made.is_at_work:
        raise ValidationError(NOT_MAKING)
    if made.stage == Stage.WAITING or is_left_lying(made):
        made.stage, made.stage_at = Stage.STOPPED, clock.now()
    made.is_to_stop = True
    made.save(update_fields=["stage", "stage_at", "is_to_stop"])
    trail.record("extract_to_stop", subject_kind="extract", subject_id=made.id)
    return made


@all_or_nothing
def make_extract_again(*, made: MadeExtract, by: Practitioner) -> MadeExtract:
    """Have an extract made anew for the same window and purpose; a file that is there goes."""
    require(can_take_extract(by, made))
    made = locked(made)
    if made.is_at_work and not is_left_lying(made):
        raise ValidationError(AT_WORK)
    let_go(made, Stage.WAITING)
    made.turn += 1
    made.is_to_stop, made.problem, made.done = False, "", 0
    made.save()
    trail.record("extract_asked_again", subject_kind="extract", subject_id=made.id, reason=made.purpose)
    defer(made, by)
    return made


@all_or_nothing
def remove_extract(*, made: MadeExtract, by: Practitioner) -> None:
    """Remove the file of an extract before its time; who made it, when and why stays."""
    require(can_take_extract(by, made))
    made = locked(made)
    if made.stored is None:
        raise ValidationError(NOT_READY)
    let_go(made, Stage.REMOVED)
    trail.record("extract_removed", subject_kind="extract", subject_id=made.id)


def let_go(made: MadeExtract, stage: str) -> None:
    """Delete the file of an extract: first the bytes, which the database shows by way of the extract."""
    delete_files([made.stored_id] if made.stored_id else [])
    made.stored, made.stage, made.stage_at = None, stage, clock.now()
    made.save(update_fields=["stored", "stage", "stage_at"])
