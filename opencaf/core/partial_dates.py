"""Dates of which only a part is known.

Accuracy follows the three letters of the SocialCareData Person Standard: day, month, year, each
A (accurate), E (estimated) or U (unknown). An unknown day is stored as the 15th, never the 1st, so
that such dates stand out (Standard Safeguarding Dataset).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError

EXACT = "AAA"
MONTH_KNOWN = "UAA"
YEAR_KNOWN = "UUA"
NOT_KNOWN = "UUU"


@dataclass(frozen=True)
class PartialDate:
    """A date with what is known of it."""

    day: dt.date
    accuracy: str = EXACT

    def __str__(self) -> str:
        if self.accuracy[2] == "U":
            return "not known"
        if self.accuracy[1] == "U":
            return f"{self.day:%Y}"
        if self.accuracy[0] == "U":
            return f"{self.day:%B %Y}"
        words = f"{self.day.day} {self.day:%B %Y}"
        return f"about {words}" if "E" in self.accuracy else words

    @property
    def earliest(self) -> dt.date:
        """The first day that it may mean."""
        if self.accuracy[1] == "U":
            return self.day.replace(month=1, day=1)
        return self.day.replace(day=1) if self.accuracy[0] == "U" else self.day


def check_accuracy(value: str) -> None:
    """Refuse anything but three letters of A, E and U."""
    if len(value) != 3 or set(value) - set("AEU"):
        raise ValidationError("Accuracy must be three letters, each A, E or U.")


def full_years_between(start: dt.date, end: dt.date) -> int:
    """Return whole years from start to end; somebody born on 29 February is older on 1 March."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
