"""How two days of birth, each known to the day, the month or not at all, fit each other."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from opencaf.core.partial_dates import PartialDate
from opencaf.people.date_likeness import compared_days


@lru_cache(maxsize=20_000)
def fits_of_days(one: str, other: str) -> str:
    """Return same, near (a slip of the pen apart), unknown, or other."""
    if not one or not other:
        return "unknown"
    if one == other and len(one) == 10:
        return "same"
    if len(one) < 10 or len(other) < 10:
        shorter = min(len(one), len(other))
        return "unknown" if one[:shorter] == other[:shorter] else "other"
    bits, _ = compared_days(dt.date.fromisoformat(one), PartialDate(dt.date.fromisoformat(other)))
    return "near" if bits > 0 else "other"
