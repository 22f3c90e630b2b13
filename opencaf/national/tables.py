"""National tables: the authorities in one year, or the country over the years, out of what they told.

The country's figure is the sum of those that can be read in the authorities' own: it tells nothing more than
they do. What is hidden in an authority is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from opencaf.national.counting import TOTAL
from opencaf.national.queries import Counted, Told
from opencaf.reports.facts import Axis, Category
from opencaf.reports.tables import HIDDEN_FIGURE, NO_LONGER, Figure, Measure


class Show(TextChoices):
    """What stands in the rows of a national table."""

    AUTHORITIES = "authorities", "Each authority, in one year"
    YEARS = "years", "All authorities together, year by year"


@dataclass(frozen=True)
class NationalLine:
    """An authority, a year, or all: a figure for each category, the total, and how many tell it."""

    label: str
    figures: list[Figure]
    total: Figure
    authorities: int
    counted: Counted | None = None
    begun: int | None = None

    @property
    def says_something(self) -> bool:
        """Whether any figure can be read."""
        return any(figure.number for figure in [*self.figures, self.total])


@dataclass(frozen=True)
class NationalTable:
    """A national report as it was chosen.

    authorities: how many there are. nowhere: the categories of which no authority shows anything.
    """

    axis: Axis
    columns: list[Category]
    lines: list[NationalLine]
    whole: NationalLine
    authorities: int
    nowhere: list[Category]

    @property
    def says_something(self) -> bool:
        """Whether any figure can be read."""
        return any(line.says_something for line in self.lines)


@dataclass(frozen=True)
class Asked:
    """What is asked of a report: the rows, the way to divide, the measure, and the year of authorities."""

    show: str
    axis: Axis
    measure: str
    begun: int


def national_table(asked: Asked, told: Iterable[Told], counted: Sequence[Counted]) -> NationalTable:
    """Return the table that was chosen."""
    rows = [one for one in told if asked.show == Show.YEARS or one.begun == asked.begun]
    used = {one.code for one in rows if measured(one, asked.measure)}
    every = columns_of(asked.axis, used)
    columns = [column for column in every if column.code in used]
    if asked.show == Show.YEARS:
        lines = years_of(asked, columns, rows)
    else:
        lines = each_of(asked, columns, rows, counted)
    whole = line_of("All that are shown", columns, rows, asked.measure)
    nowhere = [column for column in every if column.code not in used]
    return NationalTable(asked.axis, columns, lines, whole, len(counted), nowhere)


def columns_of(axis: Axis, used: set[str]) -> list[Category]:
    """Return the categories; one that is in no list any more is shown where a figure has it."""
    strange = sorted(used - {category.code for category in axis.everywhere} - {TOTAL})
    return [*axis.everywhere, *(Category(code, NO_LONGER, is_known=False) for code in strange)]


def each_of(
    asked: Asked, columns: list[Category], rows: list[Told], counted: Sequence[Counted]
) -> list[NationalLine]:
    """Return a line for each authority that was ever counted."""
    of: dict[str, list[Told]] = {}
    for one in rows:
        of.setdefault(one.authority, []).append(one)
    return [
        line_of(night.name, columns, of.get(night.authority, []), asked.measure, counted=night)
        for night in counted
        if night.at is not None
    ]


def years_of(asked: Asked, columns: list[Category], rows: list[Told]) -> list[NationalLine]:
    """Return a line for each year that tells something, the first first."""
    of: dict[int, list[Told]] = {}
    for one in rows:
        of.setdefault(one.begun, []).append(one)
    return [
        line_of(f"{begun} to {begun + 1}", columns, of[begun], asked.measure, begun=begun)
        for begun in sorted(of)
    ]


def line_of(
    label: str,
    columns: Iterable[Category],
    rows: list[Told],
    measure: str,
    *,
    counted: Counted | None = None,
    begun: int | None = None,
) -> NationalLine:
    """Return a line with the sums of what can be read."""
    by: dict[str, list[Told]] = {}
    for one in rows:
        if measured(one, measure):
            by.setdefault(one.code, []).append(one)
    authorities = len({one.authority for one in by.get(TOTAL, [])})
    figures = [sum_of(by.get(column.code, []), measure) for column in columns]
    return NationalLine(label, figures, sum_of(by.get(TOTAL, []), measure), authorities, counted, begun)


def measured(one: Told, measure: str) -> int:
    """Return of how many a figure tells; nought where it is hidden."""
    return (one.said if measure == Measure.SHARE else one.number) or 0


def sum_of(rows: list[Told], measure: str) -> Figure:
    """Return what can be read of some figures, together."""
    number = sum(measured(one, measure) for one in rows)
    return Figure(number, holding=sum(one.holding or 0 for one in rows)) if number else HIDDEN_FIGURE
