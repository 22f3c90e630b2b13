"""The case for an electronic record: what it costs once and each year against the time it saves.

    EAC = one-off · (1 + optimism bias) as an annuity over T years
    s   = Σ (minutes before - minutes after) / 60 · rate, the saving of each CAF
    n*  = ceil((EAC + ΔF) / s); never where s is nought or less
    NPV = -one-off · (1 + bias) + Σ (n · s - ΔF) / (1 + r)^t

Flows are real, at one price base. Time saved is money only where posts go: cashable savings stand apart,
and the financial case counts nothing else. Sunk costs, transfers and value added tax are left out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from opencaf.costing.appraisal import Case
from opencaf.costing.case_tables import CaseInput, OneOff, saving_of
from opencaf.costing.decimals import total
from opencaf.costing.discounting import STANDARD, Segment, annuity_factor, discount_factor
from opencaf.costing.findings import Findings
from opencaf.costing.times import MINUTES_OF_A_DAY

MOST_BIAS = Decimal(3)  # no one-off cost is three times too low: it is a per cent
LEFT_OUT = {"sunk", "transfer_payment", "vat"}


def cost_case(given: CaseInput, findings: Findings) -> dict[str, Any]:
    """Return the result of `cost_case`."""
    segments = segments_of(given)
    check(given, segments, findings)
    findings.refuse()
    result: dict[str, Any] = {
        "discount_rates": [s.model_dump() for s in segments],
        **factor_tables(given, segments),
    }
    if given.one_off or given.ongoing or given.savings:
        result |= appraisal(given, segments)
    return result


def segments_of(given: CaseInput) -> list[Segment]:
    """Return the discount rates of all years."""
    if given.discount_rate is not None:
        return [Segment(from_year=1, rate=given.discount_rate)]
    return given.discount_segments or STANDARD


def check(given: CaseInput, segments: list[Segment], findings: Findings) -> None:
    """Refuse a case that cannot be appraised."""
    for segment in segments:
        if abs(segment.rate) > Decimal("0.5"):
            sentence = (
                f"{segment.rate} is a per cent where a proportion is expected: enter {segment.rate / 100}."
            )
            findings.add("E06", "discount_rate", sentence)
    if given.optimism_bias > MOST_BIAS:
        sentence = f"{given.optimism_bias} is a per cent where a proportion is expected: enter {given.optimism_bias / 100}."
        findings.add("E06", "optimism_bias", sentence)
    for place, line in enumerate(given.savings, 1):
        for name in ("minutes_before", "minutes_after"):
            minutes = getattr(line, name)
            if minutes > MINUTES_OF_A_DAY:
                sentence = (
                    f"{minutes} minutes of {line.activity} for one CAF are more than 24 hours: correct them."
                )
                findings.add("E01", f"savings[{place}].{name}", sentence)
    if min((s.from_year for s in segments), default=1) != 1:
        findings.add("E05", "discount_segments", "Give the discount rate from year 1 on.")
    for year in [*given.factors_for_years, *given.annuities_for_years]:
        if not 0 <= year <= 400:
            findings.add("E00", "factors_for_years", f"Enter years from 0 to 400, not {year}.")
    if not (given.one_off or given.ongoing or given.savings):
        if not given.factors_for_years and not given.annuities_for_years:
            findings.add("E00", "one_off", "Enter what it costs once and each year, and the time it saves.")
        return
    if given.flows == "nominal":
        sentence = "Enter flows at the price base: nominal flows cannot be discounted at a real rate."
        findings.add("E05", "flows", sentence)
    if given.price_base is None:
        findings.add("E18", "price_base", "Give the price year of all amounts, such as 2010/11.")
    if given.years is None:
        findings.add("E00", "years", "Enter over how many years the case is made.")
    if given.cafs_a_year is None:
        findings.add("E00", "cafs_a_year", "Enter how many CAFs a year are expected.")


def factor_tables(given: CaseInput, segments: list[Segment]) -> dict[str, Any]:
    """Return factors that were asked for by year."""
    return {
        "discount_factors": {year: discount_factor(year, segments) for year in given.factors_for_years},
        "annuity_factors": {years: annuity_factor(years, segments) for years in given.annuities_for_years},
    }


def one_off_cost(item: OneOff) -> Decimal:
    """Return what is paid once: amount, records × minutes × rate, heads × hours × rate."""
    moving = item.records * item.minutes_each / 60 * item.rate
    return item.amount + moving + item.heads * item.hours_each * item.rate


def appraisal(given: CaseInput, segments: list[Segment]) -> dict[str, Any]:
    """Return the economic case, and the financial case of cashable savings alone."""
    counted = [item for item in given.one_off if item.kind not in LEFT_OUT]
    once = total(one_off_cost(item) for item in counted) * (1 + given.optimism_bias)
    before, after = total(line.before for line in given.ongoing), total(line.after for line in given.ongoing)
    cashable = total(saving_of(line) for line in given.savings if line.cashable)
    saved = total(saving_of(line) for line in given.savings)
    return {
        "price_base": given.price_base,
        "one_off": [{"name": item.name, "amount": one_off_cost(item)} for item in counted],
        "left_out": [
            {"name": item.name, "kind": item.kind} for item in given.one_off if item.kind in LEFT_OUT
        ],
        "one_off_with_bias": once,
        "ongoing_before": before,
        "ongoing_after": after,
        "ongoing_difference": after - before,
        "saving_per_caf": saved,
        "saving_per_caf_cashable": cashable,
        "saving_per_caf_not_cashable": saved - cashable,
        "savings": [
            {"activity": s.activity, "role": s.role, "saving": saving_of(s), "cashable": s.cashable}
            for s in given.savings
        ],
        "economic_case": Case(given, segments, once, after - before, given.savings).result(),
        "financial_case": Case(
            given, segments, once, after - before, [s for s in given.savings if s.cashable]
        ).result(),
        "notes": notes(once, after - before),
    }


def notes(once: Decimal, difference: Decimal) -> list[str]:
    """Return what a reader should weigh."""
    said = ["Time saved is not money saved unless posts go: see the financial case."]
    if once and not Decimal("0.15") <= difference / once <= Decimal("0.30"):
        said.append(
            "Running public systems usually costs 15% to 30% of building them a year (a rule of thumb)."
        )
    return said
