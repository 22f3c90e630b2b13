"""Numbers that the database counts for who reads reports without seeing a case (access.past_the_wall)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from opencaf.reports.ages import age_code
from opencaf.reports.periods import Period

STARTED = "select * from episodes_started(%s, %s)"


@dataclass(frozen=True)
class Started:
    """How many CAFs of a sector, or children alike in age, sex and ethnicity, were started in a month."""

    counts: str
    month: dt.date
    sector: str
    is_unborn: bool
    age_years: int | None
    sex: str
    ethnicity: str
    number: int

    @property
    def age(self) -> str:
        """The age group."""
        return age_code(self.age_years, is_unborn=self.is_unborn)


def rows_without_cases(period: Period) -> list[Started]:
    """Return the numbers of a period."""
    with connection.cursor() as cursor:
        cursor.execute(STARTED, [period.first, period.ends_before])
        return [Started(*row) for row in cursor.fetchall()]
