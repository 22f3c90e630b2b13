"""The price index that ships, and carrying an authority's figures by it to the price year somebody chose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from opencaf.costing.findings import Findings
from opencaf.costing.uprating import Index, YearlyRate, factor

FIRST_YEAR = "2010/11"
RATES = {"2011/12": "2.29", "2012/13": "1.5", "2013/14": "2.3"}
YEARS = (FIRST_YEAR, *RATES)


def shipped_index() -> Index:
    """Return the GDP deflator that the compilers of the published sheet carried its figures with."""
    return Index(
        name="GDP deflator",
        vintage="as used by Unit Cost Database v1.2",
        unit="per_cent",
        rates=[YearlyRate(year=year, rate=Decimal(rate)) for year, rate in RATES.items()],
    )


@dataclass(frozen=True)
class Carried:
    """What the engine is asked besides, and the same in words; both empty where nothing is carried."""

    asked: dict[str, Any]
    words: str


def carried_to(base: str, price_years: Iterable[str], findings: Findings) -> Carried:
    """Carry figures of some price years to another, or say that the index does not reach so far."""
    if not base:
        return Carried({}, "")
    years, index = sorted(set(price_years)), shipped_index()
    beyond = [year for year in years if year not in YEARS]
    if beyond:
        sentence = (
            f"The {index.name} reaches from {YEARS[0]} to {YEARS[-1]}: figures at prices of {', '.join(beyond)} "
            f"cannot be carried to {base}."
        )
        findings.add("E05", "price_base", sentence)
        return Carried({}, "")
    steps = [f"from {year} × {factor(index, year, base, findings):.4f}" for year in years if year != base]
    words = (
        f"Carried to {base} prices by the {index.name}, {index.vintage}: {', '.join(steps)}." if steps else ""
    )
    return Carried({"price_base": base, "index": index}, words)
