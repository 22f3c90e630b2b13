"""Groups that the database counts for who reads reports without seeing a case (access.past_the_wall)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.crypto import salted_hmac

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.core.dates import financial_year_begun
from opencaf.core.hiding import Group, Rule, all_of
from opencaf.reports.periods import Period, financial_year

COUNTED = "select * from reports_counted(%s, %s, %s, %s, %s, %s, %s)"
SECRET = "opencaf.reports.hiding"  # noqa: S105 - what the secret is for, not the secret

NONE = Group()


@dataclass(frozen=True)
class Counted:
    """A group: all who are in it, those of whom a share is asked, and those for whom it holds."""

    all: Group = NONE
    said: Group = NONE
    holding: Group = NONE


NOBODY = Counted()
Codes = tuple[str, ...]


def rule_of(authority: Authority) -> Rule:
    """Return how an authority hides small numbers."""
    secret = salted_hmac(SECRET, str(authority.pk), algorithm="sha256").digest()
    return Rule(authority.small_numbers_below, secret)


def groups_of(
    report: str, period: Period, axes: Iterable[str], only: Mapping[str, str] | None = None
) -> dict[Codes, Counted]:
    """Return the groups of a report in the financial year of a period, by their codes."""
    year = financial_year(financial_year_begun(period.first))
    axis, code = next(iter((only or {}).items()), ("", ""))
    asked: list[Any] = [report, year.first, year.ends_before, clock.today(), list(axes), axis, code]
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, asked)
        rows = cursor.fetchall()
    return {
        tuple(codes): Counted(Group(number, int(keys)), Group(said, int(said_keys)), Group(holds, int(held)))
        for codes, number, keys, said, said_keys, holds, held in rows
    }


def sum_of(groups: Iterable[Counted]) -> Counted:
    """Return all that are in some groups."""
    found = list(groups)
    return Counted(
        all_of([one.all for one in found]),
        all_of([one.said for one in found]),
        all_of([one.holding for one in found]),
    )
