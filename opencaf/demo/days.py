"""Working days: meetings, visits and forms fall on them."""

from __future__ import annotations

import datetime as dt

from opencaf.core.clock import LONDON

SATURDAY = 5
REST_DAYS = ((12, 25), (12, 26), (1, 1))


def is_working(day: dt.date) -> bool:
    """Whether people work on a day: not at weekends, Christmas or New Year."""
    return day.weekday() < SATURDAY and (day.month, day.day) not in REST_DAYS


def on_or_after(day: dt.date) -> dt.date:
    """Return the first working day from a day on."""
    while not is_working(day):
        day += dt.timedelta(days=1)
    return day


def on_or_before(day: dt.date) -> dt.date:
    """Return the last working day up to a day."""
    while not is_working(day):
        day -= dt.timedelta(days=1)
    return day


def eve_of(day: dt.date) -> dt.date:
    """Return the last working day before a day: the latest on which the demonstration's people wrote."""
    return on_or_before(day - dt.timedelta(days=1))


def moment(day: dt.date, minutes: int) -> dt.datetime:
    """Return a moment of a working day, so many minutes after half past eight."""
    opening = dt.datetime.combine(day, dt.time(8, 30), tzinfo=LONDON)
    return opening + dt.timedelta(minutes=minutes)
