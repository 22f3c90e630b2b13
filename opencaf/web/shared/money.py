"""Money as pages show it."""

from __future__ import annotations

from decimal import Decimal

from opencaf.costing.decimals import PENNY, POUND, half_up

HIDDEN = "c"


def pounds(amount: Decimal | None, to: Decimal = POUND) -> str:
    """Return an amount as it is read: £1,738, or £1,738.31; c where it is hidden."""
    if amount is None:
        return HIDDEN
    shown = half_up(amount, to)
    return f"−£{-shown:,}" if shown < 0 else f"£{shown:,}"


def pence(amount: Decimal | None) -> str:
    """Return an amount to the penny."""
    return pounds(amount, PENNY)
