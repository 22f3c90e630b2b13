"""A register between its upload and its end: chosen, tried, tried again, brought in, stopped, given up."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from procrastinate.contrib.django import app

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.files.operations import delete_files, store_file
from opencaf.registers.laying_out import laid_out
from opencaf.registers.mapping import Mapping
from opencaf.registers.models import WaitingRegister
from opencaf.registers.operations.importing import ANOTHER, refuse_without_kinds, unfinished
from opencaf.registers.operations.undoing import BEING_UNDONE
from opencaf.registers.permissions import can_import_registers, can_write_registers
from opencaf.registers.reading.opening import is_workbook

GONE = "This register was given up, or is being read anew."
AT_WORK = "The register is being worked on. Wait until that is done, or stop it."
NOT_TRIED = "Only a register that was tried can be brought in."
HALF_IN = "Some of its rows are written. Go on with it, or undo what it wrote first."
NOT_WRITING = "This register is not being brought in any more."
LONGEST_NAME, MOST_BYTES_OF_NAME, LONGEST_ENDING = 80, 200, 10
CODES = " codes.csv"  # no register begins with a space
# A job that has said nothing for so long was stopped.
LEFT_LYING = dt.timedelta(minutes=30)
BYTES = "application/octet-stream"
Stage = WaitingRegister.Stage
Sent = tuple[str, bytes]


@all_or_nothing
def choose_register(*, file: Sent, codes: Sent | None = None, by: Practitioner) -> WaitingRegister:
    """Keep a register that somebody chose, sealed, and have it tried; refused where it is no spreadsheet."""
    require(can_import_registers(by))
    name, ending = name_of(file[0])
    refuse_other_kinds("file", f"register{ending}", file[1])
    if codes:
        refuse_other_kinds("codes", CODES, codes[1])
    waiting = WaitingRegister.record(
        by=by,
        name=name,
        ending=ending,
        digest=hashlib.sha256(file[1]).hexdigest(),
        stored_id=new_id(),
        codes_id=new_id() if codes else None,
        stage_at=clock.now(),
    )  # first: the database takes the bytes from whom the register belongs to
    keep(file[1], waiting.stored_id, by)
    if codes:
        keep(codes[1], waiting.codes_id, by)
    trail.record("register_chosen", subject_kind="register", subject_id=waiting.id)
    defer("try_waiting_register", waiting, by)
    return waiting


def name_of(file_name: str) -> tuple[str, str]:
    """Return the name of a register and the ending of its file, out of how somebody's device calls it."""
    path = PurePath(file_name.replace("\\", "/").replace("\0", ""))
    ending = path.suffix.lower()
    name = path.stem.strip(" .")[:LONGEST_NAME].encode()[:MOST_BYTES_OF_NAME].decode(errors="ignore")
    return name or "register", ending if len(ending) <= LONGEST_ENDING and ending.isascii() else ""


def refuse_other_kinds(field: str, name: str, content: bytes) -> None:
    """Raise ValidationError at a field where what was sent is no spreadsheet."""
    with laid_out({name: content}) as folder:
        try:
            is_workbook(folder / name)
        except ValidationError as refused:
            raise ValidationError({field: refused.messages}) from None


def keep(content: bytes, row_id: uuid.UUID | None, by: Practitioner) -> None:
    """Keep a file, sealed, under the id that its register names."""
    store_file(
        name="register", media_type=BYTES, content=content, authority_id=by.authority_id, row_id=row_id
    )


def defer(task: str, waiting: WaitingRegister, by: Practitioner) -> None:
    """Have a job done once this holds, as whoever asks for it."""
    app.configure_task(task, queue="registers").defer(
        waiting_id=str(waiting.id), turn=waiting.turn, user_id=str(by.user_id), post_id=str(by.post.id)
    )


def locked(waiting: WaitingRegister) -> WaitingRegister:
    """Return a register that waits, held against others; ValidationError where it was given up."""
    found = WaitingRegister.objects.select_for_update(of=("self",)).filter(pk=waiting.pk).first()
    if found is None:
        raise ValidationError(GONE)
    return found


def begin_turn(waiting: WaitingRegister, stage: str) -> None:
    """Let a register be worked on anew."""
    waiting.turn += 1
    waiting.stage, waiting.stage_at = stage, clock.now()
    waiting.problem, waiting.is_to_stop = "", False
    waiting.save(update_fields=["turn", "stage", "stage_at", "problem", "is_to_stop", "mapping", "rows"])


@all_or_nothing
def try_again(
    *, waiting: WaitingRegister, mapping: Mapping | None = None, by: Practitioner
) -> WaitingRegister:
    """Have a register tried anew, by another mapping where one is given."""
    require(can_import_registers(by))
    waiting = locked(waiting)
    if waiting.is_at_work and not is_left_lying(waiting):
        raise ValidationError(AT_WORK)
    if waiting.stage == Stage.DONE or unfinished_of(waiting, by):
        raise ValidationError(HALF_IN)
    if mapping is not None:
        waiting.mapping = mapping.model_dump()
    waiting.rows = 0
    waiting.tried_rows.all().delete()
    begin_turn(waiting, Stage.READING)
    trail.record("register_tried_again", subject_kind="register", subject_id=waiting.id)
    defer("try_waiting_register", waiting, by)
    return waiting


def is_left_lying(waiting: WaitingRegister) -> bool:
    """Whether the job that was at it has said nothing for so long that it was stopped."""
    return clock.now() - waiting.stage_at > LEFT_LYING


@all_or_nothing
def bring_in_waiting(*, waiting: WaitingRegister, by: Practitioner) -> WaitingRegister:
    """Have a register that was tried brought in, or gone on with."""
    require(can_write_registers(by))
    waiting = locked(waiting)
    if waiting.is_at_work and not is_left_lying(waiting):
        raise ValidationError(AT_WORK)
    begun = unfinished(by)
    if begun and begun.digest != waiting.digest:
        raise ValidationError(ANOTHER.format(name=begun.name))
    if begun and begun.is_being_undone:
        raise ValidationError(BEING_UNDONE)
    if not begun and waiting.stage not in (Stage.TRIED, Stage.STOPPED, Stage.FAILED, Stage.WRITING):
        raise ValidationError(NOT_TRIED)
    refuse_without_kinds(by)
    begin_turn(waiting, Stage.WRITING)
    trail.record("register_brought_in", subject_kind="register", subject_id=waiting.id)
    defer("bring_in_waiting_register", waiting, by)
    return waiting


def unfinished_of(waiting: WaitingRegister, by: Practitioner) -> bool:
    """Whether rows of a register are written and others are not."""
    begun = unfinished(by)
    return bool(begun and begun.digest == waiting.digest)


@all_or_nothing
def ask_to_stop(*, waiting: WaitingRegister, by: Practitioner) -> WaitingRegister:
    """Have a register that is being brought in stopped after the rows that are being written."""
    require(can_write_registers(by))
    waiting = locked(waiting)
    if waiting.stage != Stage.WRITING:
        raise ValidationError(NOT_WRITING)
    waiting.is_to_stop = True
    waiting.save(update_fields=["is_to_stop"])
    trail.record("register_to_stop", subject_kind="register", subject_id=waiting.id)
    return waiting


@all_or_nothing
def give_up(*, waiting: WaitingRegister, by: Practitioner) -> None:
    """Remove a register that waits: its file, and what would have come of it."""
    require(can_import_registers(by))
    waiting = locked(waiting)
    if waiting.stage == Stage.WRITING or unfinished_of(waiting, by):
        raise ValidationError(HALF_IN if waiting.stage != Stage.WRITING else AT_WORK)
    remove_files(waiting, waiting.delete)
    trail.record("register_given_up", subject_kind="register", subject_id=waiting.id)


def remove_files(waiting: WaitingRegister, let_go: Callable[[], Any]) -> None:
    """Delete the file of a register and what was tried; let_go ends what leads to them."""
    waiting.tried_rows.all().delete()
    delete_files(one for one in (waiting.stored_id, waiting.codes_id) if one)
    let_go()
