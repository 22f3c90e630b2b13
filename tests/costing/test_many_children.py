"""Costing in sets gives the same pennies as costing each child by itself."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bench.costing_world import EVENT_NAMES, World, day_number, make_world
from opencaf.costing.charges import shown
from opencaf.costing.child_cost import cost_children
from opencaf.costing.findings import Findings
from opencaf.costing.journeys import CostInput, Event
from opencaf.costing.many_children import costs_by_month, in_pounds, in_steps
from opencaf.costing.uprating import Index, YearlyRate

PRICES = [Decimal(22), Decimal(204), Decimal(223), Decimal(197), Decimal(84)]
MONTHLY = Decimal(165)
EPOCH = date(1970, 1, 1)


def in_sets(
    world: World, window: tuple[date, date], prices: list[Decimal], monthly: Decimal
) -> dict[tuple[int, str], Decimal]:
    """Cost by case and month, in pounds."""
    days = (day_number(window[0]), day_number(window[1]))
    found = {}
    for part in costs_by_month(world.columns, prices, monthly, days):
        for case, month, steps in zip(part.case, part.month, part.steps, strict=True):
            found[int(case), f"{1970 + month // 12}-{month % 12 + 1:02d}"] = in_pounds(steps)
    return found


def one_by_one(world: World, window: tuple[date, date], **more: object) -> dict[tuple[int, str], Decimal]:
    """The same by the engine that costs a child from its dates."""
    columns = world.columns
    events = [
        Event(child=str(case), process=EVENT_NAMES[process], on=EPOCH + timedelta(days=int(day)))
        for case, process, day in zip(
            columns.event_case, columns.event_process, columns.event_day, strict=True
        )
    ]
    given = CostInput(
        events=events, window_from=window[0], window_to=window[1], extract_on=world.taken_on, **more
    )
    found: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for charge in cost_children(given, Findings()).charges:
        found[int(charge.child), charge.month] += charge.amount
    return dict(found)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_ways_give_the_same_pennies(seed: int) -> None:
    world = make_world(300, seed=seed)
    generator = random.Random(seed)
    window = (date(2012, 1, generator.randint(1, 31)), date(2015, generator.randint(3, 12), 1))

    sets, single = in_sets(world, window, PRICES, MONTHLY), one_by_one(world, window)

    assert sets.keys() == single.keys()
    assert all(shown(sets[key]) == shown(single[key]) for key in sets)
    assert abs(sum(sets.values()) - sum(single.values())) < Decimal("1e-15")


def test_both_ways_give_the_same_pennies_at_other_prices() -> None:
    world, window = make_world(200, seed=9), (date(2010, 1, 1), date(2020, 1, 1))
    rate = Decimal("0.0229")
    index = Index(unit="proportion", rates=[YearlyRate(year="2011/12", rate=rate)])
    prices, monthly = [price * (1 + rate) for price in PRICES], MONTHLY * (1 + rate)

    sets = in_sets(world, window, prices, monthly)
    single = one_by_one(world, window, price_base="2011/12", index=index)

    assert {key: shown(value) for key, value in sets.items()} == {
        key: shown(value) for key, value in single.items()
    }


def test_whole_months_of_every_length_are_whole() -> None:
    steps = in_steps(Decimal("165.123456"))

    assert all(steps % days == 0 for days in (28, 29, 30, 31))
    assert in_pounds(steps) == Decimal("165.123456")


def test_finer_than_six_places_is_refused() -> None:
    with pytest.raises(ValueError, match="six places"):
        in_steps(Decimal("0.0000001"))
