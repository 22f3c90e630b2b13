"""Whether parts give the headline that a source prints, and what a printed product leaves open.

Two ways of rounding. Exact: nothing is rounded before the total. Legacy: a unit cost that has to be
worked out (3 for £412) is rounded to £1 before it is multiplied, a price as printed for one unit is not,
and each part is rounded to £1 before parts are added.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from opencaf.costing.decimals import POUND, Rounding, half_up, total, unit_cost_as_used
from opencaf.costing.findings import Findings
from opencaf.costing.tables import Number, Table, told

DAYS_OF_A_WEEK = Decimal(7)
NEARLY = Decimal("0.01")


class Part(Table):
    """A part of a headline: a price times a quantity, or an amount as it stands."""

    name: Annotated[str, told("what it is", min_length=1)]
    price: Annotated[Number, told("price of so many units as for_units says; or the amount", "£")]
    unit: Annotated[str, told("what the price is of: each, day, week, month, year")] = ""
    for_units: Annotated[Number, told("how many units the price buys: 3 for £412 is 3", "units")] = Decimal(1)
    quantity: Annotated[Number, told("how many units", "the unit")] = Decimal(1)
    quantity_unit: Annotated[str, told("what is counted; where given, the same as the unit")] = ""
    plus: Annotated[Number, told("an amount besides", "£")] = Decimal(0)
    printed: Annotated[Number | None, told("the part as printed", "£")] = None


class Headline(Table):
    """A printed total."""

    name: Annotated[str, told("what it is")] = "headline"
    amount: Annotated[Number, told("as printed", "£")]


class Product(Table):
    """A printed product of hours and a rate that is not printed."""

    name: Annotated[str, told("what it is")]
    hours: Annotated[Number, told("hours", "hours")]
    printed: Annotated[Number, told("the product as printed", "£")]
    printed_to: Annotated[Number, told("step to which it is printed", "£", gt=0)] = Decimal(1)
    rate: Annotated[Number | None, told("a rate to try", "£ an hour")] = None


class ReconcileInput(Table):
    """Input of `reconcile`."""

    headline: Annotated[Headline | None, told("the total that parts should give")] = None
    parts: Annotated[list[Part], told("the parts")] = []
    products: Annotated[list[Product], told("printed products: which rates can have given them")] = []
    tolerance: Annotated[Number, told("how far parts may be from what is printed", "£", ge=0)] = Decimal(1)
    rounding: Annotated[Rounding, told("exact, or as older print did")] = Rounding.EXACT


def reconciled(given: ReconcileInput, findings: Findings) -> dict[str, Any]:
    """Return the result of `reconcile`."""
    check(given, findings)
    findings.refuse()
    amounts = [part_amount(part, given.rounding) for part in given.parts]
    for place, (part, amount) in enumerate(zip(given.parts, amounts, strict=True), 1):
        check_printed(part, amount, f"parts[{place}].printed", given.tolerance, findings)
    whole = total(amounts)
    check_headline(given, whole, findings)
    products = [product_result(product, place, findings) for place, product in enumerate(given.products, 1)]
    findings.refuse()
    return {
        "rounding": given.rounding,
        "parts": [
            {"name": part.name, "amount": amount, "shown": half_up(amount, POUND)}
            for part, amount in zip(given.parts, amounts, strict=True)
        ],
        "total": whole,
        "shown": half_up(whole, POUND),
        **headline_result(given.headline, whole),
        **({"products": products} if products else {}),
    }


def check(given: ReconcileInput, findings: Findings) -> None:
    """Refuse parts that cannot be worked out."""
    if not given.parts and not given.products:
        findings.add("E00", "parts", "Enter the parts of the headline, or a product.")
    for place, part in enumerate(given.parts, 1):
        if part.for_units <= 0:
            sentence = f"The price of {part.name} is for {part.for_units} units, which cannot be divided by: enter 1 or more."
            findings.add("E19", f"parts[{place}].for_units", sentence)
        if part.quantity != 1 and part.quantity_unit and part.unit != part.quantity_unit:
            sentence = (
                f"{part.name} counts {part.quantity} by the {part.quantity_unit}, but £{part.price} is by the "
                f"{part.unit or 'unit that is not given'}: enter both in one unit."
            )
            findings.add("E15", f"parts[{place}].unit", sentence)
    for place, product in enumerate(given.products, 1):
        if product.hours <= 0:
            sentence = (
                f"{product.name} has {product.hours} hours, which cannot be divided by: enter more than 0."
            )
            findings.add("E19", f"products[{place}].hours", sentence)


def part_amount(part: Part, rounding: Rounding) -> Decimal:
    """Return what a part comes to."""
    unit_cost = part.price / part.for_units
    if part.for_units != 1:
        unit_cost = unit_cost_as_used(unit_cost, rounding)
    return unit_cost_as_used(unit_cost * part.quantity + part.plus, rounding)


def check_printed(part: Part, amount: Decimal, where: str, tolerance: Decimal, findings: Findings) -> None:
    """Refuse a part that is not what is printed; say so where a week was taken for a day."""
    if part.printed is None or abs(amount - part.printed) <= tolerance:
        return
    for words, factor in [
        ("a week's price entered as a day's", DAYS_OF_A_WEEK),
        ("a day's price entered as a week's", 1 / DAYS_OF_A_WEEK),
    ]:
        if part.printed and abs(amount / (part.printed * factor) - 1) < NEARLY:
            sentence = f"{part.name} comes to £{amount:,}, {factor:.3g} times the £{part.printed:,} printed: it looks like {words}."
            findings.add("E15", where, sentence)
            return
    sentence = f"{part.name} comes to £{half_up(amount, Decimal('0.01')):,} but £{part.printed:,} is printed: correct its price or quantity."
    findings.add("E16", where, sentence)


def check_headline(given: ReconcileInput, whole: Decimal, findings: Findings) -> None:
    """Refuse parts that do not add up to the headline."""
    if given.headline is None or not given.parts:
        return
    difference = whole - given.headline.amount
    if abs(difference) > given.tolerance:
        words = "more" if difference > 0 else "less"
        sentence = (
            f"The parts add up to £{half_up(whole, Decimal('0.01')):,}, £{half_up(abs(difference), Decimal('0.01')):,} {words} "
            f"than the {given.headline.name} of £{given.headline.amount:,}: look for a part that is missing, doubled or wrong."
        )
        findings.add("E16", "headline", sentence)


def headline_result(headline: Headline | None, whole: Decimal) -> dict[str, Any]:
    """Return how far the parts are from the headline."""
    if headline is None:
        return {}
    return {"headline": headline.amount, "difference": whole - headline.amount, "agrees": True}


def product_result(product: Product, place: int, findings: Findings) -> dict[str, Any]:
    """Return between which rates a printed product lies, and what a rate to try gives."""
    half = product.printed_to / 2
    low, high = (product.printed - half) / product.hours, (product.printed + half) / product.hours
    result: dict[str, Any] = {"name": product.name, "rate_from": low, "rate_to": high}
    if product.rate is None:
        return result
    made = product.hours * product.rate
    if half_up(made, product.printed_to) != product.printed:
        sentence = (
            f"{product.hours} hours at £{product.rate} are £{made:,}, not the £{product.printed:,} printed for "
            f"{product.name}: the rate lies between £{half_up(low, Decimal('0.0001'))} and £{half_up(high, Decimal('0.0001'))}."
        )
        findings.add("E16", f"products[{place}].rate", sentence)
    return {**result, "rate": product.rate, "product": made, "shown": half_up(made, product.printed_to)}
