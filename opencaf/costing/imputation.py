"""Filling what is missing many times over, to see what it may do to a cost (chained equations, Rubin's rules).

Each activity's missing times are drawn from a regression on the other activities of the same respondents,
the coefficients drawn as well; a small ridge keeps few respondents from breaking it. Costs of all
fillings are averaged; their spread is added to the spread within each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from opencaf.costing.intervals import Term, in_pounds

IMPUTATIONS = 20
ROUNDS = 10
RIDGE = 1e-3
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Imputed:
    """A cost over all fillings, with its standard error by Rubin's rules."""

    amount: Decimal
    standard_error: Decimal
    imputations: int
    filled: int


def impute(terms: Sequence[Term], *, seed: int, imputations: int = IMPUTATIONS) -> Imputed:
    """Return what a sum of terms of one stratum costs with its gaps filled."""
    generator = np.random.default_rng(seed)
    known, coefficients = table(terms)
    gaps = np.isnan(known)
    costs, variances = [], []
    for _ in range(imputations):
        per_respondent = filled(known, gaps, generator) @ coefficients
        costs.append(per_respondent.mean())
        variances.append(per_respondent.var(ddof=1) / len(per_respondent))
    between = np.var(costs, ddof=1)
    variance = np.mean(variances) + (1 + 1 / imputations) * between
    return Imputed(
        in_pounds(float(np.mean(costs))), in_pounds(float(np.sqrt(variance))), imputations, int(gaps.sum())
    )


def table(terms: Sequence[Term]) -> tuple[Floats, Floats]:
    """Return mean minutes by respondent and activity, with gaps; and the coefficients."""
    names = sorted({name for term in terms for name in term.per_respondent})
    known = np.full((len(names), len(terms)), np.nan)
    for column, term in enumerate(terms):
        for row, name in enumerate(names):
            if name in term.per_respondent:
                minutes, weight = term.per_respondent[name]
                known[row, column] = float(minutes / weight)
    return known, np.array([float(term.coefficient) for term in terms])


def filled(known: Floats, gaps: NDArray[np.bool_], generator: np.random.Generator) -> Floats:
    """Return one filling: first at random from the same activity, then by rounds of regressions."""
    full = known.copy()
    for column in range(known.shape[1]):
        seen = known[~gaps[:, column], column]
        full[gaps[:, column], column] = generator.choice(seen, gaps[:, column].sum())
    for _ in range(ROUNDS if known.shape[1] > 1 else 0):
        for column in map(int, np.flatnonzero(gaps.any(axis=0))):
            full[gaps[:, column], column] = drawn_column(full, gaps[:, column], column, generator)
    return full


def drawn_column(full: Floats, gap: NDArray[np.bool_], column: int, generator: np.random.Generator) -> Floats:
    """Return draws of one activity's missing times, given all others; a time is not below nought."""
    others = np.delete(full, column, axis=1)
    scale = others.std(axis=0)
    design = np.column_stack(
        [np.ones(len(full)), (others - others.mean(axis=0)) / np.where(scale > 0, scale, 1)]
    )
    seen, target = design[~gap], full[~gap, column]
    precision = seen.T @ seen + RIDGE * np.eye(design.shape[1])
    cover = np.linalg.inv(precision)
    usual = cover @ seen.T @ target
    freedom = max(1, len(target) - design.shape[1])
    residual = float(((target - seen @ usual) ** 2).sum()) / generator.chisquare(freedom)
    beta = generator.multivariate_normal(usual, cover * residual)
    noise = generator.normal(0, np.sqrt(residual), gap.sum())
    draws: Floats = np.maximum(design[gap] @ beta + noise, 0)
    return draws
