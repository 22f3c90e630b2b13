"""Rules that dates of events share. The day of an event is always an argument; the clock only bounds it."""

from __future__ import annotations

import calendar
import datetime as dt

from django.core.exceptions import ValidationError

from opencaf.core import clock

EARLIEST = dt.date(1900, 1, 1)
SATURDAY = 5  # as date.weekday() counts


def in_words(day: dt.date) -> str:
    """Return a day as people write it: 6 January 2025."""
    return f"{day.day} {day:%B %Y}"


def refuse_future(field: str, day: dt.date | None, label: str) -> None:
    """Raise ValidationError at the field when a day that should have passed lies ahead."""
    if day and day > clock.today():
        raise ValidationError({field: f"{label} must be today or in the past"})


def refuse_before(
    field: str, day: dt.date | None, label: str, *, earliest: dt.date | None, event: str
) -> None:
    """Raise ValidationError at the field when a day comes before the event it must follow."""
    if day and earliest and day < earliest:
        raise ValidationError({field: f"{label} must be on or after {in_words(earliest)}, {event}"})


def working_days_after(day: dt.date, count: int) -> dt.date:
    """Return the day that is a number of working days later: Monday to Friday, bank holidays among them."""
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def financial_year_begun(day: dt.date) -> int:
    """Return the calendar year in which a day's financial year began: it begins on 1 April."""
    return day.year if day.month >= 4 else day.year - 1


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later; the last of the month where that one is shorter."""
    years, index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, index + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
