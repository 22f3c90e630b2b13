"""How many CAFs were started, by which sector, and for which children?

Counted as of now, with every correction that has been made since.
In: every episode in the month of its intention, whatever came of it, closed ones and declined ones too.
Out: episodes whose present closure says opened by mistake, or joined to another CAF.
By sector, CAFs are counted: by the sector of the initiator's agency.
By age, sex and ethnicity, children are counted: every child the CAF is or was about, once in each of
their CAFs. A CAF for three children is one CAF and three children.
Age is in full years on the day of the intention, also where the date of birth is an estimate; where only an
age was known it is carried from the day it was known on. A baby expected, or born later, is unborn.
Refused, not yet obtained and not known are apart from each other and from every group.
Coordinators and managers count what they can open: for a coordinator of a locality that is its CAFs,
those of no locality and those they have a part in. Others count the whole authority in whole financial
years, with small numbers hidden and all others rounded (core.hiding).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateField, Exists, F, OuterRef, QuerySet
from django.db.models.functions import TruncMonth

from opencaf.agencies.models import Practitioner, Sector
from opencaf.core.hiding import hide
from opencaf.episodes.codes import ClosureReason
from opencaf.episodes.models import Closure, Episode, EpisodeChild
from opencaf.people.codes import Ethnicity, Sex
from opencaf.reports.ages import AGES, age_band
from opencaf.reports.counted import NOBODY, groups_of, rule_of, sum_of
from opencaf.reports.periods import Period
from opencaf.reports.permissions import can_see_cases_behind

OUT = (ClosureReason.OPENED_IN_ERROR, ClosureReason.MERGED_OR_DUPLICATE)


@dataclass(frozen=True)
class Breakdown:
    """One way to divide the count."""

    code: str
    title: str
    counts_children: bool
    categories: list[tuple[str, str]]


BREAKDOWNS = {
    one.code: one
    for one in (
        Breakdown("sector", "Sector of the initiator", False, [(str(c), str(w)) for c, w in Sector.choices]),
        Breakdown("age", "Age of the child", True, [(code, words) for code, words, _ in AGES]),
        Breakdown("sex", "Sex of the child", True, [(str(c), str(w)) for c, w in Sex.choices]),
        Breakdown(
            "ethnicity", "Ethnicity of the child", True, [(str(c), str(w)) for c, w in Ethnicity.choices]
        ),
    )
}


@dataclass(frozen=True)
class Line:
    """A category with its number in each month; None is hidden."""

    code: str
    label: str
    numbers: list[int | None]
    total: int | None


@dataclass(frozen=True)
class StartedTable:
    """The figures of the report."""

    breakdown: Breakdown
    period: Period
    lines: list[Line]
    month_totals: list[int | None]
    total: int | None
    cafs: int | None
    children: int | None
    hides_small: bool


def started(practitioner: Practitioner, *, period: Period, breakdown: Breakdown) -> StartedTable:
    """Return the figures that somebody may see."""
    if not can_see_cases_behind(practitioner):
        return started_without_cases(practitioner, period=period, breakdown=breakdown)
    counts = counted(practitioner, period=period, breakdown=breakdown)
    table = [
        [counts.get((month, code), 0) for month in period.months] for code, _label in breakdown.categories
    ]
    cafs, children = totals(practitioner, period)
    return StartedTable(
        breakdown=breakdown,
        period=period,
        lines=lines_of(breakdown, [[*row, sum(row)] for row in table]),
        month_totals=[sum(column) for column in zip(*table, strict=True)],
        total=sum(sum(row) for row in table),
        cafs=cafs,
        children=children,
        hides_small=False,
    )


def started_without_cases(
    practitioner: Practitioner, *, period: Period, breakdown: Breakdown
) -> StartedTable:
    """Return the figures of a financial year for somebody who sees no case, hidden and rounded."""
    rule = rule_of(practitioner.authority)
    groups = groups_of("started", period, [breakdown.code, "month"])
    hidden = hide(
        [
            [groups.get((code, f"{month:%Y-%m}"), NOBODY).all for month in period.months]
            for code, _label in breakdown.categories
        ],
        rule,
    )
    cafs, children = (sum_of(groups_of("started", period, axes).values()).all for axes in ([], ["sex"]))
    return StartedTable(
        breakdown=breakdown,
        period=period,
        lines=lines_of(breakdown, hidden.figures[:-1]),
        month_totals=hidden.column_totals,
        total=hidden.total,
        cafs=rule.shown(cafs),
        children=rule.shown(children),
        hides_small=True,
    )


def lines_of(breakdown: Breakdown, rows: Sequence[Sequence[int | None]]) -> list[Line]:
    """Return the lines of a table from the numbers of each category, its total last."""
    return [
        Line(code, label, list(row[:-1]), row[-1])
        for (code, label), row in zip(breakdown.categories, rows, strict=True)
    ]


def counted(
    practitioner: Practitioner, *, period: Period, breakdown: Breakdown
) -> dict[tuple[dt.date, str], int]:
    """Return the number for each month and category that has any."""
    rows = cases_behind(practitioner, period=period, breakdown=breakdown)
    found = rows.order_by().values("month", "category").annotate(number=Count("pk"))
    return {(row["month"], row["category"]): row["number"] for row in found}


def totals(practitioner: Practitioner, period: Period) -> tuple[int, int]:
    """Return how many CAFs and how many children there are in all."""
    found = EpisodeChild.objects.filter(episode__in=episodes_in(practitioner, period)).aggregate(
        cafs=Count("episode", distinct=True), children=Count("pk")
    )
    return found["cafs"], found["children"]


def cases_behind(
    practitioner: Practitioner,
    *,
    period: Period,
    breakdown: Breakdown,
    category: str = "",
    month: dt.date | None = None,
) -> QuerySet[Any]:
    """Return the CAFs, or the children in CAFs, that are counted: all, of a category, of a month."""
    episodes = episodes_in(practitioner, period)
    children = EpisodeChild.objects.filter(episode__in=episodes)
    rows: QuerySet[Any] = children if breakdown.counts_children else episodes
    begun = "episode__intended_on" if breakdown.counts_children else "intended_on"
    rows = rows.annotate(
        month=TruncMonth(begun, output_field=DateField()), category=CATEGORY_OF[breakdown.code]
    )
    if category:
        rows = rows.filter(category=category)
    if month:
        rows = rows.filter(month=month)
    return rows.order_by(begun, "id")


def episodes_in(practitioner: Practitioner, period: Period) -> QuerySet[Episode]:
    """Return the episodes of a period that this person counts."""
    mistaken = Closure.objects.filter(episode=OuterRef("pk"), reopened_on=None, reason__in=OUT)
    counts = Episode.objects.visible_to(practitioner)
    return counts.filter(~Exists(mistaken), intended_on__gte=period.first, intended_on__lt=period.ends_before)


CATEGORY_OF: dict[str, Any] = {
    "sector": F("initiating_agency__sector"),
    "age": age_band(),
    "sex": F("child__sex"),
    "ethnicity": F("child__ethnicity"),
}
