"""What tests of the pages of old registers share."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.registers import jobs
from opencaf.registers.models import Import, WaitingRegister
from opencaf.registers.operations.waiting import bring_in_waiting
from tests.factories.registers import make_tried

Sign = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
START = "/registers/"
SENT = {"submission_token": str(uuid.uuid4())}


def file(content: bytes, name: str = "Old CAFs.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def seen_anew(waiting: WaitingRegister, by: Practitioner) -> WaitingRegister:
    """The same register as it is now."""
    with acting_as(by):
        waiting.refresh_from_db()
    return waiting


def brought_in(by: Practitioner, *rows: Any) -> Import:
    """A register that was chosen, tried and brought in."""
    waiting = make_tried(*rows, by=by)
    with acting_as(by):
        waiting = bring_in_waiting(waiting=waiting, by=by)
        jobs.write_rows(waiting.id, waiting.turn, by)
        waiting.refresh_from_db()
    assert waiting.brought_in
    return waiting.brought_in


def work_off(owner_sees: OwnerSees, task: str) -> None:
    """Do what the worker would do with the last job of a kind."""
    *_, job = owner_sees("select args from procrastinate_jobs where task_name = %s order by id", [task])
    getattr(jobs, task)(**job["args"])
