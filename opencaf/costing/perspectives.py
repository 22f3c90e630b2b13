"""Whose money counts in a cost."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum


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
