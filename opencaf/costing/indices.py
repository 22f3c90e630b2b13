"""Price indices, the one that ships and an authority's own; carrying figures by one to a chosen price year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from opencaf.costing.calendar_months import year_after
from opencaf.costing.findings import Findings
from opencaf.costing.tables import read
from opencaf.costing.uprating import Index, YearlyRate, check_index, factor

RATES = {"2011/12": "2.29", "2012/13": "1.5", "2013/14": "2.3"}


def shipped_index() -> Index:
    """Return the GDP deflator that the compilers of the published sheet carried its figures with."""
    return Index(
        name="GDP deflator",
        vintage="as used by Unit Cost Database v1.2",
        unit="per_cent",
        rates=[YearlyRate(year=year, rate=Decimal(rate)) for year, rate in RATES.items()],
    )


def index_of(
    name: str,
    vintage: str,
    unit: str,
    rates: Mapping[str, str],
    forecasts: Iterable[str] = (),
    *,
    unit_checked: bool = False,
) -> Index:
    """Return an index as the engine takes it."""
    told = set(forecasts)
    rows = [{"year": year, "rate": rate, "forecast": year in told} for year, rate in sorted(rates.items())]
    head = {"name": name, "vintage": vintage, "unit": unit, "unit_checked": unit_checked}
    return read(Index, {**head, "rates": rows})


def years_of(index: Index) -> list[str]:
    """Return the years from the earliest to the latest that an index leads to: one more than it has rates."""
    years = sorted(rate.year for rate in index.rates)
    return [year_before(years[0]), *years] if years else []


def year_before(financial_year: str) -> str:
    """Return the financial year before one."""
    first = int(financial_year[:4]) - 1
    return f"{first}/{(first + 1) % 100:02d}"


def check_own_index(index: Index, findings: Findings) -> None:
    """Refuse an index that cannot be used, or whose years do not follow each other."""
    check_index(index, findings)
    years = years_of(index)[1:]
    for year, following in pairwise(years):
        if following != year_after(year):
            sentence = f"Add the rate for {year_after(year)}: the years from {years[0]} to {years[-1]} must follow each other."
            findings.add("E05", "rates", sentence)


@dataclass(frozen=True)
class Carried:
    """What the engine is asked besides, and the same in words; both empty where nothing is carried."""

    asked: dict[str, Any]
    words: str


def carried_to(
    base: str, price_years: Iterable[str], findings: Findings, index: Index | None = None
) -> Carried:
    """Carry figures of some price years to another, or say that the index does not reach so far."""
    if not base:
        return Carried({}, "")
    index = index or shipped_index()
    reached, years = years_of(index), sorted(set(price_years))
    beyond = [year for year in (*years, base) if year not in reached]
    if beyond:
        about = f"{index.name} ({index.vintage}) reaches from {reached[0]} to {reached[-1]}"
        sentence = f"The {about}: figures at prices of {', '.join(years)} cannot be carried to {base}."
        findings.add("E05", "price_base", sentence)
        return Carried({}, "")
    steps = [f"from {year} × {factor(index, year, base, findings):.4f}" for year in years if year != base]
    words = (
        f"Carried to {base} prices by the {index.name}, {index.vintage}: {', '.join(steps)}." if steps else ""
    )
    return Carried({"price_base": base, "index": index}, words)
