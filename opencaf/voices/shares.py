"""A share with its interval after Wilson: how far the few who answered can speak for all who might have."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z = 1.959963984540054  # 95 in 100


@dataclass(frozen=True)
class Share:
    """How many of how many, and between which shares the true one lies, 95 times in 100."""

    good: int
    all: int
    low: float
    high: float

    @property
    def words(self) -> str:
        """The share in per cent with its interval."""
        return f"{percent(self.good / self.all)} % ({percent(self.low)} to {percent(self.high)})"


def percent(part: float) -> int:
    """Return a part of one in whole per cent, a half up."""
    return math.floor(part * 100 + 0.5)


def share_of(good: int, of: int) -> Share:
    """Return a share with its interval; of at least one."""
    if not 0 <= good <= of or of < 1:
        raise ValueError(f"{good} of {of} is no share")
    part, square = good / of, Z * Z
    middle = part + square / (2 * of)
    wide = Z * math.sqrt(part * (1 - part) / of + square / (4 * of * of))
    low, high = ((middle + side * wide) / (1 + square / of) for side in (-1, 1))
    return Share(good, of, max(0.0, low) if good else 0.0, min(1.0, high) if good < of else 1.0)
