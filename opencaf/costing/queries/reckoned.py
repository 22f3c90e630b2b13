"""Figures that are shown at once where few CAFs are counted, and else once a job has worked them out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.costing.models import Figure, Reckoning, Stage
from opencaf.costing.queries.capacity import Volumes, last_twelve_months, volumes_here
from opencaf.costing.queries.dates_read import are_more_than
from opencaf.costing.queries.groups import YearCosts, days_of_year, year_costs

# So many take about half a second.
AT_ONCE = 300
# A job that has said nothing for so long was stopped.
GIVEN_UP_AFTER = dt.timedelta(minutes=30)
YEAR_COSTS = TypeAdapter(YearCosts)
VOLUMES = TypeAdapter(Volumes)
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Reckoned(Generic[Answer]):
    """An answer, or how far the work is; neither where nobody has asked for it yet today."""

    answer: Answer | None
    reckoning: Reckoning | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether a job is at it, or will be."""
        one = self.reckoning
        if one is None or one.stage in (Stage.DONE, Stage.FAILED):
            return False
        return clock.now() - one.stage_at < GIVEN_UP_AFTER

    @property
    def has_failed(self) -> bool:
        """Whether a job was stopped before it had an answer."""
        return bool(self.reckoning) and self.answer is None and not self.is_under_way


def costs_of_year_for(
    practitioner: Practitioner, *, year: int, by: str, price_base: str = ""
) -> Reckoned[YearCosts]:
    """Return what a year's CAFs cost as far as it is known now."""
    if not are_more_than(practitioner, *days_of_year(year), most=AT_ONCE):
        return Reckoned(year_costs(practitioner, year=year, by=by, price_base=price_base))
    chosen = chosen_year(year, by, price_base)
    return as_reckoned(practitioner, Figure.YEAR, chosen, YEAR_COSTS.validate_python)


def volumes_for(practitioner: Practitioner) -> Reckoned[Volumes]:
    """Return what came in the last twelve months as far as it is known now."""
    if not are_more_than(practitioner, *last_twelve_months(), most=AT_ONCE):
        return Reckoned(volumes_here(practitioner))
    return as_reckoned(practitioner, Figure.DEMAND, "", VOLUMES.validate_python)


def as_reckoned(
    practitioner: Practitioner, figure: str, chosen: str, read: Callable[[Any], Answer]
) -> Reckoned[Answer]:
    """Return the answer that a job gave today, or how far it is."""
    found = reckoning_of(practitioner, figure, chosen)
    if found is None or found.stage_at.astimezone(clock.LONDON).date() != clock.today():
        return Reckoned(None)
    return Reckoned(read(found.answer) if found.stage == Stage.DONE else None, found)


def reckoning_of(practitioner: Practitioner, figure: str, chosen: str) -> Reckoning | None:
    """Return what somebody asked for in the post they wear, or None."""
    asked = Reckoning.objects.filter(practitioner=practitioner, post=practitioner.post)
    return asked.filter(figure=figure, chosen=chosen).first()


def chosen_year(year: int, by: str, price_base: str = "") -> str:
    """Return a year, its groups and the price year, where one was chosen, as codes."""
    return ".".join(code for code in (str(year), by, price_base) if code)


def year_chosen(chosen: str) -> tuple[int, str, str]:
    """Return the year, the groups and the price year of such codes."""
    year, by, *price_base = chosen.split(".")
    return int(year), by, "".join(price_base)
