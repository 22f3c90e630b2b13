"""Costs of groups of children: number, mean, median, quartiles and an interval; small groups hidden.

The interval resamples children (each is a cluster of its own charges) and draws the unit costs anew
from their standard errors. Groups of 1 to 4 children are hidden, and with them whatever would let
somebody work them out from the others or from the total.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opencaf.core.hiding import Exact, Group, hide
from opencaf.costing.charges import Charge, Costed, shown
from opencaf.costing.decimals import half_up, mean, quantile, total
from opencaf.costing.perspectives import NOT_STATED

DRAWS = 2_000
HIDDEN = "fewer than 5 children, or needed to hide such a group"


def group_tables(
    costed: Costed, facts: dict[str, dict[str, str]], group_by: Sequence[str], seed: int
) -> dict[str, Any]:
    """Return statistics of each group by one characteristic, or of each pair of groups by two."""
    first = group_by[0]
    second = group_by[1] if len(group_by) > 1 else None
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    for child in costed.children:
        of_child = facts.get(child, {})
        key = of_child.get(first, NOT_STATED), of_child.get(second, NOT_STATED) if second else ""
        members[key].append(child)
    rows = sorted({row for row, _ in members})
    columns = sorted({column for _, column in members})
    counts = [[len(members.get((row, column), [])) for column in columns] for row in rows]
    visible = visible_cells(counts)
    cells = [
        {
            first: row,
            **({second: column} if second else {}),
            **statistics_or_hidden(costed, members.get((row, column), []), visible[r][c], seed),
        }
        for r, row in enumerate(rows)
        for c, column in enumerate(columns)
    ]
    every = [child for children in members.values() for child in children]
    totals: dict[str, Any] = {"all": statistics_or_hidden(costed, every, visible[-1][-1], seed)}
    if second:
        for r, row in enumerate(rows):
            inside = [child for column in columns for child in members.get((row, column), [])]
            totals[row] = statistics_or_hidden(costed, inside, visible[r][-1], seed)
        for c, column in enumerate(columns):
            inside = [child for row in rows for child in members.get((row, column), [])]
            totals[column] = statistics_or_hidden(costed, inside, visible[-1][c], seed)
    return {"cells": cells, "totals": totals}


def visible_cells(counts: list[list[int]]) -> list[list[bool]]:
    """Return which cells, with totals at the right and below, may be shown.

    Nothing may where the number of all may not: it would be what another table of the same children adds up to.
    """
    hidden = hide([[Group(count) for count in row] for row in counts], Exact())
    if hidden.total is None:
        return [[False] * len(row) for row in hidden.figures]
    return [[figure is not None for figure in row] for row in hidden.figures]


def hides_all(children: Iterable[str], facts: dict[str, dict[str, str]], by: str) -> bool:
    """Whether nothing of children in groups may be shown, not even how many they are."""
    counts = Counter(facts.get(child, {}).get(by, NOT_STATED) for child in children)
    return not visible_cells([[counts[group]] for group in sorted(counts)])[-1][-1]


def statistics_or_hidden(costed: Costed, children: list[str], visible: bool, seed: int) -> dict[str, Any]:
    """Return a group's statistics, or that it is hidden."""
    if not visible:
        return {"hidden": HIDDEN}
    return statistics(costed, children, seed)


def statistics(costed: Costed, children: list[str], seed: int) -> dict[str, Any]:
    """Return how many children, what they cost together and each, and how sure that is."""
    if not children:
        return {"children": 0, "total": Decimal(0)}
    charges = [charge for child in children for charge in costed.of_child.get(child, [])]
    totals: dict[str, Decimal] = dict.fromkeys(children, Decimal(0))
    for charge in charges:
        totals[charge.child] += charge.amount
    ordered = sorted(totals.values())
    low, high = interval(list(totals), charges, seed)
    return {
        "children": len(children),
        "total": total(ordered),
        "mean": mean(ordered),
        "median": quantile(ordered, Decimal("0.5")),
        "lower_quartile": quantile(ordered, Decimal("0.25")),
        "upper_quartile": quantile(ordered, Decimal("0.75")),
        "mean_interval_95": [low, high],
        "shown": {"total": shown(total(ordered)), "mean": shown(mean(ordered))},
    }


def interval(children: list[str], charges: list[Charge], seed: int) -> tuple[Decimal, Decimal]:
    """Return the middle 95% of means of resampled children with unit costs drawn anew."""
    generator = np.random.default_rng(seed)
    totals, per_line = cost_matrix(children, charges)
    draws = np.empty(DRAWS)
    share = np.full(len(children), 1 / len(children))
    for draw in range(DRAWS):
        weights = generator.multinomial(len(children), share)
        noise = generator.standard_normal(per_line.shape[1])
        draws[draw] = weights @ (totals + per_line @ noise) / len(children)
    low, high = np.percentile(draws, [2.5, 97.5])
    return rounded(low), rounded(high)


def cost_matrix(
    children: list[str], charges: list[Charge]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return each child's total, and by how much it moves with each unit cost's standard error."""
    place = {child: index for index, child in enumerate(children)}
    lines = sorted({(charge.process, charge.unit_cost) for charge in charges if charge.standard_error})
    column = {line: index for index, line in enumerate(lines)}
    totals, per_line = np.zeros(len(children)), np.zeros((len(children), len(lines)))
    for charge in charges:
        totals[place[charge.child]] += float(charge.amount)
        if charge.standard_error:
            moved = float(charge.units) * float(charge.standard_error)
            per_line[place[charge.child], column[charge.process, charge.unit_cost]] += moved
    return totals, per_line


def rounded(value: float) -> Decimal:
    """Return a bound of an interval in pence."""
    return half_up(Decimal(repr(float(value))), Decimal("0.01"))


def authority_total(totals: list[Decimal], population: int) -> dict[str, Any]:
    """Return what all children of an authority cost, from a sample of them.

    N times the mean, its standard error less by the share of children that were seen.
    """
    n = len(totals)
    middle = mean(totals)
    estimate: dict[str, Any] = {"children": population, "sampled": n, "estimate": middle * population}
    if 1 < n <= population:
        variance = total((amount - middle) ** 2 for amount in totals) / (n - 1)
        unseen = 1 - Decimal(n) / population
        error = population * (variance / n * unseen).sqrt()
        estimate["standard_error"] = error
        margin = Decimal("1.959964") * error
        estimate["interval_95"] = [estimate["estimate"] - margin, estimate["estimate"] + margin]
    return estimate
