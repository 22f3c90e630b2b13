"""k-anonymity: of everybody in a file, at least k - 1 others look the same in what can be known from outside.

Samarati and Sweeney (1998). Values are hidden where they make somebody rare, the least needed column first; who stays
rare with everything hidden is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HIDDEN = "hidden"
RARE = "other"
Row = dict[str, Any]


@dataclass(frozen=True)
class Anonymised:
    """The rows that may be given, and what was done to get there.

    smallest: how many rows the rarest group has; hidden: by column, how many values are hidden.
    """

    rows: list[Row]
    left_out: int
    smallest: int
    hidden: dict[str, int]


def anonymised(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], k: int) -> Anonymised:
    """Return rows of which none is rarer than k in the columns; the first column is given up first."""
    held = [dict(row) for row in rows]
    for column in columns:
        for row in rare_ones(held, columns, k):
            row[column] = HIDDEN
    rare = {id(row) for row in rare_ones(held, columns, k)}
    given = [row for row in held if id(row) not in rare]
    return Anonymised(
        rows=given,
        left_out=len(rare),
        smallest=min(groups_of(given, columns).values(), default=0),
        hidden={column: sum(row[column] == HIDDEN for row in given) for column in columns},
    )


def rare_ones(rows: Sequence[Row], columns: Sequence[str], k: int) -> list[Row]:
    """Return the rows whose group is smaller than k."""
    groups = groups_of(rows, columns)
    return [row for row in rows if groups[group_of(row, columns)] < k]


def groups_of(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Counter[tuple[Any, ...]]:
    """Return how many rows look the same in the columns."""
    return Counter(group_of(row, columns) for row in rows)


def group_of(row: Mapping[str, Any], columns: Sequence[str]) -> tuple[Any, ...]:
    """Return how a row looks in the columns."""
    return tuple(row[column] for column in columns)


def common(told: Iterable[tuple[Hashable, str]], k: int) -> set[str]:
    """Return the values that are told of at least k different children; told: child and value."""
    return {value for value, children in Counter(value for _, value in set(told)).items() if children >= k}
