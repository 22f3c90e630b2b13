"""What later money is worth today: discount factors by segments of years, and annuities."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final

from opencaf.costing.decimals import total
from opencaf.costing.tables import Number, Table, told

SOURCE: Final = "HM Treasury, The Green Book: social time preference rate, real"


class Segment(Table):
    """A rate from one year on."""

    from_year: Annotated[int, told("first year counted from today; the first is 1", "years", ge=1)]
    rate: Annotated[Number, told("discount rate in these years", "proportion a year")]


STANDARD: Final = [
    Segment(from_year=1, rate=Decimal("0.035")),
    Segment(from_year=31, rate=Decimal("0.03")),
    Segment(from_year=76, rate=Decimal("0.025")),
    Segment(from_year=126, rate=Decimal("0.02")),
    Segment(from_year=201, rate=Decimal("0.015")),
    Segment(from_year=301, rate=Decimal("0.01")),
]


def rate_in(year: int, segments: list[Segment]) -> Decimal:
    """Return the rate of one year."""
    return max((s for s in segments if s.from_year <= year), key=lambda s: s.from_year).rate


def discount_factor(year: int, segments: list[Segment]) -> Decimal:
    """Return what £1 after some years is worth; each year is discounted at its own segment's rate."""
    factor = Decimal(1)
    for passed in range(1, year + 1):
        factor /= 1 + rate_in(passed, segments)
    return factor


def annuity_factor(years: int, segments: list[Segment]) -> Decimal:
    """Return what £1 a year for some years is worth: (1 - (1 + r)^-n) / r where the rate is one."""
    return total(discount_factor(year, segments) for year in range(1, years + 1))


def annuity(value: Decimal, rate: Decimal, years: int) -> Decimal:
    """Return the yearly payment that is worth a value: value · r / (1 - (1 + r)^-n)."""
    if rate == 0:
        return value / years
    return value * rate / (1 - (1 + rate) ** -years)
