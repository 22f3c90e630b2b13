"""Registers that wait, and what would come of their rows: of whoever chose them alone."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.registers.interpreting.readings import MERGE, REJECT
from opencaf.registers.models import Import, TriedRow, WaitingRegister

UNFINISHED = (Import.State.WRITING, Import.State.STOPPED)


def waiting_of(practitioner: Practitioner) -> list[WaitingRegister]:
    """Return the registers that somebody chose and that are not in yet, the newest first."""
    mine = WaitingRegister.objects.filter(recorded_by=practitioner)
    return list(mine.exclude(stage=WaitingRegister.Stage.DONE).order_by("-recorded_at"))


def waiting_with(practitioner: Practitioner, waiting_id: uuid.UUID) -> WaitingRegister | None:
    """Return a register that somebody chose, or None."""
    mine = WaitingRegister.objects.filter(recorded_by=practitioner)
    return mine.select_related("brought_in").filter(pk=waiting_id).first()


def is_to_stop(waiting_id: uuid.UUID, turn: int) -> bool:
    """Whether somebody asked that no more rows of a register be written, or another job does that."""
    wanted = WaitingRegister.objects.filter(
        pk=waiting_id, turn=turn, stage=WaitingRegister.Stage.WRITING, is_to_stop=False
    )
    return not wanted.exists()


def begun_of(waiting: WaitingRegister) -> Import | None:
    """Return the import of a register's file that is not finished, which says how many rows are written."""
    begun = Import.objects.filter(authority_id=waiting.authority_id, state__in=UNFINISHED)
    return begun.filter(digest=waiting.digest).first()


def tried_rejects(waiting: WaitingRegister) -> QuerySet[TriedRow]:
    """Return the rows that nothing would be made of, as they stand in the file."""
    return waiting.tried_rows.filter(disposition=REJECT)


def tried_doubts(waiting: WaitingRegister, code: str = "") -> QuerySet[TriedRow]:
    """Return the rows that a person should look at; code: for one kind of doubt alone."""
    rows = waiting.tried_rows.exclude(flags=[])
    return rows.filter(flags__contains=[{"code": code}]) if code else rows


def tried_together(waiting: WaitingRegister) -> QuerySet[TriedRow]:
    """Return the rows that join the CAF of another row."""
    return waiting.tried_rows.filter(disposition=MERGE)
