"""How many children live in the demonstration's authorities, so that reports can show rates."""

from __future__ import annotations

from opencaf.core.dates import financial_year_begun
from opencaf.demo.loading.safekeeping import days_before, sitting
from opencaf.demo.loading.world import World
from opencaf.reports.operations import say_children_living

SAID, YEARS = 40, 3  # days before the last one on which anything is written; how many years are said
CHILDREN_FOR_A_CASE = 40
MORE_A_YEAR = 0.01
SOURCE = "Mid-year estimates (invented)"


def say_who_lives_here(world: World) -> None:
    """Say of the last years how many children live here, in each year some more than before."""
    by, on = world.overseer, days_before(world, SAID)
    latest = CHILDREN_FOR_A_CASE * max(len(world.plan.cases), 1)
    with sitting(by, on):
        for before in range(YEARS, 0, -1):
            whole = round(latest * (1 - MORE_A_YEAR * before))
            places = {place: whole // len(world.localities) for place in world.localities.values()}
            year = financial_year_begun(on) - before
            say_children_living(year=year, whole=whole, places=places, source=SOURCE, by=by)
