"""Costs as pages show them: amounts in words, charts with their tables, findings as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from opencaf.agencies.models import Sector
from opencaf.costing.cost_sheets import Sheet
from opencaf.costing.findings import MEANINGS, Finding
from opencaf.costing.queries.case_cost import PartCost
from opencaf.costing.queries.catalogue import Catalogue
from opencaf.costing.queries.unit_costs import UnitCost
from opencaf.web.shared.charts import Bar, Cell, Chart, Row, bar_chart
from opencaf.web.shared.money import pence, pounds

BETWEEN_WORDS = re.compile(r" / (\w+)")


@dataclass(frozen=True)
class Notice:
    """A finding for somebody who reads the page."""

    code: str
    meaning: str
    sentence: str


def between(low: Decimal | None, high: Decimal | None) -> str:
    """Return a range in words; nothing where there is none."""
    return "" if low is None or high is None else f"{pounds(low)} to {pounds(high)}"


def notices(findings: Iterable[Finding]) -> list[Notice]:
    """Return findings as sentences, each once."""
    said = {(one.code, one.sentence): one for one in findings}
    return [Notice(one.code, MEANINGS.get(one.code, ""), in_words(one.sentence)) for one in said.values()]


def in_words(sentence: str) -> str:
    """Return a sentence of the engine, which names sectors by their codes, as people say it."""
    labels = dict(Sector.choices)
    return BETWEEN_WORDS.sub(
        lambda code: f" in {labels[code[1]]}" if code[1] in labels else code[0], sentence
    )


def chart_of_unit_costs(title: str, costs: Sequence[UnitCost], hrefs: dict[str, str]) -> Chart:
    """Return a bar for each process, its table with range and respondents."""
    bars = [
        Bar(one.name, None if one.amount is None else float(one.amount), shown=pounds(one.amount))
        for one in costs
    ]
    drawn = bar_chart(title, bars, heads=("Process", "Cost"))
    rows = tuple(
        Row(
            one.name,
            (
                Cell(pounds(one.amount), hrefs.get(one.process, "")),
                Cell(one.unit),
                Cell(between(one.low, one.high) or "–"),
                Cell(words_for_basis(one.basis)),
                Cell("–" if one.respondents is None else str(one.respondents)),
            ),
        )
        for one in costs
    )
    heads = ("Process", "Cost", "For", "From and to", "Which is", "Respondents")
    return Chart(drawn.title, drawn.sentence, drawn.svg, heads, rows)


def words_for_basis(basis: str) -> str:
    """Return what a range is, in words."""
    known = {
        "interval": "95% interval",
        "indicative": "Lowest and highest: indicative",
        "entered without records": "Entered",
    }
    return known.get(basis, "Hidden" if basis.startswith("fewer") else basis.capitalize())


def chart_of_parts(title: str, parts: Sequence[PartCost], head: str, sentence: str = "") -> Chart:
    """Return a bar for each part of a cost."""
    bars = [Bar(part.words, float(part.amount), shown=pence(part.amount)) for part in parts]
    return bar_chart(title, bars, heads=(head, "Cost"), sentence=sentence)


def six_numbers(sheet: Sheet, region: str, catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the lines of a sheet that hold for everybody of a region, in words."""
    return [
        {
            "name": catalogue.processes.get(line.process, line.process),
            "amount": pounds(line.amount),
            "unit": "a month" if line.unit == "month" else "each",
            "note": line.note,
        }
        for line in sheet.lines
        if line.region in (None, region) and not line.role and not line.agency
    ]


def six_months_with(reviews: int) -> str:
    """Return what of six months is counted, in words."""
    number = {0: "no review", 1: "one review"}.get(reviews, f"{reviews} reviews")
    return f"six months with {number}"


def amounts_of(costs: Iterable[UnitCost]) -> dict[str, Decimal]:
    """Return the unit costs that are shown, by process."""
    return {one.process: one.amount for one in costs if one.amount is not None}


def amounts_of_sheet(sheet: Sheet, region: str) -> dict[str, Decimal]:
    """Return a sheet's unit costs for everybody of a region, by process."""
    return {
        line.process: line.amount
        for line in sheet.lines
        if line.region in (None, region) and not line.role and not line.agency
    }
