"""What `cost_child` answers: each child with its months and payers, groups, series that add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from opencaf.core.hiding import is_small
from opencaf.costing.calendar_months import financial_year_of_month
from opencaf.costing.charges import UNDATED, Charge, Costed, shown
from opencaf.costing.child_cost import cost_children
from opencaf.costing.cost_sheets import PUBLISHED_HIGH, PUBLISHED_LOW, PUBLISHED_YEAR
from opencaf.costing.decimals import POUND, as_decimal, half_up, share_by_largest_remainder, total
from opencaf.costing.findings import Findings
from opencaf.costing.groups import HIDDEN, authority_total, group_tables
from opencaf.costing.journeys import CostInput
from opencaf.costing.perspectives import NOT_STATED
from opencaf.costing.uprating import factor, years_between

SIX_MONTHS = Decimal(6)


def cost_report(given: CostInput, findings: Findings) -> dict[str, Any]:
    """Return the result of `cost_child`."""
    if not (given.events or given.counts or given.services or given.lead_spells):
        findings.add("E00", "events", "Enter at least one event, count or service.")
        findings.refuse()
    if given.window_from and given.window_to and given.window_from >= given.window_to:
        sentence = (
            f"The window ends on {given.window_to}, not after {given.window_from}: correct one of the days."
        )
        findings.add("E00", "window_to", sentence)
        findings.refuse()
    costed = cost_children(given, findings)
    for child in costed.children:
        check_published_range(child, costed, given, findings)
    return {
        **parameters(given, costed),
        **({"children": child_results(costed, given)} if given.show_children else {}),
        **(
            series(costed, given)
            if given.show_children or not is_small(len(costed.children))
            else {"hidden": HIDDEN}
        ),
        **group_results(costed, given),
        **unpriced(costed),
    }


def parameters(given: CostInput, costed: Costed) -> dict[str, Any]:
    """Return what the figures depend on."""
    return {
        "sheet": given.sheet if isinstance(given.sheet, str) else given.sheet.name,
        "region": given.region,
        "price_year": costed.price_year,
        "perspective": given.perspective or "everybody the sheet holds",
        "proration": given.proration,
        "rounding": given.rounding,
        "window": [given.window_from, given.window_to],
        "seed": given.seed,
    }


def child_results(costed: Costed, given: CostInput) -> list[dict[str, Any]]:
    """Return each child's cost."""
    overheads = overhead_shares(costed, given)
    return [
        {**child_result(child, costed), **({"scheme_overhead": overheads[child]} if overheads else {})}
        for child in costed.children
    ]


def child_result(child: str, costed: Costed) -> dict[str, Any]:
    """Return one child's cost, by process, month, year, role, agency and payer."""
    charges = costed.of_child.get(child, [])
    services = costed.services_of_child.get(child, [])
    whole, delivered = amount_of(charges), amount_of(services)
    return {
        "child": child,
        "total": whole,
        "shown": {"pounds": half_up(whole, POUND), "pence": shown(whole)},
        "months_of_support": months_of_support(child, costed),
        "by_process": [
            {"process": process, "units": as_decimal(units), "amount": amount}
            for process, (units, amount) in sorted(by_process(charges).items())
        ],
        "by_month": added_up(dated(charges), lambda charge: charge.month),
        "by_financial_year": added_up(dated(charges), lambda charge: financial_year_of_month(charge.month)),
        "undated": amount_of(charge for charge in charges if charge.month == UNDATED),
        "by_role": added_up(charges, lambda charge: charge.role or NOT_STATED),
        "by_agency": added_up(charges, lambda charge: charge.agency or NOT_STATED),
        "by_payer": by_payer(charges),
        "estimated": amount_of(charge for charge in charges if charge.is_estimated),
        "services_delivered": delivered,
        "total_with_services": whole + delivered,
    }


def series(costed: Costed, given: CostInput) -> dict[str, Any]:
    """Return totals of all children, by month and year; the series adds up to the total."""
    whole = amount_of(costed.charges)
    return {
        "total": whole,
        "shown": {"pounds": half_up(whole, POUND), "pence": shown(whole)},
        "note": "Totals are rounded from exact totals; rounded parts may add up to a little more or less.",
        "by_process": added_up(costed.charges, lambda charge: charge.process),
        "by_month": added_up(dated(costed.charges), lambda charge: charge.month),
        "by_financial_year": added_up(
            dated(costed.charges), lambda charge: financial_year_of_month(charge.month)
        ),
        "undated": amount_of(charge for charge in costed.charges if charge.month == UNDATED),
        "by_payer": by_payer(costed.charges),
        "services_delivered": amount_of(costed.services),
        **({"scheme_overhead": given.scheme_overhead.amount} if given.scheme_overhead else {}),
    }


def group_results(costed: Costed, given: CostInput) -> dict[str, Any]:
    """Return groups and the authority's total, where they were asked for."""
    results: dict[str, Any] = {}
    if given.group_by:
        facts = {fact.child: fact.groups for fact in given.children}
        results["groups"] = group_tables(costed, facts, given.group_by, given.seed)
    if given.population is not None:
        totals = added_up(costed.charges, lambda charge: charge.child)
        each = [totals.get(child, Decimal(0)) for child in costed.children]
        results["authority"] = authority_total(each, given.population)
    return results


def unpriced(costed: Costed) -> dict[str, Any]:
    """Return what could not be costed, for want of a day."""
    return {"without_a_day": dict(sorted(costed.undated.items()))}


def overhead_shares(costed: Costed, given: CostInput) -> dict[str, Decimal]:
    """Return each child's share of the scheme's overhead, to the penny."""
    if given.scheme_overhead is None:
        return {}
    weights = dict.fromkeys(costed.children, Decimal(1))
    if given.scheme_overhead.by == "month":
        weights = {child: months_of_support(child, costed) for child in costed.children}
    if total(weights.values()) == 0:
        weights = dict.fromkeys(costed.children, Decimal(1))
    shares = share_by_largest_remainder(given.scheme_overhead.amount, list(weights.values()))
    return dict(zip(weights, shares, strict=True))


def check_published_range(child: str, costed: Costed, given: CostInput, findings: Findings) -> None:
    """Point out a CAF with support that cost less or more than any published one.

    The range is for six months: a longer CAF is compared by what it cost per six months.
    """
    charges = costed.of_child.get(child, [])
    months = months_of_support(child, costed)
    is_cut = given.window_from is not None or given.window_to is not None
    if not months or is_cut or given.perspective is not None:
        return
    carried = carried_from_published_year(costed.price_year, given, findings)
    compared = amount_of(charges) / max(months, SIX_MONTHS) * SIX_MONTHS / carried
    if not PUBLISHED_LOW <= compared <= PUBLISHED_HIGH:
        sentence = (
            f"£{half_up(compared, POUND)} for six months lies outside £{PUBLISHED_LOW} to £{PUBLISHED_HIGH:,}, the published "
            f"range at {PUBLISHED_YEAR} prices: look for events that are missing or entered twice."
        )
        findings.add("W04", child, sentence)


def carried_from_published_year(price_year: str, given: CostInput, findings: Findings) -> Decimal:
    """Return how much dearer prices are than in the published year, as far as an index tells."""
    if given.index is None or not price_year:
        return Decimal(1)
    known = {rate.year for rate in given.index.rates}
    if not known.issuperset(years_between(PUBLISHED_YEAR, price_year)):
        return Decimal(1)
    return factor(given.index, PUBLISHED_YEAR, price_year, findings)


def months_of_support(child: str, costed: Costed) -> Decimal:
    """Return a child's months of support."""
    ours = costed.of_child.get(child, [])
    return as_decimal(sum((c.units for c in ours if c.process == "ongoing_support"), Fraction(0)))


def by_process(charges: Iterable[Charge]) -> dict[str, tuple[Any, Decimal]]:
    """Return units and amount of each process."""
    found: dict[str, tuple[Any, Decimal]] = {}
    for charge in charges:
        units, amount = found.get(charge.process, (0, Decimal(0)))
        found[charge.process] = units + charge.units, amount + charge.amount
    return found


def by_payer(charges: Iterable[Charge]) -> dict[str, Decimal]:
    """Return who paid what; what a sheet does not tell stands under its own name."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for charge in charges:
        if not charge.payers:
            found[NOT_STATED] += charge.amount
        for payer, share in charge.payers.items():
            found[payer] += charge.amount * share
    return dict(sorted(found.items()))


def added_up(charges: Iterable[Charge], key: Callable[[Charge], str]) -> dict[str, Decimal]:
    """Return amounts by something, in its order."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for charge in charges:
        found[key(charge)] += charge.amount
    return dict(sorted(found.items()))


def dated(charges: Iterable[Charge]) -> list[Charge]:
    """Return charges of a known month."""
    return [charge for charge in charges if charge.month != UNDATED]


def amount_of(charges: Iterable[Charge]) -> Decimal:
    """Return what charges add up to."""
    return total(charge.amount for charge in charges)
