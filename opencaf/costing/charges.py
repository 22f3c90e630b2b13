"""Amounts charged to children, before anybody adds them up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from opencaf.costing.decimals import (
    PENNY,
    half_up,
)

UNDATED = ""


@dataclass(frozen=True)
class Charge:
    """One amount for one child: what for, when, by whom, and whose money it is."""

    child: str
    process: str
    month: str
    role: str
    agency: str
    amount: Decimal
    units: Fraction
    unit_cost: Decimal
    payers: dict[str, Decimal] = field(default_factory=dict)
    is_estimated: bool = False
    standard_error: Decimal = Decimal(0)


@dataclass
class Costed:
    """All charges, the ledger of services apart, and what could not be costed."""

    children: list[str]
    charges: list[Charge] = field(default_factory=list)
    services: list[Charge] = field(default_factory=list)
    undated: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    price_year: str = ""

    @cached_property
    def of_child(self) -> dict[str, list[Charge]]:
        """Each child's charges, once all are made."""
        found: dict[str, list[Charge]] = defaultdict(list)
        for charge in self.charges:
            found[charge.child].append(charge)
        return found

    @cached_property
    def services_of_child(self) -> dict[str, list[Charge]]:
        """Each child's services, once all are entered."""
        found: dict[str, list[Charge]] = defaultdict(list)
        for charge in self.services:
            found[charge.child].append(charge)
        return found


def shown(amount: Decimal) -> Decimal:
    """Return an amount as it is shown."""
    return half_up(amount, PENNY)
