"""The cost of very many children by month, in sets and in whole numbers.

The same rules as `child_cost`, for a sheet that does not tell roles apart and cases without splits or
gaps. Amounts are whole numbers of a step so small that every part of a month is a whole number of
them: ten-thousandths of a penny, divided by a number that 28, 29, 30 and 31 all divide. So sums are
exact, however they are ordered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from opencaf.costing.decimals import as_decimal

DAYS_IN_ALL_MONTHS = 377_580  # the least number that 28, 29, 30 and 31 divide
OF_A_POUND = 1_000_000
STEPS = OF_A_POUND * DAYS_IN_ALL_MONTHS
CHILDREN_AT_A_TIME = 100_000
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Columns:
    """Cases and events as columns; days are counted from 1 January 1970.

    Events are sorted by case. Support runs from one day to the day before another.
    """

    event_case: NDArray[np.int32]
    event_process: NDArray[np.int8]
    event_day: NDArray[np.int32]
    support_from: NDArray[np.int32]
    support_to: NDArray[np.int32]


@dataclass(frozen=True)
class ByMonth:
    """One chunk's costs: a row for each case and month with a cost, in steps of STEPS to the pound."""

    case: NDArray[np.int32]
    month: NDArray[np.int32]
    steps: Whole


def in_steps(amount: Decimal) -> int:
    """Return a unit cost as whole steps; finer than a ten-thousandth of a penny it cannot be."""
    steps = amount * STEPS
    if amount * OF_A_POUND != (amount * OF_A_POUND).to_integral_value():
        raise ValueError(f"£{amount} has more than six places; round it first")
    return int(steps)


def in_pounds(steps: int) -> Decimal:
    """Return steps as pounds."""
    return as_decimal(Fraction(int(steps), STEPS))


def costs_by_month(
    columns: Columns, unit_costs: list[Decimal], monthly: Decimal, window: tuple[int, int]
) -> Iterator[ByMonth]:
    """Yield each case's cost of each month, some hundred thousand cases at a time.

    `unit_costs` are those of the event processes, in the order of their numbers; the window is its first
    day and the first day after it.
    """
    prices = np.array([in_steps(amount) for amount in unit_costs], dtype=np.int64)
    per_month = in_steps(monthly)
    cases = len(columns.support_from)
    for first in range(0, cases, CHILDREN_AT_A_TIME):
        last = min(first + CHILDREN_AT_A_TIME, cases)
        yield chunk(columns, prices, per_month, window, first, last)


def chunk(
    columns: Columns, prices: Whole, per_month: int, window: tuple[int, int], first: int, last: int
) -> ByMonth:
    """Return the costs of the cases from one number to before another."""
    begin, end = np.searchsorted(columns.event_case, [first, last])
    days = columns.event_day[begin:end]
    inside = (days >= window[0]) & (days < window[1])
    event_keys = keys_of(columns.event_case[begin:end][inside], month_of(days[inside]))
    event_steps = prices[columns.event_process[begin:end][inside]]
    support_keys, support_steps = support(columns, per_month, window, first, last)
    keys = np.concatenate([event_keys, support_keys])
    steps = np.concatenate([event_steps, support_steps])
    order = np.argsort(keys, kind="stable")
    keys, steps = keys[order], steps[order]
    starts = (
        np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.array([], int)
    )
    sums = np.add.reduceat(steps, starts) if len(keys) else steps
    found = keys[starts]
    return ByMonth((found >> 32).astype(np.int32), (found & 0xFFFFFFFF).astype(np.int32), sums)


def support(
    columns: Columns, per_month: int, window: tuple[int, int], first: int, last: int
) -> tuple[Whole, Whole]:
    """Return months of support of some cases, as keys and steps."""
    starts = np.maximum(columns.support_from[first:last], window[0])
    ends = np.minimum(columns.support_to[first:last], window[1])
    cases = np.arange(first, last, dtype=np.int64)
    lasting = ends > starts
    cases, starts, ends = cases[lasting], starts[lasting], ends[lasting]
    first_month, last_month = month_of(starts), month_of(ends - 1)
    lengths = last_month - first_month + 1
    rows = np.repeat(np.arange(len(cases)), lengths)
    offset = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    month = first_month[rows] + offset
    month_starts, month_ends = first_day_of(month), first_day_of(month + 1)
    days = np.minimum(ends[rows], month_ends) - np.maximum(starts[rows], month_starts)
    return keys_of(cases[rows], month), days * (per_month // (month_ends - month_starts))


def keys_of(cases: NDArray[np.integer], months: NDArray[np.integer]) -> Whole:
    """Return one number for a case and a month."""
    return (cases.astype(np.int64) << 32) | months.astype(np.int64)


def month_of(days: NDArray[np.integer]) -> Whole:
    """Return months counted from January 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def first_day_of(months: NDArray[np.integer]) -> Whole:
    """Return the first day of months counted from January 1970."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
