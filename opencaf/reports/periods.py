"""Months and years of reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Period:
    """From one month to another, both included; each is named by its first day."""

    first: dt.date
    last: dt.date

    @property
    def months(self) -> list[dt.date]:
        """The first day of each month."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return [months_after(self.first, number) for number in range(max(count, 0))]

    @property
    def ends_before(self) -> dt.date:
        """The first day that is no longer in it."""
        return months_after(self.last, 1)

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.first:%B %Y}"
        return f"{self.first:%B %Y} to {self.last:%B %Y}"


def months_after(month: dt.date, number: int) -> dt.date:
    """Return the first day of the month that is so many after (or, below nought, before) another."""
    years, index = divmod(month.month - 1 + number, 12)
    return dt.date(month.year + years, index + 1, 1)


def month_of(day: dt.date) -> dt.date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def financial_year(start: int) -> Period:
    """Return April of a year to March of the next."""
    return Period(dt.date(start, 4, 1), dt.date(start + 1, 3, 1))
