"""The program's clock: moments in UTC, "today" in London, movable for tests and demonstrations."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Iterator
from contextvars import ContextVar
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_here: ContextVar[dt.datetime | None] = ContextVar("clock_here", default=None)
_everywhere: list[tuple[dt.datetime, float | None]] = []


def now() -> dt.datetime:
    """Return the present moment in UTC."""
    moved = _here.get()
    if moved is not None:
        return moved
    if _everywhere:
        moment, since = _everywhere[-1]
        return moment if since is None else moment + dt.timedelta(seconds=time.monotonic() - since)
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
def standing_still() -> Iterator[None]:
    """Let one moment count for all that is done inside: a request, or one step of a job.

    PostgreSQL is told the moment when the transaction begins. What is given at a later one would not be
    seen before the next transaction, and what ends at a later one would not have ended.
    """
    with at(now()):
        yield


@contextlib.contextmanager
def everywhere_at(moment: dt.datetime, *, running: bool = False) -> Iterator[None]:
    """Move the clock of the whole process, as a browser test does for the server it talks to.

    running: it goes on from there; otherwise it stands.
    """
    _everywhere.append((moment.astimezone(dt.UTC), time.monotonic() if running else None))
    try:
        yield
    finally:
        _everywhere.pop()
