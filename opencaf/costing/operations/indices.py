"""Entering a price index of one's own, and going back to the one that ships."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.costing.findings import Finding, Findings, RefusedError
from opencaf.costing.indices import check_own_index, index_of
from opencaf.costing.models import PriceIndex
from opencaf.costing.permissions import can_set_costs
from opencaf.costing.uprating import Index

MOST_YEARS = 80
LINE = re.compile(
    r"(\d{4})/(\d{2})[\s,;:]+(-?\d{1,4}(?:\.\d{1,8})?)\s*%?(?:[\s,;]+(forecast))?", re.IGNORECASE
)


@dataclass(frozen=True)
class RateOfYear:
    """By how much prices rose to a year, as a text, and whether that is a forecast."""

    year: str
    rate: str
    is_forecast: bool


def read_rates(text: str) -> list[RateOfYear]:
    """Return the rates of a text with a line for each year in order, or refuse it naming each line."""
    sentences: list[str] = []
    found: dict[str, RateOfYear] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            one = read_rate(line)
            if one.year in found:
                raise ValueError(f"{one.year} has a rate already: enter each year once")
            found[one.year] = one
        except ValueError as fault:
            sentences.append(f"Line {number}: {fault}")
    if len(found) > MOST_YEARS:
        sentences.append(f"Enter {MOST_YEARS} years or fewer")
    if sentences:
        raise ValidationError({"rates": sentences})
    if not found:
        raise ValidationError({"rates": "Enter a year and its rate, one year a line"})
    return [found[year] for year in sorted(found)]


def read_rate(line: str) -> RateOfYear:
    """Return one year's rate; raises ValueError with what to do."""
    match = LINE.fullmatch(line.strip())
    if match is None:
        raise ValueError(
            "enter a year and its rate, such as 2024/25 3.9, with the word forecast where it is one"
        )
    first, last, rate, forecast = match.groups()
    if int(last) != (int(first) + 1) % 100:
        raise ValueError(f"{first}/{last} is no financial year: enter one like 2024/25")
    return RateOfYear(f"{first}/{last}", rate, bool(forecast))


@all_or_nothing
def set_index(
    *,
    name: str,
    vintage: str,
    source: str,
    unit: str,
    rates: str,
    unit_checked: bool = False,
    by: Practitioner,
) -> PriceIndex:
    """Enter a price index, all rates of one edition, a year a line; an earlier one is kept as replaced.

    unit_checked: unusual rates were looked at, and the unit is right.
    """
    require(can_set_costs(by))
    lines = read_rates(rates)
    texts = {one.year: one.rate for one in lines}
    forecasts = [one.year for one in lines if one.is_forecast]
    refuse_what_carries_nothing(index_of(name, vintage, unit, texts, forecasts, unit_checked=unit_checked))
    in_use(by).update(replaced_at=clock.now())
    made = PriceIndex.record(
        by=by,
        name=name,
        vintage=vintage,
        source=source,
        unit=unit,
        rates=texts,
        forecasts=forecasts,
    )
    trail.record("index_set", subject_kind="costing", subject_id=made.id, years=len(texts))
    return made


def in_use(by: Practitioner) -> QuerySet[PriceIndex]:
    """The index of one's own that is in use."""
    return PriceIndex.objects.select_for_update().filter(authority_id=by.authority_id, replaced_at=None)


def refuse_what_carries_nothing(index: Index) -> None:
    """Raise ValidationError with each sentence of the engine about an index."""
    findings = Findings()
    try:
        check_own_index(index, findings)
    except RefusedError as refused:
        findings.found += refused.findings
    if findings.errors:
        raise ValidationError({"rates": [as_page_says(error) for error in findings.errors]})


def as_page_says(error: Finding) -> str:
    """Return a sentence of the engine in the words of the form, which asks by a tick."""
    by_tick = error.sentence.replace("set unit_checked to true if", "tick the box below the rates if")
    return f"{error.code}: {by_tick}"


@all_or_nothing
def end_index(*, by: Practitioner) -> None:
    """Go back to the index that ships; one's own stays on record."""
    require(can_set_costs(by))
    if not in_use(by).update(replaced_at=clock.now()):
        raise ValidationError("The index that ships is in use already")
    trail.record("index_ended", subject_kind="costing")
