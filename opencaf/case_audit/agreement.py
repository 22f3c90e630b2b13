"""The arithmetic of an audit: the score of a case, and how far two scorers agree beyond chance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from opencaf.case_audit.models import Value

YES_NO = (Value.YES, Value.NO, Value.NOT_APPLICABLE)
GRADES = (Value.EMPTY, Value.POOR, Value.SATISFACTORY, Value.GOOD)
SURE = 1.959963984540054  # standard errors to either side of a 95% interval
Pair = tuple[str, str]


@dataclass(frozen=True)
class Agreement:
    """How far two scorers agree: answers compared, how many are the same, kappa with its 95% interval.

    kappa is None where it says nothing; why tells why.
    """

    compared: int
    same: int
    kappa: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""

    @property
    def in_words(self) -> str:
        """The kappa with its interval, or why there is none."""
        if self.kappa is None:
            return self.why
        return f"{self.kappa:.2f} (95% interval {self.low:.2f} to {self.high:.2f})"


def score_of(values: Iterable[str]) -> Fraction | None:
    """Return yes × 100 / (items − not applicable), of 100; None where no item applies.

    What is partly filled counts as no.
    """
    given = list(values)
    counted = sum(value != Value.NOT_APPLICABLE for value in given)
    if not counted:
        return None
    return Fraction(100 * sum(value == Value.YES for value in given), counted)


def as_counted(value: str) -> str:
    """Return a yes-or-no answer as it counts."""
    return Value.NO if value == Value.PARTLY else value


def agreement(pairs: Sequence[Pair], answers: Sequence[str], *, in_order: bool = False) -> Agreement:
    """Return Cohen's kappa of two scorers' answers; in_order: weighted, a step apart being half wrong, say.

    The interval rests on the variance of Fleiss, Cohen and Everitt (1969).
    """
    compared, same = len(pairs), sum(one == other for one, other in pairs)
    if not compared:
        return Agreement(0, 0, None, why="Nothing was scored by two yet.")
    shares = shares_of(pairs, answers)
    weights = weights_of(len(answers), in_order=in_order)
    rows = [sum(row) for row in shares]
    columns = [sum(column) for column in zip(*shares, strict=True)]
    seen, chance = weighted(weights, shares), weighted(weights, [[r * c for c in columns] for r in rows])
    if math.isclose(chance, 1):
        return Agreement(
            compared, same, None, why="Both gave the same answer throughout: kappa says nothing."
        )
    kappa = (seen - chance) / (1 - chance)
    reach = SURE * math.sqrt(variance(shares, weights, seen, chance) / compared)
    return Agreement(compared, same, kappa, max(kappa - reach, -1.0), min(kappa + reach, 1.0))


def shares_of(pairs: Sequence[Pair], answers: Sequence[str]) -> list[list[float]]:
    """Return the share of each pair of answers."""
    return [[pairs.count((one, other)) / len(pairs) for other in answers] for one in answers]


def weights_of(size: int, *, in_order: bool) -> list[list[float]]:
    """Return how right each pair of answers is: the same wholly, others not at all or by their distance."""
    far = max(size - 1, 1)
    return [[1 - abs(i - j) / far if in_order else float(i == j) for j in range(size)] for i in range(size)]


def weighted(weights: list[list[float]], shares: list[list[float]]) -> float:
    """Return the sum of shares by their weights."""
    return math.fsum(
        weight * share
        for row, of_row in zip(weights, shares, strict=True)
        for weight, share in zip(row, of_row, strict=True)
    )


def variance(shares: list[list[float]], weights: list[list[float]], seen: float, chance: float) -> float:
    """Return the variance of kappa for one pair of answers."""
    size = range(len(shares))
    rows = [sum(row) for row in shares]
    columns = [sum(column) for column in zip(*shares, strict=True)]
    by_row = [sum(columns[j] * weights[i][j] for j in size) for i in size]
    by_column = [sum(rows[i] * weights[i][j] for i in size) for j in size]
    spread = math.fsum(
        shares[i][j] * (weights[i][j] * (1 - chance) - (by_row[i] + by_column[j]) * (1 - seen)) ** 2
        for i in size
        for j in size
    )
    return max(spread - (seen * chance - 2 * chance + seen) ** 2, 0.0) / (1 - chance) ** 4
