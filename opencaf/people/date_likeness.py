"""How near a day on a record is to the one that was typed, in bits and in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from opencaf.core.partial_dates import EXACT, MONTH_KNOWN, PartialDate
from opencaf.people.weights import WEIGHTS

DATES = WEIGHTS.dates
FOUR_WEEKS = dt.timedelta(days=28)
A_PREGNANCY = dt.timedelta(days=84)
YEARS_BESIDE = 10
DAYS_BESIDE = 3

Compared = tuple[float, str]


def compared_days(day: dt.date, born: PartialDate, weights: Any = DATES) -> Compared:
    """Return bits and words for a filed day (of birth, or expected) against the one looked for."""
    if born.accuracy != EXACT:
        return compared_parts(day, born, weights)
    wanted = born.day
    if day == wanted:
        return weights.same, "same date of birth"
    if (day.day, day.month, day.year) == (wanted.month, wanted.day, wanted.year):
        return weights.turned, "day and month of birth the other way round"
    return compared_figures(day, wanted, weights) or compared_neighbours(day, wanted, weights)


def compared_figures(day: dt.date, wanted: dt.date, weights: Any) -> Compared | None:
    """Return bits and words for two days that differ by a slip of the pen, or nothing."""
    one, other = f"{day:%d%m%Y}", f"{wanted:%d%m%Y}"
    apart = [place for place in range(8) if one[place] != other[place]]
    if len(apart) == 1:
        return weights.one_figure, "one figure of the date of birth differs"
    first, last = apart[0], apart[-1]
    if len(apart) == 2 and (one[first], one[last]) == (other[last], other[first]) and last - first == 1:
        return weights.figures_changed_over, "two figures of the date of birth changed over"
    return None


def compared_neighbours(day: dt.date, wanted: dt.date, weights: Any) -> Compared:
    """Return bits and words for two days of which parts are the same."""
    if (day.day, day.month) == (wanted.day, wanted.month) and abs(day.year - wanted.year) <= YEARS_BESIDE:
        return weights.another_year, "same day and month of birth, another year"
    if (day.day, day.year) == (wanted.day, wanted.year):
        return weights.another_month, "same day and year of birth, another month"
    if abs(day - wanted) <= FOUR_WEEKS:
        return weights.within_weeks, "born or expected within four weeks of that date"
    if day.year == wanted.year and day.day == 15:
        return weights.year_on_record, "same year of birth"
    return weights.differs, ""


def compared_parts(day: dt.date, born: PartialDate, weights: Any) -> Compared:
    """Return bits and words for a filed day where only a year, or month and year, is looked for."""
    if day.year == born.day.year and born.accuracy == MONTH_KNOWN and day.month == born.day.month:
        return weights.same_month, "same month and year of birth"
    if day.year == born.day.year:
        return weights.same_year, "same year of birth"
    if abs(day.year - born.day.year) == 1:
        return weights.year_beside, "born a year before or after"
    return weights.differs, ""


def compared_expected(day: dt.date, expected: dt.date, weights: Any = DATES) -> Compared:
    """Return bits and words for a filed day against the one on which a baby was expected."""
    if day == expected:
        return weights.same, "same date"
    if abs(day - expected) <= FOUR_WEEKS:
        return weights.within_weeks, "born or expected within four weeks of that date"
    if abs(day - expected) <= A_PREGNANCY:
        return weights.within_months, "born or expected within three months of that date"
    return weights.differs, ""


def neighbours(day: dt.date) -> list[dt.date]:
    """Return the dates that a slip would have made of this one: a figure, two changed over, a part."""
    figures = f"{day:%d%m%Y}"
    texts = [
        figures[:place] + str(digit) + figures[place + 1 :]
        for place in (0, 1, 2, 3, 6, 7)
        for digit in range(10)
    ]
    texts += [changed_over(figures, place) for place in (0, 2, 6)]
    texts += [f"{day:%m%d%Y}", *(f"{day:%d%m}{day.year + years}" for years in range(-10, 11))]
    texts += [f"{day:%d}{month:02d}{day:%Y}" for month in range(1, 13)]
    found = {real for text in texts if (real := as_day(text))}
    found |= {day + dt.timedelta(days) for days in range(-DAYS_BESIDE, DAYS_BESIDE + 1) if is_far(day)}
    return sorted(found - {day})


def turned(day: dt.date) -> dt.date:
    """Return a day with day and month the other way round, or itself where there is no such day."""
    return day.replace(day=day.month, month=day.day) if day.day <= 12 else day


def changed_over(figures: str, place: int) -> str:
    """Return figures with two neighbours changed over."""
    return figures[:place] + figures[place + 1] + figures[place] + figures[place + 2 :]


def is_far(day: dt.date) -> bool:
    """Whether a day is far enough from the ends of the calendar to reckon with."""
    return dt.date.min + FOUR_WEEKS < day < dt.date.max - FOUR_WEEKS


def as_day(figures: str) -> dt.date | None:
    """Return the date of eight figures, or None where there is no such day."""
    try:
        return dt.date(int(figures[4:]), int(figures[2:4]), int(figures[:2]))
    except ValueError:
        return None
