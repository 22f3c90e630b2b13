"""What one of each process costs here: the engine's answer from an authority's own times and rates."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from opencaf.agencies.models import Sector
from opencaf.costing.catalogue import PROCESSES
from opencaf.costing.commands import hash_of
from opencaf.costing.findings import Finding, Findings, RefusedError
from opencaf.costing.indices import carried_to, years_of
from opencaf.costing.intervals import FEWEST_SHOWN
from opencaf.costing.models import RoleRate
from opencaf.costing.queries.basis import basis_of
from opencaf.costing.queries.catalogue import Catalogue, catalogue_from
from opencaf.costing.queries.rates import as_rate_line, rates_of
from opencaf.costing.queries.times import times_of
from opencaf.costing.tables import read
from opencaf.costing.unit_cost_results import unit_costs
from opencaf.costing.unit_cost_tables import UnitCostInput

RESAMPLES = 2_000
SEED = 1


@dataclass(frozen=True)
class UnitCost:
    """One process's unit cost, or why it is hidden."""

    process: str
    name: str
    unit: str
    amount: Decimal | None
    low: Decimal | None
    high: Decimal | None
    basis: str
    respondents: int | None
    standard_error: Decimal | None = None
    by_payer: dict[str, Decimal] = field(default_factory=dict)

    @property
    def is_interval(self) -> bool:
        """Whether low and high are an interval of 95%, or only a range."""
        return self.basis == "interval"


@dataclass(frozen=True)
class CellCost:
    """One process of one role in one sector, with the lines a × b behind it."""

    place: int
    process: str
    process_name: str
    role: str
    sector: str
    amount: Decimal | None
    low: Decimal | None
    high: Decimal | None
    basis: str
    respondents: int | None
    lines: list[dict[str, Any]] = field(default_factory=list)
    lines_hidden: str = ""


@dataclass(frozen=True)
class OwnUnitCosts:
    """The whole answer: unit costs and cells, or what stands against them, with what is doubtful."""

    catalogue: Catalogue
    processes: list[UnitCost]
    cells: list[CellCost]
    errors: list[Finding]
    warnings: list[Finding]
    price_year: str
    carried: str
    region: str
    region_in_words: str
    rates: list[RoleRate]
    entries: int
    respondents: int
    input_sha256: str
    tornado: dict[str, list[dict[str, Any]]]
    scenarios: dict[str, list[Decimal]]
    price_years: list[str] = field(default_factory=list)
    six_months_now: Decimal | None = None
    six_months: list[Decimal] = field(default_factory=list)

    @property
    def has_times(self) -> bool:
        """Whether anything was collected."""
        return self.entries > 0


def own_unit_costs(
    authority_id: uuid.UUID, changes: dict[str, Any] | None = None, *, price_base: str = ""
) -> OwnUnitCosts:
    """Return unit costs from an authority's own times and rates, perhaps asked in another way.

    price_base: the price year to carry them to; as the rates are where it is left out.
    """
    basis = basis_of(authority_id)
    catalogue, settings = catalogue_from(basis), basis.settings
    records, rates = times_of(authority_id), rates_of(authority_id)
    findings = Findings()
    carried = carried_to(price_base, [rate.price_year for rate in rates], findings, basis.index)
    entered = {
        "rates": [as_rate_line(rate) for rate in rates],
        "records": records,
        "region": settings.region,
        "always": catalogue.own_each,
        "resamples": RESAMPLES,
        "seed": SEED,
        **(changes or {}),
        **carried.asked,
    }
    result: dict[str, Any] = {}
    if records and not rates:
        roles = ", ".join(sorted({record["role"] for record in records}))
        findings.add("E13", "rates", f"There is no rate yet. Add one for each role: {roles}.")
    elif records and not findings.errors:
        try:
            result = unit_costs(read(UnitCostInput, entered), findings)
            findings.refuse()
        except RefusedError as refused:
            findings.found += [one for one in refused.findings if one not in findings.found]
    errors = findings.errors
    return OwnUnitCosts(
        catalogue=catalogue,
        processes=[] if errors else [as_unit_cost(one, catalogue) for one in in_order(result, "processes")],
        cells=[] if errors else cells_of(result, catalogue),
        errors=errors,
        warnings=findings.warnings,
        price_year=str(result.get("price_year") or ""),
        carried=carried.words,
        region=settings.region,
        region_in_words=settings.region_in_words,
        rates=rates,
        entries=len(records),
        respondents=len({record["respondent"] for record in records}),
        input_sha256=hash_of(entered),
        tornado={one["process"]: one["tornado"] for one in shown_of(result) if "tornado" in one},
        scenarios={
            one["process"]: [scenario["amount"] for scenario in one["scenarios"]]
            for one in shown_of(result)
            if "scenarios" in one
        },
        price_years=years_of(basis.index),
        six_months_now=result.get("six_months", {}).get("now"),
        six_months=[one["amount"] for one in result.get("six_months", {}).get("scenarios", [])],
    )


def shown_of(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the processes of the engine's answer that are not hidden."""
    return [one for one in result.get("processes", []) if "hidden" not in one]


def as_unit_cost(found: dict[str, Any], catalogue: Catalogue) -> UnitCost:
    """Return a process of the engine's answer."""
    low, high = bounds_of(found)
    error = found.get("standard_error_bootstrap")
    return UnitCost(
        process=found["process"],
        name=catalogue.processes.get(found["process"], found["process"]),
        unit="a month" if found["unit"] == "month" else "each",
        amount=found.get("amount"),
        low=low,
        high=high,
        basis=found.get("hidden") or found["basis"],
        respondents=found.get("respondents"),
        standard_error=None if error is None else Decimal(error).quantize(Decimal("0.0001")),
        by_payer=found.get("by_payer", {}),
    )


def cells_of(result: dict[str, Any], catalogue: Catalogue) -> list[CellCost]:
    """Return the cells of the engine's answer, in its order."""
    return [as_cell(place, cell, catalogue) for place, cell in enumerate(in_order(result, "cells"))]


def in_order(result: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return a list of the engine's answer in the order in which processes follow each other."""
    order = list(PROCESSES)
    return sorted(result.get(name, []), key=lambda one: order.index(one["process"]))


def as_cell(place: int, found: dict[str, Any], catalogue: Catalogue) -> CellCost:
    """Return a cell of the engine's answer."""
    low, high = bounds_of(found)
    lines = found.get("lines", [])
    return CellCost(
        place=place,
        process=found["process"],
        process_name=catalogue.processes.get(found["process"], found["process"]),
        role=found["role"],
        sector=str(Sector(found["agency"]).label) if found["agency"] in Sector.values else found["agency"],
        amount=found.get("amount"),
        low=low,
        high=high,
        basis=found.get("hidden") or found.get("basis", ""),
        respondents=found.get("respondents"),
        lines=[] if isinstance(lines, str) else lines,
        lines_hidden=f"An activity has fewer than {FEWEST_SHOWN} respondents: its lines are hidden."
        if isinstance(lines, str)
        else "",
    )


def bounds_of(found: dict[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    """Return the interval or the range of a figure."""
    low, high = found.get("interval_95") or found.get("range") or (None, None)
    return low, high
