"""Bringing an old register in, portion by portion, and going on with it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from opencaf.agencies.models import How, MeetingKind, Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.mapping import Mapping
from opencaf.registers.models import Import, ImportedRow
from opencaf.registers.permissions import can_write_registers
from opencaf.registers.spool import Spool
from opencaf.registers.trying import Clock, Counts, try_register
from opencaf.registers.writing.known import Known, what_is_known
from opencaf.registers.writing.lines import Line, portions, spooled
from opencaf.registers.writing.matching import match_with_records
from opencaf.registers.writing.pairs import note_likely
from opencaf.registers.writing.portion import Portions

ANOTHER = (
    "“{name}” is not brought in to its end. Go on with it with the same file, or undo it, before another."
)
NOTHING_TO_RESUME = "No import of this file waits to be gone on with."
NOT_ITS_FILE = "The file is not the one that was begun. Go on with the same file, “{name}”."
NOT_FOUND = "There is no import of that name or number. Check it."
NO_KINDS = (
    "The authority has no kind of meeting yet. Add one, so that the meetings of the register have theirs."
)
Say = Callable[[int, int], None]


@dataclass
class Result:
    """What came of bringing a register in. brought_in: nothing where every row was known.

    joined: new rows of cases that were here already; of an event only the note is added to such a case.
    """

    counts: Counts
    brought_in: Import | None = None
    rows: int = 0
    known: int = 0
    changed: int = 0
    joined: int = 0
    tables: int = 0


def bring_in_register(
    path: Path,
    mapping: Mapping,
    *,
    readings: Callable[[Reading], None] = lambda reading: None,
    say: Say = lambda done, rows: None,
    timed: Clock | None = None,
    resume: bool = False,
    by: Practitioner,
) -> Result:
    """Read a register, join it with the records, and write what is new, portion by portion.

    What was written before, by this file or another copy of it, is known again by what was typed in each row;
    so that a second run adds nothing, and one that was broken off is gone on with.
    """
    require(can_write_registers(by))
    timed = timed or Clock()
    digest = digest_of(path)
    with transaction.atomic():
        refuse_without_kinds(by)
        begun = unfinished(by)
    if begun and begun.digest != digest:
        raise ValidationError((NOT_ITS_FILE if resume else ANOTHER).format(name=begun.name))
    if resume and not begun:
        raise ValidationError(NOTHING_TO_RESUME)
    with Spool() as spool:
        result = Result(Counts())
        lines = spooled(try_register(path, mapping, timed), spool, result.counts)
        headings: dict[str, None] = {}
        for reading in spool.readings():
            readings(reading)
            headings.update(dict.fromkeys(reading.original))
        started = time.perf_counter()
        with transaction.atomic():
            lift_time_limits()
            known = what_is_known(lines, spool, by.authority_id)
            match_with_records(known, lines, spool, by.authority_id)
        timed.matched += time.perf_counter() - started
        result.rows, result.known, result.changed = len(lines), len(known.same), len(known.changed)
        started = time.perf_counter()
        if begun or result.known < result.rows:
            result.brought_in = begun or begin_import(
                path=path,
                digest=digest,
                mapping=mapping,
                rows=len(lines),
                headings=list(headings),
                told=timed,
                by=by,
            )
            result.tables = write_all(result.brought_in, known, lines, spool, say, by)
            finish_import(brought_in=result.brought_in, counts=result.counts, by=by)
            with transaction.atomic():
                ended = result.brought_in.imported_rows.filter(ended=ImportedRow.Ended.JOINED)
                result.joined = ended.count()
        timed.written = time.perf_counter() - started
    return result


def write_all(
    brought_in: Import, known: Known, lines: list[Line], spool: Spool, say: Say, by: Practitioner
) -> int:
    """Write everything in portions; return how many rows of tables that made."""
    with transaction.atomic():
        shared = Portions(brought_in, known, spool, by)
    done = 0
    for portion in portions(lines):
        write_portion(shared=shared, lines=portion, by=by)
        done += len(portion)
        say(done, len(lines))
    with transaction.atomic():
        lift_time_limits()
        note_likely(known, lines, spool, brought_in.recorded_at, by)
    return shared.rows.count


def refuse_without_kinds(by: Practitioner) -> None:
    """Raise ValidationError where the authority has not said which meetings it holds."""
    if not MeetingKind.objects.filter(authority_id=by.authority_id).exists():
        raise ValidationError(NO_KINDS)


def lift_time_limits() -> None:
    """Let this transaction take as long as a whole register needs; pages keep their limits."""
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute("set local idle_in_transaction_session_timeout = 0")


def digest_of(path: Path) -> str:
    """Return a hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unfinished(by: Practitioner) -> Import | None:
    """Return the import of the authority that was begun and not finished."""
    states = [Import.State.WRITING, Import.State.STOPPED]
    return Import.objects.filter(authority_id=by.authority_id, state__in=states).first()


@all_or_nothing
def begin_import(
    *,
    path: Path,
    digest: str,
    mapping: Mapping,
    rows: int,
    headings: Sequence[str],
    told: Clock,
    by: Practitioner,
) -> Import:
    """Note that a file is being brought in."""
    require(can_write_registers(by))
    brought_in = Import.record(
        by=by,
        recorded_at=clock.now(),
        recorded_how=How.IMPORTED,
        name=path.stem[:200],
        digest=digest,
        size=path.stat().st_size,
        kind=Import.Kind.EVENTS if told.has_events else Import.Kind.CASES,
        mapping=mapping.model_dump(),
        up_to=told.up_to,
        rows=rows,
        headings=[heading.replace("\0", "") for heading in headings],
    )
    trail.record("import_begun", subject_kind="import", subject_id=brought_in.id, rows=rows)
    return brought_in


@all_or_nothing
def write_portion(*, shared: Portions, lines: Sequence[Line], by: Practitioner) -> None:
    """Write one portion: all of it or nothing."""
    require(can_write_registers(by))
    count = shared.write(lines)
    if count:
        brought_in = shared.brought_in
        brought_in.written, brought_in.state = brought_in.written + count, Import.State.WRITING
        brought_in.save(update_fields=["written", "state", "counters", "agencies"])
        trail.record("import_written", subject_kind="import", subject_id=brought_in.id, rows=count)


@all_or_nothing
def stop_import(*, brought_in: Import, by: Practitioner) -> None:
    """Note that an import was stopped on purpose; it waits to be gone on with."""
    require(can_write_registers(by))
    brought_in.state = Import.State.STOPPED
    brought_in.save(update_fields=["state"])
    trail.record("import_stopped", subject_kind="import", subject_id=brought_in.id, rows=brought_in.written)


@all_or_nothing
def finish_import(*, brought_in: Import, counts: Counts, by: Practitioner) -> None:
    """Note that a register is in to its last row."""
    require(can_write_registers(by))
    brought_in.state, brought_in.finished_at = Import.State.DONE, clock.now()
    brought_in.counts = counts.as_data()
    brought_in.save(update_fields=["state", "finished_at", "counts"])
    trail.record("import_finished", subject_kind="import", subject_id=brought_in.id, rows=brought_in.written)
