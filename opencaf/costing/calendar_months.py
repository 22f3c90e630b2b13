"""Months of support between two days, prorated by the calendar.

A whole month counts exactly 1, part of a month its share of that month's days, so a span may be cut
anywhere and its parts add up. The other way counts days and divides by 30.4375. The end of a span
is the first day that does not belong to it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

DAYS_OF_AN_AVERAGE_MONTH = Fraction("30.4375")


class Proration(StrEnum):
    """How part of a month is counted."""

    CALENDAR_MONTH = "calendar_month"
    DAILY = "daily"


@dataclass(frozen=True)
class Span:
    """Days from the first to the one before the end; empty where the end is not later."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return max(0, (self.ends_on - self.starts_on).days)

    def within(self, other: Span) -> Span:
        """Return the days that both have."""
        return Span(max(self.starts_on, other.starts_on), min(self.ends_on, other.ends_on))


def month_of(day: date) -> str:
    """Return a day's month, such as 2011-02."""
    return f"{day:%Y-%m}"


def financial_year_of(day: date) -> str:
    """Return a day's financial year, which begins on 1 April, such as 2010/11."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def year_after(financial_year: str) -> str:
    """Return the financial year after one."""
    first = int(financial_year[:4]) + 1
    return f"{first}/{(first + 1) % 100:02d}"


def financial_year_of_month(month: str) -> str:
    """Return the financial year of a month such as 2011-02."""
    return financial_year_of(date.fromisoformat(f"{month}-01"))


def months_of(span: Span) -> Iterator[tuple[date, int, int]]:
    """Yield each calendar month of a span: its first day, the span's days in it, all its days."""
    day = span.starts_on
    while day < span.ends_on:
        days = monthrange(day.year, day.month)[1]
        following = first_of_next_month(day)
        yield day.replace(day=1), (min(following, span.ends_on) - day).days, days
        day = following


def first_of_next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def units_by_month(span: Span, unit: str, proration: Proration) -> dict[str, Fraction]:
    """Return how many months, weeks or days of support fall in each month of a span."""
    return {
        month_of(first): units_of(active, days, unit, proration) for first, active, days in months_of(span)
    }


def units_of(active: int, days_of_month: int, unit: str, proration: Proration) -> Fraction:
    """Return some days of one month in a price's unit."""
    if unit == "day":
        return Fraction(active)
    if unit == "week":
        return Fraction(active, 7)
    if proration is Proration.DAILY:
        return active / DAYS_OF_AN_AVERAGE_MONTH
    return Fraction(active, days_of_month)
