"""What CAFs cost in a financial year: by group, and month by month; few are hidden and cannot be worked out.

In: every CAF that was open on a day of the year, with what it cost within the year. Out: CAFs whose dates
cannot be costed, which are counted and named to those who may open them. Years are whole, so that no two
tables overlap.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from opencaf.agencies.models import Practitioner, Sector
from opencaf.core.hiding import SMALLEST_SHOWN, is_small
from opencaf.costing.calendar_months import Span, months_of
from opencaf.costing.charges import Costed
from opencaf.costing.child_cost import cost_children
from opencaf.costing.commands import hash_of
from opencaf.costing.cost_results import by_payer
from opencaf.costing.decimals import total
from opencaf.costing.findings import Finding, Findings
from opencaf.costing.groups import group_tables, hides_all
from opencaf.costing.indices import carried_to
from opencaf.costing.journeys import CostInput
from opencaf.costing.queries.basis import basis_of
from opencaf.costing.queries.dates_read import (
    CountedCase,
    DatesRead,
    NotCosted,
    read_dates,
    sorted_out,
    together,
    window_of,
)
from opencaf.costing.queries.rates import PUBLISHED, prices_of, sheet_on
from opencaf.costing.tables import read
from opencaf.costing.uprating import Index
from opencaf.episodes.states import State

FEWEST = SMALLEST_SHOWN
SEED = 1
WAYS = {
    "sector": "Sector of who started it",
    "locality": "Locality",
    "state": "Where it stands now",
}


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
    input_sha256: str = ""
    by_payer: dict[str, Decimal] = field(default_factory=dict)
    carried: str = ""
    errors: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class YearRead:
    """The dates of a financial year with what prices them."""

    year: int
    dates: DatesRead
    sheet: Any
    sheet_name: str
    region: str
    region_in_words: str
    index: Index


def year_costs(practitioner: Practitioner, *, year: int, by: str, price_base: str = "") -> YearCosts:
    """Return what the CAFs that somebody counts cost in a financial year."""
    return costs_of_year(read_year(practitioner, year), by=by, price_base=price_base)


def read_year(practitioner: Practitioner, year: int) -> YearRead:
    """Read what a financial year's costs are made of."""
    basis = basis_of(practitioner.authority_id)
    settings = basis.settings
    return YearRead(
        year=year,
        dates=read_dates(practitioner, *days_of_year(year)),
        sheet=sheet_on(basis),
        sheet_name=settings.sheet.name if settings.sheet else PUBLISHED,
        region=settings.region,
        region_in_words=settings.region_in_words,
        index=basis.index,
    )


def days_of_year(year: int) -> tuple[dt.date, dt.date]:
    """Return the first day of a financial year, and of the next."""
    return dt.date(year, 4, 1), dt.date(year + 1, 4, 1)


def costs_of_year(found: YearRead, *, by: str, price_base: str = "") -> YearCosts:
    """Work out the costs of a financial year, at the sheet's prices or another year's; nothing more is read."""
    dates, findings = found.dates, Findings()
    carried = carried_to(price_base, prices_of(found.sheet), findings, found.index)
    common = {"sheet": found.sheet, "region": found.region, "extract_on": dates.today, **carried.asked}
    usable, refused = sorted_out(dates.cases, common, dates.episodes)
    costed = Costed([])
    entered = {**common, **window_of(dates.first, dates.last), **together(usable)}
    if usable and not findings.errors:
        costed = cost_children(read(CostInput, entered), findings)
    facts = {str(one.id): {way: fact_of(one, way) for way in WAYS} for one in dates.episodes.values()}
    groups, whole = tables(costed, facts, by)
    return YearCosts(
        year=found.year,
        by=by,
        groups=groups,
        all=whole,
        months=months_shown(costed, dates.first, min(dates.last, dates.today)),
        not_costed=refused if dates.with_names else [],
        left_out=len(refused),
        warnings=findings.warnings,
        sheet=found.sheet_name,
        price_year=costed.price_year or str(found.sheet.price_year),
        region=found.region_in_words,
        input_sha256=hash_of({**entered, "groups": facts}),
        by_payer={} if whole.total is None else by_payer(costed.charges),
        carried=carried.words,
        errors=findings.errors,
    )


def fact_of(case: CountedCase, by: str) -> str:
    """Return the group of a CAF."""
    if by == "locality":
        return case.locality or "No locality"
    return str(State(case.state).label if by == "state" else Sector(case.sector).label)


def tables(costed: Costed, facts: dict[str, dict[str, str]], by: str) -> tuple[list[GroupCost], GroupCost]:
    """Return the groups and all together, from the engine's tables.

    All ways to group are of the same CAFs: where one of them cannot show how many they are, none does.
    """
    if not costed.children:
        return [], GroupCost("All", 0, Decimal(0), None, None, None, None)
    if any(hides_all(costed.children, facts, way) for way in WAYS):
        names = sorted({facts[child][by] for child in costed.children})
        return [hidden_group(name) for name in names], hidden_group("All")
    found = group_tables(costed, facts, [by], SEED)
    groups = [as_group(cell[by], cell) for cell in found["cells"]]
    return groups, as_group("All", found["totals"]["all"])


def hidden_group(words: str) -> GroupCost:
    """Return a group of which nothing is shown."""
    return GroupCost(words, None, None, None, None, None, None)


def as_group(words: str, found: dict[str, Any]) -> GroupCost:
    """Return a group of the engine's tables."""
    if "hidden" in found:
        return hidden_group(words)
    if not found.get("children"):
        return GroupCost(words, 0, None, None, None, None, None)
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
