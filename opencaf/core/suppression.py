"""Hiding small numbers in a table so that no hidden one can be worked out from the others.

A table of counts with its totals is a network: every line (row or column) is a point, every cell
joins its row to its column, and the cells of a line add up to its total. A hidden cell can be worked
out exactly when it is a bridge: the only hidden way between two parts of that network. So cells
are hidden until no hidden one is a bridge. (That each line hides none or two or more is not enough.)
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST_SHOWN = 5
HIDING_NOTHING = 1_000_000  # the price of hiding a nought: only where no other cell is left

Place = tuple[int, int]


@dataclass(frozen=True)
class Suppressed:
    """A table as it may be shown: None stands for a hidden number."""

    cells: list[list[int | None]]
    row_totals: list[int | None]
    column_totals: list[int | None]
    total: int | None


def suppress(table: Sequence[Sequence[int]]) -> Suppressed:
    """Return a table with its totals, with 1 to 4 hidden and as many more as keep those hidden.

    Totals of columns are hidden for their own sake only, never for the sake of a cell: tables of the
    same columns with other rows then show the same totals and cannot be set against each other.
    """
    whole = with_totals(table)
    height, width = len(whole), len(whole[0])
    hidden = {(r, c) for r in range(height) for c in range(width) if is_small(whole[r][c])}
    hide_second_total(whole, hidden)
    last = height - 1
    while bridge := find_bridge(hidden):
        hidden |= cheapest_way_round(whole, hidden, bridge, fixed_row=last)
    shown = [[None if (r, c) in hidden else whole[r][c] for c in range(width)] for r in range(height)]
    return Suppressed(
        cells=[row[:-1] for row in shown[:-1]],
        row_totals=[row[-1] for row in shown[:-1]],
        column_totals=shown[-1][:-1],
        total=shown[-1][-1],
    )


def is_small(number: int) -> bool:
    """Whether a number could let somebody recognise a child. Nought tells of nobody."""
    return 0 < number < SMALLEST_SHOWN


def with_totals(table: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return a table with the totals of its rows at the right and of its columns below."""
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def hide_second_total(whole: list[list[int]], hidden: set[Place]) -> None:
    """Hide one more total of a column where a single hidden one would be what the others leave over."""
    last = len(whole) - 1
    totals = range(len(whole[last]))
    if sum((last, column) in hidden for column in totals) != 1:
        return
    others = [column for column in totals if (last, column) not in hidden]
    hidden.add((last, min(others, key=lambda column: price_of(whole[last][column]))))


def find_bridge(hidden: set[Place]) -> Place | None:
    """Return the first hidden cell whose row and column are joined by no other hidden cells."""
    for cell in sorted(hidden):
        if not is_joined(cell, hidden - {cell}):
            return cell
    return None


def is_joined(cell: Place, hidden: set[Place]) -> bool:
    """Whether a way of hidden cells leads from the row of a cell to its column."""
    rows, columns = {cell[0]}, set[int]()
    grows = True
    while grows:
        more_columns = {c for r, c in hidden if r in rows} - columns
        columns |= more_columns
        more_rows = {r for r, c in hidden if c in columns} - rows
        rows |= more_rows
        grows = bool(more_columns or more_rows)
    return cell[1] in columns


def cheapest_way_round(
    whole: list[list[int]], hidden: set[Place], bridge: Place, *, fixed_row: int
) -> set[Place]:
    """Return the cells to hide that join a bridge's row and column another way, losing least."""
    height, width = len(whole), len(whole[0])
    start, end = (0, bridge[0]), (1, bridge[1])
    heap: list[tuple[int, tuple[int, int], list[Place]]] = [(0, start, [])]
    reached: set[tuple[int, int]] = set()
    while heap:
        price, point, way = heapq.heappop(heap)
        if point == end:
            return set(way)
        if point in reached:
            continue
        reached.add(point)
        is_column, index = point
        for other in range(height if is_column else width):
            cell = (other, index) if is_column else (index, other)
            is_fixed = cell[0] == fixed_row and cell not in hidden
            if cell != bridge and not is_fixed:
                step = 0 if cell in hidden else price_of(whole[cell[0]][cell[1]])
                heapq.heappush(heap, (price + step, (1 - is_column, other), [*way, cell]))
    raise ValueError("A table needs two rows and two columns to hide a number in.")


def price_of(number: int) -> int:
    """Return what hiding a number loses: itself, and most for a nought, which hides nobody."""
    return number + 1 if number else HIDING_NOTHING
