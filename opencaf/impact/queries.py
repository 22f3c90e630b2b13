"""What a financial year's help came to: what moved, what people said, what it took, and how sure one can be.

Nothing is counted here. Marks are the report "needs", how long help lasted is the report "closed", answers
are those of opencaf.voices and costs those of opencaf.costing, each as its own page shows them to whoever
reads, small numbers hidden alike. Comparing before and after shows change, not cause.
"""

from __future__ import annotations

from dataclasses import dataclass

from opencaf.agencies.models import Practitioner
from opencaf.costing.queries.groups import GroupCost
from opencaf.costing.queries.reckoned import costs_of_year_for
from opencaf.reports.hidden_tables import table_shown_to
from opencaf.reports.periods import Period
from opencaf.reports.permissions import can_see_cases_behind
from opencaf.reports.questions import closed, needs
from opencaf.reports.tables import Choice, Columns, Figure, Measure, Table
from opencaf.voices.codes import Kind
from opencaf.voices.permissions import can_hear
from opencaf.voices.queries.results import Result, results_of
from opencaf.voices.shares import Share, share_of


@dataclass(frozen=True)
class Moved:
    """What became of the needs at the start; None is hidden. again: how many have a number once more."""

    lines: list[tuple[str, int | None]]
    at_start: int | None
    again: int | None
    better: Share | None
    marked_again: Share | None


@dataclass(frozen=True)
class Said:
    """What one kind of people said, question by question, as far as enough of them answered."""

    kind: str
    results: list[Result]


@dataclass(frozen=True)
class Took:
    """How many days help lasted and what it cost. costs: None until they were worked out."""

    closed: int
    days: tuple[float, float, float] | None
    costs: GroupCost | None
    left_out: int


@dataclass(frozen=True)
class Impact:
    """Everything of a year. said: None where who reads may not hear it."""

    moved: Moved
    said: list[Said] | None
    took: Took
    hides_small: bool


def impact_of(practitioner: Practitioner, *, year: int, period: Period) -> Impact:
    """Return what the help of a financial year came to; period: its months, as far as they have come."""
    hears = bool(can_hear(practitioner))
    return Impact(
        moved=moved_in(practitioner, period),
        said=said_in(practitioner, year) if hears else None,
        took=took_in(practitioner, year, period),
        hides_small=not can_see_cases_behind(practitioner),
    )


def moved_in(practitioner: Practitioner, period: Period) -> Moved:
    """Return what moved, from the report on needs."""
    counted = moved_table(practitioner, period, Measure.COUNT)
    shared = moved_table(practitioner, period, Measure.SHARE)
    return Moved(
        lines=[(line.category.words, number_of(line.total)) for line in counted.lines],
        at_start=number_of(counted.total),
        again=number_of(shared.total),
        better=share_in(shared.total.holding, number_of(shared.total)),
        marked_again=share_in(number_of(shared.total), number_of(counted.total)),
    )


def moved_table(practitioner: Practitioner, period: Period, measure: Measure) -> Table:
    """Return the report on needs by what became of them."""
    choice = Choice(period, "moved", Columns.ALONE, measure)
    return table_shown_to(practitioner, needs.REPORT, choice)


def number_of(figure: Figure) -> int | None:
    """Return a number as it may be shown."""
    return None if figure.hidden else figure.number


def share_in(part: int | None, of: int | None) -> Share | None:
    """Return a share with its interval; None where one is hidden. A rounded part can exceed its whole."""
    return None if part is None or not of else share_of(min(part, of), of)


def said_in(practitioner: Practitioner, year: int) -> list[Said]:
    """Return what people answered in the calendar year in which the financial year began."""
    answers = ((kind, results_of(practitioner, kind.value, str(year))) for kind in Kind)
    shown = [Said(str(kind.label), [one for one in results if one.share]) for kind, results in answers]
    return [one for one in shown if one.results]


def took_in(practitioner: Practitioner, year: int, period: Period) -> Took:
    """Return how long help lasted, and what it cost."""
    costs = costs_of_year_for(practitioner, year=year, by="sector").answer
    lasted = Figure(0)
    if can_see_cases_behind(practitioner):
        choice = Choice(period, "reason", Columns.ALONE, Measure.MIDDLE)
        lasted = table_shown_to(practitioner, closed.REPORT, choice).total
    return Took(
        closed=lasted.number,
        days=lasted.quartiles,
        costs=costs.all if costs else None,
        left_out=costs.left_out if costs else 0,
    )
