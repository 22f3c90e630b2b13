"""Making extracts: as whoever asked, seeing what they may see; and removing their files in time."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from procrastinate.contrib.django import app

from opencaf.agencies.models import Practitioner
from opencaf.agencies.on_behalf import do_as
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.extracts.catalogue import EXTRACTS
from opencaf.extracts.described import Filled, Way, Window
from opencaf.extracts.making import make_file
from opencaf.extracts.models import MadeExtract, Purpose
from opencaf.extracts.operations import (
    begin_making,
    keep_extract,
    note_extract_broken_off,
    note_tables,
)
from opencaf.extracts.queries import is_to_stop
from opencaf.extracts.writing import Asked

log = logging.getLogger(__name__)
Stage = MadeExtract.Stage


class StoppedError(Exception):
    """Somebody asked that no more be made."""


@app.task(name="make_extract", queue="figures")
def make_extract(made_id: str, turn: int, user_id: str, post_id: str) -> None:
    """Make an extract, table by table."""
    do_as(user_id, post_id, partial(make, uuid.UUID(made_id), turn))


def make(made_id: uuid.UUID, turn: int, by: Practitioner) -> None:
    """Make an extract and keep its file; or note why there is none."""
    note = partial(note_extract_broken_off, made_id=made_id, turn=turn, by=by)
    try:
        begun_at = clock.now()
        made = begin_making(made_id=made_id, turn=turn, by=by)
        with transaction.atomic():
            asked = asked_of(made, by)
        file = make_file(asked, say=partial(note_or_stop, made_id, turn, by))
        keep_extract(made_id=made_id, turn=turn, name=asked.name, file=file, begun_at=begun_at, by=by)
    except StoppedError:
        note_if_ours(note, Stage.STOPPED)
    except (ValidationError, PermissionDenied) as refused:
        note_if_ours(note, Stage.REFUSED, " ".join(getattr(refused, "messages", [str(refused)])))
    except Exception:
        note(stage=Stage.FAILED)
        raise


def note_if_ours(note: Callable[..., None], stage: str, problem: str = "") -> None:
    """Note how it ended, unless it was stopped or asked for anew meanwhile."""
    try:
        note(stage=stage, problem=problem)
    except (ValidationError, PermissionDenied):
        log.info("An extract was stopped, or asked for anew, while it was being made")


def asked_of(made: MadeExtract, by: Practitioner) -> Asked:
    """Return what is to be made."""
    return Asked(
        extract=EXTRACTS[made.extract],
        window=Window(made.from_on, made.to_on),
        way=Way(made.way),
        purpose=Purpose(made.purpose),
        words=made.words,
        by=by,
        authority=by.authority,
        hidden=made.hidden or 0,
    )


def note_or_stop(made_id: uuid.UUID, turn: int, by: Practitioner, done: int, table: Filled) -> None:
    """Note how far it is; raise StoppedError where no more is to be made."""
    with transaction.atomic():
        if is_to_stop(made_id, turn):
            raise StoppedError
    note_tables(made_id=made_id, turn=turn, done=done, by=by)


@app.task(name="remove_extract", queue="figures")
def remove_extract_in_time(made_id: str, authority_id: str) -> None:
    """Remove the file of an extract whose days are over; nothing where it was made anew meanwhile."""
    with acting_for(Asking(authority_id=uuid.UUID(authority_id))), transaction.atomic():
        if removed(made_id):
            trail.record(
                "extract_removed", subject_kind="extract", subject_id=uuid.UUID(made_id), reason="in_time"
            )


def removed(made_id: str) -> bool:
    """Delete a file whose days are over, past the wall: a job asks for nobody in particular."""
    with connection.cursor() as cursor:
        cursor.execute("select extracts_remove_in_time(%s)", [made_id])
        return bool(cursor.fetchone()[0])
