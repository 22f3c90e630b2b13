"""The matrix of unit costs and the tree behind each of its figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from opencaf.costing.decimals import PENNY, half_up
from opencaf.costing.models import Mode, RoleRate
from opencaf.costing.queries.unit_costs import RESAMPLES, SEED, CellCost, OwnUnitCosts
from opencaf.web.costing.showing import between, words_for_basis
from opencaf.web.shared.charts import Bar, Chart, bar_chart
from opencaf.web.shared.downloads import Download
from opencaf.web.shared.money import HIDDEN, pence, pounds

MOST_BARS = 8


@dataclass(frozen=True)
class MatrixRow:
    """One role of one sector, with its cost of a process."""

    process: str
    process_name: str
    role: str
    sector: str
    amount: str
    between: str
    basis: str
    respondents: str


@dataclass(frozen=True)
class TreeLine:
    """One activity: how often × minutes × rate, and what that rests on."""

    activity: str
    frequency: str
    minutes: str
    hourly: str
    amount: str
    rests_on: str


@dataclass(frozen=True)
class Tree:
    """One cell with its lines and the source of its rate."""

    role: str
    sector: str
    amount: str
    lines: list[TreeLine]
    hidden: str
    rate_source: str


def matrix_of(found: OwnUnitCosts) -> list[MatrixRow]:
    """Return the cells in words."""
    return [
        MatrixRow(
            cell.process,
            cell.process_name,
            cell.role,
            cell.sector,
            pounds(cell.amount),
            between(cell.low, cell.high),
            words_for_basis(cell.basis),
            "–" if cell.respondents is None else str(cell.respondents),
        )
        for cell in found.cells
    ]


def trees_of(found: OwnUnitCosts, process: str) -> list[Tree]:
    """Return how each cell of a process comes about."""
    return [tree_of(cell, found) for cell in found.cells if cell.process == process]


def tree_of(cell: CellCost, found: OwnUnitCosts) -> Tree:
    """Return how one cell comes about."""
    hidden = cell.lines_hidden if cell.amount is not None else f"Hidden: {cell.basis}."
    return Tree(
        role=cell.role,
        sector=cell.sector,
        amount=pence(cell.amount),
        lines=[line_of(line, found) for line in cell.lines],
        hidden=hidden,
        rate_source=source_of(cell.role, found.rates),
    )


def line_of(line: dict[str, Any], found: OwnUnitCosts) -> TreeLine:
    """Return a line of the tree in words."""
    code = line["activity"]
    time = line.get("time") or {}
    modes = [f"{n} × {Mode(mode).label.lower()}" for mode, n in time.get("modes", {}).items() if n]
    missing = half_up(Decimal(time.get("missing_share") or 0) * 100, Decimal(1))
    rests_on = [f"{time['respondents']} respondents"] if time else []
    rests_on += modes
    rests_on += [f"{missing}% not known"] if missing else []
    return TreeLine(
        activity=f"{code} {found.catalogue.name_of(code)}",
        frequency=f"{half_up(line['frequency'], PENNY)}",
        minutes=f"{half_up(line['minutes_when_done'], PENNY)}",
        hourly=pounds(line["hourly"]),
        amount=pence(line["amount"]),
        rests_on=", ".join(rests_on),
    )


def source_of(role: str, rates: list[RoleRate]) -> str:
    """Return where the rate of a role comes from."""
    rate = next((one for one in rates if one.role == role), None)
    if rate is None:
        return ""
    return f"Rate: {rate.price_year} prices; {rate.source}; quality {rate.quality}."


def payer_of(role: str, rates: list[RoleRate]) -> str:
    """Return who pays for a role."""
    return next((str(one.get_payer_display()) for one in rates if one.role == role), "")


def tornado_of(found: OwnUnitCosts, process: str) -> Chart | None:
    """Return what moves a process's cost most, the widest first."""
    bars = found.tornado.get(process, [])[:MOST_BARS]
    if not bars:
        return None
    return bar_chart(
        "What moves this cost most",
        [
            Bar(
                bar["input"][:1].upper() + bar["input"][1:],
                float(bar["high"] - bar["low"]),
                shown=f"{pounds(bar['low'])} to {pounds(bar['high'])}",
            )
            for bar in bars
        ],
        heads=("What is changed, by a fifth or within its 95% interval", "Cost from and to"),
    )


def file_of_unit_costs(found: OwnUnitCosts) -> Download:
    """Return the matrix to be taken away, with what it depends on."""
    return Download(
        "unit-costs",
        ("Process", "Role", "Sector", "Cost", "From", "To", "Which is", "Respondents", "Paid by"),
        [row_of_file(cell, found.rates) for cell in found.cells],
        {
            "Price year": found.price_year,
            "Carried": found.carried or "no",
            "Region": found.region,
            "Resamples": RESAMPLES,
            "Seed": SEED,
            HIDDEN: "hidden: fewer than 3 respondents, or needed to hide such a cell",
        },
        found.input_sha256,
    )


def row_of_file(cell: CellCost, rates: list[RoleRate]) -> tuple[object, ...]:
    """Return a cell as a row of a file; what is hidden is marked."""
    figures = [HIDDEN if one is None else one for one in (cell.amount, cell.low, cell.high)]
    respondents = HIDDEN if cell.amount is None or cell.respondents is None else cell.respondents
    basis, payer = words_for_basis(cell.basis), payer_of(cell.role, rates)
    return cell.process, cell.role, cell.sector, *figures, basis, respondents, payer
