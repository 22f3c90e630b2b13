"""The program's clock: moments in UTC, "today" in London, movable for tests and demonstrations."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from contextvars import ContextVar
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_here: ContextVar[dt.datetime | None] = ContextVar("clock_here", default=None)
_everywhere: list[dt.datetime] = []


def now() -> dt.datetime:
    """Return the present moment in UTC."""
    moved = _here.get()
    if moved is not None:
        return moved
    if _everywhere:
        return _everywhere[-1]
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return the present day as people in England count it."""
    return now().astimezone(LONDON).date()


def noon(day: dt.date) -> dt.datetime:
    """Return midday in London on a day: the moment used for things known by their date only."""
    return dt.datetime.combine(day, dt.time(12), tzinfo=LONDON).astimezone(dt.UTC)


@contextlib.contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Move the clock for the code that runs inside, in this thread or task only."""
    token = _here.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _here.reset(token)


@contextlib.contextmanager
def everywhere_at(moment: dt.datetime) -> Iterator[None]:
    """Move the clock of the whole process, as a browser test does for the server it talks to."""
    _everywhere.append(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _everywhere.pop()
