"""Rounding and sharing money. All arithmetic on money is decimal and rounds only where it is shown.

Sums are kept to 28 digits. Before a sum is rounded to pence it is rounded to a millionth of a
millionth, so that thirds which add up to a whole are shown as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

PENNY = Decimal("0.01")
POUND = Decimal(1)
NEAREST = Decimal("1e-12")
ZERO = Decimal(0)


class Rounding(StrEnum):
    """How unit costs are rounded before they are multiplied."""

    EXACT = "exact"
    LEGACY_WHOLE_POUND = "legacy_whole_pound"


def half_up(value: Decimal, to: Decimal) -> Decimal:
    """Round to a step such as a penny; a half goes away from nought."""
    with localcontext(prec=200):  # room for the places of very large amounts
        return value.quantize(NEAREST, ROUND_HALF_UP).quantize(to, ROUND_HALF_UP)


def unit_cost_as_used(amount: Decimal, rounding: Rounding) -> Decimal:
    """Return a unit cost as it is multiplied: as it is, or to whole pounds as older print did."""
    return half_up(amount, POUND) if rounding is Rounding.LEGACY_WHOLE_POUND else amount


def as_decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal number of 28 digits."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def times(amount: Decimal, units: Fraction) -> Decimal:
    """Multiply an amount by a fraction, dividing last so that nothing is lost before."""
    return amount * units.numerator / units.denominator


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add amounts up."""
    return sum(amounts, ZERO)


def mean(amounts: Sequence[Decimal]) -> Decimal:
    """Return the mean of at least one amount."""
    return total(amounts) / len(amounts)


def share_remainder_to_first(amount: Decimal, parts: int) -> list[Decimal]:
    """Split an amount into equal parts of whole pence; the first part takes what is left over."""
    with localcontext(prec=200):
        each = (amount / parts).quantize(PENNY, ROUND_FLOOR)
    return [amount - each * (parts - 1), *[each] * (parts - 1)]


def share_by_largest_remainder(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Split an amount by weights into pence that add up to it; parts that lose most get a penny first.

    What is smaller than a penny goes to the first part.
    """
    whole = total(weights)
    exact = [amount * weight / whole for weight in weights]
    with localcontext(prec=200):
        parts = [part.quantize(PENNY, ROUND_FLOOR) for part in exact]
    left = amount - total(parts)
    by_loss = sorted(range(len(parts)), key=lambda index: parts[index] - exact[index])
    for index in by_loss[: int(left / PENNY)]:
        parts[index] += PENNY
    parts[0] += amount - total(parts)
    return parts


def quantile(ordered: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return a quantile of sorted values, on the line between its two neighbours."""
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
