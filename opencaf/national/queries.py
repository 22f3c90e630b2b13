"""What the authorities told, read past the wall by who analyses for a national body."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db import connection

FIGURES = "select * from national_figures(%s, %s)"
COUNTINGS = "select * from national_countings()"


class Told(NamedTuple):
    """A figure of an authority; None stands for what is hidden. authority: its code."""

    authority: str
    begun: int
    code: str
    number: int | None
    said: int | None
    holding: int | None


class Counted(NamedTuple):
    """An authority and when it was last counted, if ever, and to which multiple its figures are rounded."""

    authority: str
    name: str
    at: dt.datetime | None
    below: int | None


def figures_told(report: str, axis: str) -> list[Told]:
    """Return the figures of a report by a way to divide, of all authorities and years."""
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, [report, axis])
        return [Told(*row) for row in cursor.fetchall()]


def authorities_counted() -> list[Counted]:
    """Return every authority by name, with its last night."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTINGS)
        return [Counted(*row) for row in cursor.fetchall()]
