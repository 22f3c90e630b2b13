"""Whose money counts in a cost, and who pays which part of it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

NOT_STATED = "not stated"
SHARES_TO = Decimal("0.000001")


class Perspective(StrEnum):
    """Whose money counts."""

    LOCAL_AUTHORITY = "local_authority"
    ALL_PUBLIC = "all_public"
    PUBLIC_AND_VOLUNTARY = "public_and_voluntary"
    SOCIETY = "society"


PAYERS_OF: dict[Perspective, frozenset[str]] = {
    Perspective.LOCAL_AUTHORITY: frozenset({"local_authority"}),
    Perspective.ALL_PUBLIC: frozenset({"local_authority", "other_public"}),
    Perspective.PUBLIC_AND_VOLUNTARY: frozenset({"local_authority", "other_public", "voluntary"}),
    Perspective.SOCIETY: frozenset({"local_authority", "other_public", "voluntary", "private", "family"}),
}


def share_counted(payers: dict[str, Decimal], perspective: Perspective | None) -> Decimal:
    """Return which share of a cost counts for a perspective."""
    if perspective is None:
        return Decimal(1)
    return sum((share for payer, share in payers.items() if payer in PAYERS_OF[perspective]), Decimal(0))


def counted_for(paid: dict[str, Decimal], perspective: Perspective) -> Decimal:
    """Return what counts for a perspective of amounts by payer; what nobody is known to pay does not."""
    return sum((amount for payer, amount in paid.items() if payer in PAYERS_OF[perspective]), Decimal(0))


def shares_of(paid: dict[str, Decimal]) -> dict[str, Decimal]:
    """Return which share each pays, adding up to 1; nothing where a payer is not known."""
    whole = sum(paid.values(), Decimal(0))
    if not whole or NOT_STATED in paid:
        return {}
    shares = {payer: (amount / whole).quantize(SHARES_TO) for payer, amount in paid.items()}
    largest = max(shares, key=lambda payer: shares[payer])
    return {**shares, largest: shares[largest] + 1 - sum(shares.values(), Decimal(0))}
