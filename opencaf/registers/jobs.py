"""Trying a register, bringing it in and undoing it, which take minutes: as whoever asked, with their rights.
And, by night, clearing away those that nobody went on with.

A worker that is killed leaves its job undone; another one takes it up (outbox/jobs.py). A try then begins
anew; what was being brought in goes on after the rows that are written.
"""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from procrastinate.contrib.django import app

from opencaf.agencies.models import Practitioner
from opencaf.agencies.on_behalf import do_as
from opencaf.agencies.queries import authority_ids
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.laying_out import laid_out
from opencaf.registers.mapping import Mapping
from opencaf.registers.models import TriedRow, WaitingRegister
from opencaf.registers.operations.importing import bring_in_register, stop_import, unfinished
from opencaf.registers.operations.undoing import BROKEN_OFF, note_not_undone, undo_import
from opencaf.registers.operations.working import (
    finish_waiting,
    keep_tried_rows,
    note_broken_off,
    note_tried,
    open_waiting,
)
from opencaf.registers.queries.imports import import_with, last_mapping
from opencaf.registers.queries.waiting import is_to_stop
from opencaf.registers.trying import Clock, Counts, try_register
from opencaf.registers.understanding import Understanding, fits

log = logging.getLogger(__name__)
Stage = WaitingRegister.Stage
A_PORTION = 1000
Work = Callable[[uuid.UUID, int, Practitioner], None]


class StoppedError(Exception):
    """Somebody asked that no more rows be written."""


@app.task(name="try_waiting_register", queue="registers")
def try_waiting_register(waiting_id: str, turn: int, user_id: str, post_id: str) -> None:
    """Read a register that somebody chose and say what would come of each row."""
    do_as(user_id, post_id, partial(try_rows, uuid.UUID(waiting_id), turn))


@app.task(name="bring_in_waiting_register", queue="registers")
def bring_in_waiting_register(waiting_id: str, turn: int, user_id: str, post_id: str) -> None:
    """Write a register into the records, or go on with it."""
    do_as(user_id, post_id, partial(write_rows, uuid.UUID(waiting_id), turn))


@app.task(name="undo_register", queue="registers")
def undo_register(import_id: str, user_id: str, post_id: str) -> None:
    """Take back what an import wrote, whole or not at all."""
    do_as(user_id, post_id, partial(take_back, uuid.UUID(import_id)))


def take_back(import_id: uuid.UUID, by: Practitioner) -> None:
    """Undo an import that waits for it, or note why it was not; harmless when that is done."""
    with transaction.atomic():
        brought_in = import_with(by, import_id)
    if brought_in is None or brought_in.undo_asked_at is None or brought_in.undone_at is not None:
        return
    try:
        undo_import(brought_in=brought_in, by=by)
    except (ValidationError, PermissionDenied) as refused:
        problem = " ".join(getattr(refused, "messages", [str(refused)]))
        note_not_undone(brought_in=brought_in, problem=problem, by=by)
    except Exception:
        note_not_undone(brought_in=brought_in, problem=BROKEN_OFF, by=by)
        raise


@app.periodic(cron="50 3 * * *")
@app.task(name="clear_waiting_registers", queue="registers", queueing_lock="clear_waiting_registers")
def clear_waiting_registers(timestamp: int) -> None:
    """Clear away, authority by authority, the files with which nobody went on for long."""
    for authority_id in authority_ids():
        clear_waiting_registers_of(authority_id)


def clear_waiting_registers_of(authority_id: uuid.UUID) -> None:
    """Remove registers that wait for too long, past the wall: they are their choosers' alone."""
    kept_since = clock.now() - dt.timedelta(days=settings.REGISTERS_WAIT_DAYS)
    with acting_for(Asking(authority_id=authority_id)), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select registers_clear_waiting(%s)", [kept_since])
            cleared = [waiting_id for (waiting_id,) in cursor.fetchall()]
        for waiting_id in cleared:
            trail.record("register_cleared", subject_kind="register", subject_id=waiting_id)


@contextmanager
def noting_the_end(waiting_id: uuid.UUID, turn: int, by: Practitioner) -> Iterator[None]:
    """Note that a file is refused and why, or that the work broke off."""
    note = partial(note_broken_off, waiting_id=waiting_id, turn=turn, by=by)
    try:
        yield
    except (ValidationError, PermissionDenied) as refused:
        try:
            note(stage=Stage.REFUSED, problem=" ".join(getattr(refused, "messages", [str(refused)])))
        except ValidationError:
            log.info("A register was given up, or asked for anew, while it was being worked on")
    except Exception:
        note(stage=Stage.FAILED)
        raise


def try_rows(waiting_id: uuid.UUID, turn: int, by: Practitioner) -> None:
    """Keep what would come of each row, portion by portion, so that a page can say how far it is."""
    with noting_the_end(waiting_id, turn, by):
        waiting, files = open_waiting(waiting_id=waiting_id, turn=turn, by=by)
        counts, told, rows = Counts(), Clock(), list[TriedRow]()
        keep = partial(keep_tried_rows, waiting_id=waiting_id, turn=turn, by=by)
        with laid_out(files) as folder:
            path = folder / f"{waiting.name}{waiting.ending}"
            mapping = mapping_of(waiting, path, by)
            understood = Understanding(path, mapping)
            for number, reading in enumerate(try_register(path, mapping, told)):
                counts.add(reading)
                understood.add(reading)
                rows.append(tried_row(waiting, number, reading))
                if len(rows) == A_PORTION:
                    keep(rows=rows)
                    rows = []
        keep(rows=rows)
        note_tried(
            waiting_id=waiting_id,
            turn=turn,
            counts=counts.as_data(),
            understood=understood.as_data(told),
            mapping=mapping.model_dump(),
            by=by,
        )


def mapping_of(waiting: WaitingRegister, path: Path, by: Practitioner) -> Mapping:
    """Return what was said of a register; as long as nothing was, what was said of the last, if it fits."""
    if not waiting.mapping:
        with transaction.atomic():
            before = Mapping.model_validate(last_mapping(by))
        if fits(before, path):
            return before
    return Mapping.model_validate(waiting.mapping)


def tried_row(waiting: WaitingRegister, number: int, reading: Reading) -> TriedRow:
    """Return what would come of a row, to be kept."""
    return TriedRow(
        authority_id=waiting.authority_id,
        waiting=waiting,
        number=number,
        place=reading.place[:120],
        disposition=reading.disposition,
        reason=reading.reason[:300],
        same_as=reading.same_as[:120],
        case=reading.episode[:60],
        flags=reading.flags,
        proposed=reading.proposed_same,
        cells=without_nulls(reading.original),
    )


def without_nulls(cells: dict[str, str]) -> list[tuple[str, str]]:
    """Return cells in their order, without null characters, which PostgreSQL does not hold."""
    return [(heading.replace("\0", ""), typed.replace("\0", "")) for heading, typed in cells.items()]


def write_rows(waiting_id: uuid.UUID, turn: int, by: Practitioner) -> None:
    """Bring a register in, until somebody asks to stop; its file goes when it is in to its last row."""
    with noting_the_end(waiting_id, turn, by):
        waiting, files = open_waiting(waiting_id=waiting_id, turn=turn, by=by)
        with laid_out(files) as folder:
            try:
                result = bring_in_register(
                    folder / f"{waiting.name}{waiting.ending}",
                    Mapping.model_validate(waiting.mapping),
                    say=partial(stop_where_asked, waiting_id, turn),
                    by=by,
                )
            except StoppedError:
                stop(waiting_id, turn, by)
                return
        finish_waiting(
            waiting_id=waiting_id,
            turn=turn,
            brought_in=result.brought_in,
            counts={
                **result.counts.as_data(),
                "known": result.known,
                "changed": result.changed,
                "joined": result.joined,
            },
            by=by,
        )


def stop_where_asked(waiting_id: uuid.UUID, turn: int, done: int, rows: int) -> None:
    """Raise StoppedError where no more rows are to be written, unless those were the last."""
    with transaction.atomic():
        if done < rows and is_to_stop(waiting_id, turn):
            raise StoppedError


def stop(waiting_id: uuid.UUID, turn: int, by: Practitioner) -> None:
    """Note that an import waits to be gone on with."""
    with transaction.atomic():
        if begun := unfinished(by):
            stop_import(brought_in=begun, by=by)
        note_broken_off(waiting_id=waiting_id, turn=turn, stage=Stage.STOPPED, by=by)
