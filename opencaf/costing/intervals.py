"""How sure a cell's cost is: respondents resampled as clusters, and the delta method beside it.

A cell adds up terms: a coefficient (rate / 60) times an activity's mean time over respondents. The
point is decimal; intervals are statistics and binary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from opencaf.costing.decimals import half_up

RESAMPLES = 5_000
FEWEST_SHOWN, FEWEST_FOR_AN_INTERVAL = 3, 8
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Term:
    """One activity of one role: a coefficient, and what each respondent adds above and below the line."""

    stratum: str
    coefficient: Decimal
    per_respondent: dict[str, tuple[Decimal, Decimal]]


@dataclass(frozen=True)
class Spread:
    """A standard error two ways, and the middle 95% of resamples."""

    delta_error: Decimal
    bootstrap_error: Decimal
    low: Decimal
    high: Decimal


def spread(
    terms: Sequence[Term], *, seed: int, resamples: int = RESAMPLES, corrected: bool = False
) -> Spread:
    """Return the spread of a sum of terms; respondents are drawn within their role.

    Corrected bounds are those of BCa: moved for bias and for a spread that changes with the cost.
    """
    generator = np.random.default_rng(seed)
    draws = np.zeros(resamples)
    variance, skew, observed = 0.0, 0.0, 0.0
    for stratum in sorted({term.stratum for term in terms}):
        inside = [term for term in terms if term.stratum == stratum]
        above, below, coefficients = matrices(inside)
        draws += resampled(above, below, coefficients, generator, resamples)
        effects = influence(above, below, coefficients)
        variance += delta_variance(effects)
        skew += float((effects**3).sum())
        observed += float((above.sum(axis=0) / below.sum(axis=0)) @ coefficients)
    ranks = corrected_ranks(draws, observed, variance, skew) if corrected else (2.5, 97.5)
    low, high = np.percentile(draws, ranks)
    return Spread(in_pounds(np.sqrt(variance)), in_pounds(draws.std(ddof=1)), in_pounds(low), in_pounds(high))


def matrices(terms: Sequence[Term]) -> tuple[Floats, Floats, Floats]:
    """Return, by respondent and term, minutes and weights; and the coefficients."""
    names = sorted({name for term in terms for name in term.per_respondent})
    place = {name: index for index, name in enumerate(names)}
    above, below = np.zeros((len(names), len(terms))), np.zeros((len(names), len(terms)))
    for column, term in enumerate(terms):
        for name, (minutes, weight) in term.per_respondent.items():
            above[place[name], column] = float(minutes)
            below[place[name], column] = float(weight)
    return above, below, np.array([float(term.coefficient) for term in terms])


def resampled(
    above: Floats, below: Floats, coefficients: Floats, generator: np.random.Generator, resamples: int
) -> Floats:
    """Return the cost in each resample of respondents.

    A resample in which nobody answered on an activity takes the observed mean of it.
    """
    n = len(above)
    counts = generator.multinomial(n, np.full(n, 1 / n), size=resamples).astype(np.float64)
    weights = counts @ below
    observed = above.sum(axis=0) / below.sum(axis=0)
    means = np.where(weights > 0, (counts @ above) / np.where(weights > 0, weights, 1), observed)
    drawn: Floats = means @ coefficients
    return drawn


def influence(above: Floats, below: Floats, coefficients: Floats) -> Floats:
    """Return by how much each respondent moves the cost."""
    weights = below.sum(axis=0)
    effects: Floats = ((above - above.sum(axis=0) / weights * below) / weights) @ coefficients
    return effects


def delta_variance(effects: Floats) -> float:
    """Return the variance of the cost by the influence of respondents."""
    n = len(effects)
    return float((effects**2).sum() * n / (n - 1)) if n > 1 else 0.0


def corrected_ranks(draws: Floats, observed: float, variance: float, skew: float) -> tuple[float, float]:
    """Return which percentiles of the resamples bound the middle 95% after correction."""
    normal = NormalDist()
    share = min(max(float((draws < observed).mean()), 0.001), 0.999)
    bias, bend = normal.inv_cdf(share), skew / (6 * variance**1.5) if variance else 0.0
    moved = []
    for tail in (0.025, 0.975):
        place = bias + normal.inv_cdf(tail)
        moved.append(100 * normal.cdf(bias + place / (1 - bend * place)))
    return moved[0], moved[1]


def in_pounds(value: float) -> Decimal:
    """Return a figure of statistics as pounds with four places."""
    return half_up(Decimal(repr(float(value))), Decimal("0.0001"))
