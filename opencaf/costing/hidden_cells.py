"""Which cells of unit costs to hide, so that nobody learns what one or two colleagues reported."""

from __future__ import annotations

from collections import defaultdict

from opencaf.costing.intervals import FEWEST_SHOWN
from opencaf.costing.unit_costs import (
    Cell,
)

HIDDEN = f"fewer than {FEWEST_SHOWN} respondents, or needed to hide such a cell"


def hidden_cells(cells: list[Cell]) -> set[int]:
    """Return the cells to hide: those of one or two respondents, and a second where one alone would show.

    Where a process has nothing else to hide it among, hiding its total as well is left to the total.
    """
    hidden: set[int] = set()
    for inside in by_process(cells).values():
        small = [cell for cell in inside if cell.respondents is not None and cell.respondents < FEWEST_SHOWN]
        others = [cell for cell in inside if cell not in small]
        if len(small) == 1 and others:
            small.append(min(others, key=lambda cell: (cell.respondents is None, cell.respondents or 0)))
        hidden |= {id(cell) for cell in small}
    return hidden


def is_told_by_its_total(cells: list[Cell], hidden: set[int]) -> bool:
    """Whether a process's total would tell of a hidden cell: it is the only one, or few people made all."""
    concealed = [cell for cell in cells if id(cell) in hidden]
    if not concealed:
        return False
    return len(concealed) == 1 or len(respondents_of(cells)) < FEWEST_SHOWN


def by_process(cells: list[Cell]) -> dict[tuple[str, str], list[Cell]]:
    """Return cells of each process and authority, which make one unit cost."""
    found: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.process, cell.authority].append(cell)
    return dict(found)


def respondents_of(cells: list[Cell]) -> set[str]:
    """Return the pseudonyms of all who answered for some cells."""
    return {name for cell in cells for line in cell.lines if line.time for name in line.time.per_respondent}
