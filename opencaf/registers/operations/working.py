"""What a job does with a register that waits, and notes of it; it says in which turn, so that one that was
overtaken by a later turn writes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.sets import write_rows
from opencaf.core.together import all_or_nothing
from opencaf.files.operations import read_file
from opencaf.registers.models import Import, TriedRow, WaitingRegister
from opencaf.registers.operations.waiting import CODES, GONE, remove_files
from opencaf.registers.permissions import can_import_registers, can_write_registers

Stage = WaitingRegister.Stage
LONGEST_PROBLEM = 500


def in_turn(waiting_id: uuid.UUID, turn: int) -> WaitingRegister:
    """Return a register in the turn of a job; ValidationError where it is not this job's any more."""
    held = WaitingRegister.objects.select_for_update(of=("self",))
    found = held.filter(pk=waiting_id, turn=turn).first()
    if found is None or not found.is_at_work:
        raise ValidationError(GONE)
    return found


@all_or_nothing
def open_waiting(
    *, waiting_id: uuid.UUID, turn: int, by: Practitioner
) -> tuple[WaitingRegister, dict[str, bytes]]:
    """Return a register and its files by the names under which they are read; a try begins without rows."""
    require(can_import_registers(by))
    waiting = in_turn(waiting_id, turn)
    if waiting.stage == Stage.READING:
        waiting.tried_rows.all().delete()
        waiting.rows = 0
    waiting.stage_at = clock.now()
    waiting.save(update_fields=["rows", "stage_at"])
    stored = {f"{waiting.name}{waiting.ending}": waiting.stored, CODES: waiting.codes}
    trail.record("register_opened", subject_kind="register", subject_id=waiting.id)
    return waiting, {name: read_file(stored=one) for name, one in stored.items() if one}


@all_or_nothing
def keep_tried_rows(*, waiting_id: uuid.UUID, turn: int, rows: Sequence[TriedRow], by: Practitioner) -> None:
    """Keep what would come of some rows."""
    require(can_import_registers(by))
    waiting = in_turn(waiting_id, turn)
    write_rows(rows)
    waiting.rows, waiting.stage_at = waiting.rows + len(rows), clock.now()
    waiting.save(update_fields=["rows", "stage_at"])
    trail.record("register_rows_tried", subject_kind="register", subject_id=waiting.id, rows=len(rows))


@all_or_nothing
def note_tried(
    *,
    waiting_id: uuid.UUID,
    turn: int,
    counts: dict[str, Any],
    understood: dict[str, Any],
    mapping: dict[str, Any],
    by: Practitioner,
) -> None:
    """Note that every row of a register was tried, and what would come of them."""
    require(can_import_registers(by))
    waiting = in_turn(waiting_id, turn)
    waiting.counts, waiting.understood, waiting.mapping = counts, understood, mapping
    waiting.stage, waiting.stage_at = Stage.TRIED, clock.now()
    waiting.save(update_fields=["counts", "understood", "mapping", "stage", "stage_at"])
    trail.record("register_tried", subject_kind="register", subject_id=waiting.id, rows=waiting.rows)


@all_or_nothing
def note_broken_off(
    *, waiting_id: uuid.UUID, turn: int, stage: str, problem: str = "", by: Practitioner
) -> None:
    """Note that a register cannot be read, was stopped, or was broken off, and why."""
    require(can_import_registers(by))
    waiting = in_turn(waiting_id, turn)
    waiting.stage, waiting.stage_at = stage, clock.now()
    waiting.problem = problem[:LONGEST_PROBLEM]
    waiting.save(update_fields=["stage", "stage_at", "problem"])
    trail.record("register_broken_off", subject_kind="register", subject_id=waiting.id, stage=stage)


@all_or_nothing
def finish_waiting(
    *, waiting_id: uuid.UUID, turn: int, brought_in: Import | None, counts: dict[str, Any], by: Practitioner
) -> None:
    """Note that a register is in, and remove its file; brought_in: nothing where every row was known."""
    require(can_write_registers(by))
    waiting = in_turn(waiting_id, turn)
    remove_files(waiting, lambda: close(waiting, brought_in, counts))
    trail.record("register_finished", subject_kind="register", subject_id=waiting.id)


def close(waiting: WaitingRegister, brought_in: Import | None, counts: dict[str, Any]) -> None:
    """Let a register go, but for the line that says what it became."""
    waiting.stored = waiting.codes = None
    waiting.stage, waiting.stage_at = Stage.DONE, clock.now()
    waiting.brought_in, waiting.counts, waiting.understood = brought_in, counts, {}
    waiting.save()
