"""What a threshold is expected to do: how many links are right, and how many of the right ones are made.

Every combination of levels is reckoned with its chance among records of one child, and among records of two,
as if things agreed or differed independently of each other; how rare names are is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from opencaf.linkage.comparisons import COMPARISONS
from opencaf.linkage.model import Model, bits_of

THRESHOLDS = (0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999)
STEPS_OF_A_BIT = 20


@dataclass(frozen=True)
class Expected:
    """From a probability on: the share of links that is right, and the share of right ones that is made."""

    threshold: float
    precision: float
    recall: float


def expected(
    model: Model, *, size: int, known: Mapping[str, float], thresholds: Sequence[float] = THRESHOLDS
) -> list[Expected]:
    """Return what each threshold does between two registers of a size.

    known: of each comparison, the share of pairs in which both sides say something.
    """
    bits, of_one, of_two = distributions(model, known)
    prior = model.prior(size)
    weights = bits / STEPS_OF_A_BIT + log2(prior / (1 - prior))
    found = []
    for threshold in thresholds:
        above = weights >= bits_of(threshold)
        right, wrong = prior * of_one[above].sum(), (1 - prior) * of_two[above].sum()
        precision = right / (right + wrong) if right + wrong else 1.0
        found.append(Expected(threshold, float(precision), float(of_one[above].sum())))
    return found


def distributions(model: Model, known: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return sums of bits, in steps, with their chance for one child and for two."""
    sums: dict[int, tuple[float, float]] = {0: (1.0, 1.0)}
    for comparison in COMPARISONS:
        share = min(1.0, max(0.0, known.get(comparison.name, 1.0)))
        choices = [(0, 1 - share, 1 - share)] if share < 1 else []
        together = sum(other for _, other in model.chances[comparison.name].values())
        for level in comparison.codes:
            step = round(STEPS_OF_A_BIT * model.bits(comparison.name, level))
            same, other = model.chances[comparison.name][level]
            choices.append((step, share * same, share * other / together))
        sums = spread(sums, choices)
    at = sorted(sums)
    return np.array(at, dtype=float), *np.array([sums[one] for one in at]).T


def spread(
    sums: Mapping[int, tuple[float, float]], choices: Sequence[tuple[int, float, float]]
) -> dict[int, tuple[float, float]]:
    """Return sums after one more comparison, each of whose levels adds its bits."""
    found: dict[int, tuple[float, float]] = {}
    for at, (one, two) in sums.items():
        for step, same, other in choices:
            before = found.get(at + step, (0.0, 0.0))
            found[at + step] = (before[0] + one * same, before[1] + two * other)
    return found


def shares_known(columns: Mapping[str, float]) -> dict[str, float]:
    """Return, of each comparison, the share of pairs that both sides say something in."""
    return {comparison.name: columns.get(comparison.name, 0.0) ** 2 for comparison in COMPARISONS}
