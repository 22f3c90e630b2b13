"""Days as people typed them: what was meant, how much of it is known, and what is doubtful about it.

A date that can be read in two ways is left open (state "ambiguous"), unless the order of day and month is
known for whoever typed it. Nothing impossible is bent into something possible.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Literal

from opencaf.registers.reading.rows import Cell, MonthCell, tidied

Order = Literal["dmy", "mdy", "unknown"]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAME = (
    r"(jan(?:uary)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
FIGURES = re.compile(r"(\d{1,4})\s*([-/.\\]|\s)\s*(\d{1,2})\s*([-/.\\]|\s)\s*(\d{1,5})")
DAY_NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s./-]*{MONTH_NAME}\.?[\s,./'’-]*(\d{{2}}|\d{{4}})"
)
NAMED_DAY = re.compile(rf"{MONTH_NAME}\.?[\s-]*(\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(\d{{4}}|\d{{2}})")
NAMED_MONTH = re.compile(rf"{MONTH_NAME}\.?[\s./'’-]*(\d{{4}}|\d{{2}})")
YEAR_NAMED = re.compile(rf"(\d{{4}})[\s-]+{MONTH_NAME}")
MONTH_YEAR = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})")
YEAR_MONTH = re.compile(r"(\d{4})\s*[/.-]\s*(\d{1,2})")
RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[ T]?\d{2}:?\d{2}(?::?\d{2})?)?")
WEEKDAY = re.compile(
    r"^(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?\b[,.]?\s*"
)
CLOCK = re.compile(
    r"[\sT,@]+(?:at\s+)?\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?\s*(?:am|pm|z)?$|\s+(?:at\s+)?\d{1,2}(?:[.:]\d{2})?\s*(?:am|pm)$"
)
SERIALS = range(10_000, 60_000)
SERIAL_EPOCH = dt.date(1899, 12, 30)
FAR_YEARS = range(1900, 2100)
NO_DATE = frozenset(
    {"00000000", "01-jan-1900", "1900-01-01", "01/01/1900", "1-jan-1900", "00/00/0000", "19000101"}
)


@dataclass(frozen=True)
class Span:
    """Which years may be meant: two figures of a year are read within them, others are not plausible."""

    first: int
    last: int

    def century(self, year: int) -> int:
        """Return the year of two figures; where two centuries fit, the later."""
        fitting = [base + year for base in (2000, 1900) if self.first <= base + year <= self.last]
        return fitting[0] if fitting else (2000 + year if 2000 + year <= self.last + 1 else 1900 + year)

    def holds(self, year: int) -> bool:
        """Whether a year is plausible."""
        return self.first <= year <= self.last


@dataclass(frozen=True)
class Day:
    """A date as it was read. codes: what should be put before a person; uses: how figures were ordered."""

    day: dt.date | None = None
    precision: str = "day"
    state: str = ""
    codes: tuple[str, ...] = ()
    uses: str = ""

    @property
    def value(self) -> str | None:
        """The date in figures, as far as it is known."""
        if self.day is None:
            return None
        return self.day.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


INVALID = Day(state="invalid", codes=("date_invalid",))
IMPLAUSIBLE = Day(state="invalid", codes=("date_implausible",))
AMBIGUOUS = Day(state="ambiguous", codes=("date_ambiguous",))
UNREADABLE = Day(state="unreadable", codes=("date_invalid",))
NOT_GIVEN = Day(state="missing")


def read_day(cell: Cell, span: Span, order: Order = "dmy", *, epoch: dt.date = SERIAL_EPOCH) -> Day:
    """Return what a cell says about a day, if it says that and nothing else."""
    if isinstance(cell, MonthCell):
        return plausible(dt.date(cell.year, cell.month, 1), span, "month")
    if isinstance(cell, dt.datetime):
        return no_date_or(cell.date(), span)
    if isinstance(cell, dt.date):
        return no_date_or(cell, span)
    if isinstance(cell, float):
        return read_number(cell, span, epoch)
    return read_words(tidied(cell).replace("\n", " "), span, order, epoch)


def no_date_or(day: dt.date, span: Span) -> Day:
    """Return a day; the first of 1900 is what programs write for none."""
    return NOT_GIVEN if day <= dt.date(1900, 1, 2) else plausible(day, span)


def plausible(day: dt.date, span: Span, precision: str = "day", uses: str = "") -> Day:
    """Return a day, or that it cannot be meant."""
    return Day(day, precision, uses=uses) if span.holds(day.year) else replace(IMPLAUSIBLE, uses=uses)


def read_number(number: float, span: Span, epoch: dt.date) -> Day:
    """Return the day of a number of days, as spreadsheets count them, or of eight figures."""
    whole = int(number)
    if whole in SERIALS:
        return plausible(epoch + dt.timedelta(days=whole), span)
    if len(str(whole)) == 8:
        return read_words(str(whole), span, "dmy", epoch)
    return plausible(dt.date(whole, 1, 1), span, "year") if whole in FAR_YEARS else INVALID


def read_words(text: str, span: Span, order: Order, epoch: dt.date) -> Day:
    """Return the day of a text."""
    low = CLOCK.sub("", WEEKDAY.sub("", text.lower().strip(" .,;"))).strip()
    if not low:
        return NOT_GIVEN
    if low in NO_DATE:
        return NOT_GIVEN
    if re.fullmatch(r"\d{5}(\.0+)?", low):
        return read_number(float(low), span, epoch)
    for pattern, reading in READINGS:
        if found := pattern.fullmatch(low):
            return reading(found, span, order)
    return UNREADABLE


def of_run_together(found: re.Match[str], span: Span, order: Order) -> Day:
    """Return the day of eight figures: the year first, or last."""
    year, month, day = (int(part) for part in found.groups())
    if year in FAR_YEARS:
        return whole_day(day, month, year, span)
    figures = found[0][:8]
    return ordered(int(figures[:2]), int(figures[2:4]), figures[4:8], span, order)


def of_figures(found: re.Match[str], span: Span, order: Order) -> Day:
    """Return the day of three figures."""
    first, second, last = found[1], int(found[3]), found[5]
    if len(first) == 4 and len(last) <= 2:
        return whole_day(int(last), second, int(first), span)
    if len(first) > 2:
        return INVALID
    by: Order = order if found[2] in "/-" else "dmy"
    return ordered(int(first), second, last, span, by)


def ordered(first: int, second: int, last: str, span: Span, order: Order) -> Day:
    """Return the day of two figures in the order of whoever typed them, and a year."""
    if len(last) not in (2, 4):
        return IMPLAUSIBLE
    year = span.century(int(last)) if len(last) == 2 else int(last)
    turned = first <= 12 and second > 12
    if turned and order != "mdy":
        as_month_first = whole_day(second, first, year, span)
        return replace(as_month_first, uses="mdy") if as_month_first.day else as_month_first
    if order == "unknown" and first <= 12 and second <= 12 and first != second:
        return replace(AMBIGUOUS, uses="either")
    if order == "mdy" and first <= 12:
        return replace(whole_day(second, first, year, span), uses="mdy" if second > 12 else "either")
    uses = "dmy" if first > 12 >= second else "either" if first != second else ""
    return replace(whole_day(first, second, year, span), uses=uses)


def of_day_named(found: re.Match[str], span: Span, order: Order) -> Day:
    """Return the day of 9th May 2008."""
    return whole_day(int(found[1]), month_of(found[2]), year_of(found[3], span), span)


def of_named_day(found: re.Match[str], span: Span, order: Order) -> Day:
    """Return the day of May 9, 2008."""
    return whole_day(int(found[2]), month_of(found[1]), year_of(found[3], span), span)


def of_named_month(found: re.Match[str], span: Span, order: Order) -> Day:
    """Return the month of May 2008."""
    return plausible_month(year_of(found[2], span), month_of(found[1]), span)


def of_year_named(found: re.Match[str], span: Span, order: Order) -> Day:
    """Return the month of 2008 May."""
    return plausible_month(int(found[1]), month_of(found[2]), span)


def of_month_year(found: re.Match[str], span: Span, order: Order) -> Day:
    """Return the month of 05/2008."""
    return plausible_month(int(found[2]), int(found[1]), span)


def of_year_month(found: re.Match[str], span: Span, order: Order) -> Day:
    """Return the month of 2008-05."""
    return plausible_month(int(found[1]), int(found[2]), span)


def of_year(found: re.Match[str], span: Span, order: Order) -> Day:
    """Return a year alone."""
    return plausible(dt.date(int(found[0]), 1, 1), span, "year")


READINGS = (
    (RUN_TOGETHER, of_run_together),
    (FIGURES, of_figures),
    (DAY_NAMED, of_day_named),
    (NAMED_DAY, of_named_day),
    (NAMED_MONTH, of_named_month),
    (YEAR_NAMED, of_year_named),
    (MONTH_YEAR, of_month_year),
    (YEAR_MONTH, of_year_month),
    (re.compile(r"(?:19|20)\d{2}"), of_year),
)


def month_of(name: str) -> int:
    """Return the number of a month."""
    return MONTHS.index(name[:3]) + 1


def year_of(figures: str, span: Span) -> int:
    """Return a year of two or four figures."""
    return span.century(int(figures)) if len(figures) == 2 else int(figures)


def whole_day(day: int, month: int, year: int, span: Span) -> Day:
    """Return a day, or that there is none such."""
    try:
        return plausible(dt.date(year, month, day), span)
    except ValueError:
        return INVALID if span.holds(year) or year in FAR_YEARS else IMPLAUSIBLE


def plausible_month(year: int, month: int, span: Span) -> Day:
    """Return a month, or that there is none such."""
    return plausible(dt.date(year, month, 1), span, "month") if 1 <= month <= 12 and year >= 1 else INVALID
