"""What CAFs cost in a financial year: by group, and month by month; few are hidden and cannot be worked out.

In: every CAF that was open on a day of the year, with what it cost within the year. Out: CAFs whose dates
cannot be costed, which are counted and named to those who may open them. Years are whole, so that no two
tables overlap.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q

from opencaf.agencies.models import Practitioner, Sector
from opencaf.core import clock
from opencaf.core.suppression import is_small
from opencaf.costing.calendar_months import Span, months_of
from opencaf.costing.charges import Costed
from opencaf.costing.child_cost import cost_children
from opencaf.costing.decimals import total
from opencaf.costing.findings import Finding, Findings, RefusedError
from opencaf.costing.groups import group_tables
from opencaf.costing.journey_checks import check_events, check_journeys, journeys_of
from opencaf.costing.journeys import CostInput
from opencaf.costing.permissions import can_see_small_groups
from opencaf.costing.queries.case_events import CaseEvents, case_events
from opencaf.costing.queries.rates import PUBLISHED, settings_of, sheet_in_use
from opencaf.costing.tables import read
from opencaf.episodes.models import Episode
from opencaf.episodes.states import State

FEWEST = 5
SEED = 1
WAYS = {
    "sector": "Sector of who started it",
    "locality": "Locality",
    "state": "Where it stands now",
}


@dataclass(frozen=True)
class CountedCase:
    """A CAF that is counted; without a reference for those to whom it is not open."""

    id: uuid.UUID
    state: str
    sector: str
    locality: str
    reference: str = ""


@dataclass(frozen=True)
class GroupCost:
    """One group of CAFs with what they cost, or hidden."""

    words: str
    cafs: int | None
    total: Decimal | None
    mean: Decimal | None
    median: Decimal | None
    quartiles: tuple[Decimal, Decimal] | None
    interval: tuple[Decimal, Decimal] | None


@dataclass(frozen=True)
class MonthCost:
    """What all CAFs cost in a month, or hidden."""

    month: dt.date
    amount: Decimal | None


@dataclass(frozen=True)
class NotCosted:
    """A CAF whose dates stand against costing it."""

    episode_id: uuid.UUID
    reference: str
    sentence: str


@dataclass(frozen=True)
class YearCosts:
    """The costs of a financial year."""

    year: int
    by: str
    groups: list[GroupCost]
    all: GroupCost
    months: list[MonthCost]
    not_costed: list[NotCosted]
    left_out: int
    warnings: list[Finding]
    sheet: str
    price_year: str
    region: str


def year_costs(practitioner: Practitioner, *, year: int, by: str) -> YearCosts:
    """Return what the CAFs that somebody counts cost in a financial year."""
    first, last = dt.date(year, 4, 1), dt.date(year + 1, 4, 1)
    settings = settings_of(practitioner.authority_id)
    sheet = sheet_in_use(settings)
    episodes = {one.id: one for one in open_within(practitioner, first, last)}
    without_names = not can_see_small_groups(practitioner)
    cases = case_events(list(episodes), until=clock.today(), without_names=without_names)
    common = {"sheet": sheet, "region": settings.region, "extract_on": clock.today()}
    usable, refused = sorted_out(cases, common, episodes)
    findings = Findings()
    costed = Costed([])
    if usable:
        given = read(CostInput, {**common, **window_of(first, last), **together(usable)})
        costed = cost_children(given, findings)
    facts = {str(one.id): {by: fact_of(one, by)} for one in episodes.values()}
    groups, whole = tables(costed, facts, by)
    return YearCosts(
        year=year,
        by=by,
        groups=groups,
        all=whole,
        months=months_shown(costed, first, min(last, clock.today())),
        not_costed=[] if without_names else refused,
        left_out=len(refused),
        warnings=findings.warnings,
        sheet=settings.sheet.name if settings.sheet else PUBLISHED,
        price_year=costed.price_year or str(sheet.price_year),
        region=settings.region_in_words,
    )


def open_within(practitioner: Practitioner, first: dt.date, last: dt.date) -> list[CountedCase]:
    """Return the CAFs that somebody counts and that were open on a day between two."""
    last = min(last, clock.today() + dt.timedelta(days=1))
    if not can_see_small_groups(practitioner):
        return cases_without_names(first, last)
    was_open = Q(closed_on=None) | Q(closed_on__gte=first)
    found = Episode.objects.visible_to(practitioner).filter(was_open, intended_on__lt=last)
    return [
        CountedCase(
            one.id,
            one.state,
            one.initiating_agency.sector,
            one.locality.name if one.locality else "",
            one.reference,
        )
        for one in found.select_related("initiating_agency", "locality").order_by("id")
    ]


def cases_without_names(first: dt.date, last: dt.date) -> list[CountedCase]:
    """Return the CAFs of the authority for an analyst, to whom none of them is open."""
    with connection.cursor() as cursor:
        cursor.execute("select * from costing_cases_without_names(%s, %s)", [first, last])
        return [CountedCase(*row) for row in cursor.fetchall()]


def window_of(first: dt.date, last: dt.date) -> dict[str, dt.date]:
    """Return a window as the engine takes it."""
    return {"window_from": first, "window_to": last}


def together(cases: list[CaseEvents]) -> dict[str, Any]:
    """Return the events and leads of some CAFs as one input."""
    return {
        "events": [event for case in cases for event in case.events],
        "lead_spells": [spell for case in cases for spell in case.spells],
    }


def sorted_out(
    cases: dict[uuid.UUID, CaseEvents], common: dict[str, Any], episodes: dict[uuid.UUID, CountedCase]
) -> tuple[list[CaseEvents], list[NotCosted]]:
    """Return the CAFs that can be costed, and those whose dates stand against it with the first reason."""
    usable, refused = [], []
    for episode_id, case in cases.items():
        findings = Findings()
        try:
            given = read(CostInput, {**common, **together([case])})
            check_events(given, findings)
            check_journeys(journeys_of(given), given, findings)
            findings.refuse()
            usable.append(case)
        except RefusedError as fault:
            reference = episodes[episode_id].reference
            sentence = fault.findings[0].sentence.replace(str(episode_id), reference)
            refused.append(NotCosted(episode_id, reference, f"{fault.codes[0]}: {sentence}"))
    return usable, refused


def fact_of(case: CountedCase, by: str) -> str:
    """Return the group of a CAF."""
    if by == "locality":
        return case.locality or "No locality"
    return str(State(case.state).label if by == "state" else Sector(case.sector).label)


def tables(costed: Costed, facts: dict[str, dict[str, str]], by: str) -> tuple[list[GroupCost], GroupCost]:
    """Return the groups and all together, from the engine's tables."""
    if not costed.children:
        return [], GroupCost("All", 0, Decimal(0), None, None, None, None)
    found = group_tables(costed, facts, [by], SEED)
    groups = [as_group(cell[by], cell) for cell in found["cells"]]
    return groups, as_group("All", found["totals"]["all"])


def as_group(words: str, found: dict[str, Any]) -> GroupCost:
    """Return a group of the engine's tables."""
    if "hidden" in found or not found.get("children"):
        count = None if "hidden" in found else 0
        return GroupCost(words, count, None, None, None, None, None)
    return GroupCost(
        words,
        found["children"],
        found["total"],
        found["mean"],
        found["median"],
        (found["lower_quartile"], found["upper_quartile"]),
        tuple(found["mean_interval_95"]),
    )


def months_shown(costed: Costed, first: dt.date, last: dt.date) -> list[MonthCost]:
    """Return what each month cost; months of few CAFs are hidden together with enough others."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    who: dict[str, set[str]] = defaultdict(set)
    for charge in costed.charges:
        amounts[charge.month] += charge.amount
        who[charge.month].add(charge.child)
    months = [month for month, _, _ in months_of(Span(first, last))]
    hidden = hidden_months({f"{month:%Y-%m}": who[f"{month:%Y-%m}"] for month in months})
    return [
        MonthCost(month, None if (key := f"{month:%Y-%m}") in hidden else amounts[key]) for month in months
    ]


def hidden_months(who: dict[str, set[str]]) -> set[str]:
    """Return the months to hide: those of few CAFs, and more until what is left over is of several.

    The year's total less the months shown tells what the hidden ones cost together, so that at least
    two are hidden and at least five CAFs stand behind them.
    """
    hidden = {month for month, cafs in who.items() if is_small(len(cafs))}
    if not hidden:
        return hidden
    rest = sorted((month for month in who if month not in hidden and who[month]), key=lambda m: len(who[m]))
    while rest and (len(hidden) < 2 or len(set().union(*(who[month] for month in hidden))) < FEWEST):
        hidden.add(rest.pop(0))
    return hidden


def total_shown(months: list[MonthCost]) -> Decimal:
    """Return what the months that are shown add up to."""
    return total(month.amount for month in months if month.amount is not None)
