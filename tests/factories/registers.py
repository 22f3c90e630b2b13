"""Old registers: one that was chosen and tried, and one that was brought in."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from opencaf.agencies.models import How, Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.registers.jobs import try_rows
from opencaf.registers.models import Import, WaitingRegister
from opencaf.registers.operations.waiting import choose_register

HEADINGS = ("Ref", "Name", "DOB", "Sex", "Address", "Postcode", "CAF date", "Closed", "Outcome")
LEAH = (
    "D0001",
    "MARSH, Leah",
    "9/5/2001",
    "F",
    "12 Kiln Road",
    "ZD4 2QP",
    "12/5/2008",
    "1/9/2008",
    "Needs met",
)
JACK = ("D0002", "OWEN, Jack", "31/02/1999", "M", "3 Mill Lane", "ZD9 1AA", "March 2010", "", "")
NOBODY = ("D0003", "", "", "", "", "", "3/4/2010", "", "")
ROWS = (LEAH, JACK, NOBODY)


def as_csv(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    """A small register."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode()


def make_waiting(*rows: Sequence[Any], by: Practitioner, **values: Any) -> WaitingRegister:
    """A register that was chosen and waits to be tried."""
    with acting_for(asking_as(by)):
        return choose_register(file=("Old CAFs.csv", as_csv(*(rows or ROWS))), by=by, **values)


def make_tried(*rows: Sequence[Any], by: Practitioner, **values: Any) -> WaitingRegister:
    """A register that was tried."""
    waiting = make_waiting(*rows, by=by, **values)
    with acting_for(asking_as(by)):
        try_rows(waiting.id, waiting.turn, by)
        waiting.refresh_from_db()
    return waiting


def make_import(*, by: Practitioner, **values: Any) -> Import:
    """A register that was brought in and had no row of a child."""
    with acting_for(asking_as(by)):
        return Import.record(
            by=by,
            recorded_how=How.IMPORTED,
            name="Older CAFs",
            digest="0" * 64,
            size=1,
            kind=Import.Kind.CASES,
            **{"state": Import.State.DONE, "finished_at": clock.now(), **values},
        )
