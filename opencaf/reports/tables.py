"""Facts counted by rows and columns, with their totals; nothing is counted anywhere else."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.db.models import TextChoices

from opencaf.agencies.models import Practitioner
from opencaf.core.dates import financial_year_begun
from opencaf.reports.axes import with_children
from opencaf.reports.facts import Axis, Category, Fact, Report
from opencaf.reports.periods import Period

NO_LONGER = "No longer in the list"
PER_CHILDREN = 10_000


class Columns(TextChoices):
    """What may stand across beside the ways to divide of a report."""

    MONTH = "month", "Month"
    YEAR = "year", "Financial year"
    ALONE = "alone", "Nothing: only the total"


class Measure(TextChoices):
    """What is worked out of the facts of a cell."""

    COUNT = "count", "How many"
    SHARE = "share", "Share"
    MIDDLE = "middle", "Middle value"
    RATE = "rate", "Rate per 10,000 children"


@dataclass(frozen=True)
class Choice:
    """How somebody divides a report: its rows and columns, the time, the measure, and which facts alone."""

    period: Period
    rows: str
    columns: str
    measure: str = Measure.COUNT
    only: dict[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> frozenset[str]:
        """The ways to divide that have to be read."""
        return frozenset({self.rows, self.columns, *self.only}) - frozenset(Columns.values)


@dataclass(frozen=True)
class Figure:
    """What a cell says: how many facts it is about, for how many it holds, and what they measure.

    hidden: it is not shown to who reads it, and says nothing. among: how many children live where and when it
    counts, where that is asked and known.
    """

    number: int
    holding: int = 0
    quartiles: tuple[float, float, float] | None = None
    hidden: bool = False
    among: Fraction | None = None

    @property
    def rate(self) -> Decimal | None:
        """How many there are of each 10,000 children, to one place, half up; None where that is not known."""
        if not self.among:
            return None
        tenths = math.floor(PER_CHILDREN * 10 * self.number / self.among + Fraction(1, 2))
        return Decimal(tenths).scaleb(-1)

    @property
    def per_cent(self) -> int | None:
        """The share that holds, in whole per cent, half up; None of nothing."""
        return (200 * self.holding + self.number) // (2 * self.number) if self.number else None


HIDDEN_FIGURE = Figure(0, hidden=True)


@dataclass(frozen=True)
class Line:
    """A row of the table: its category, a figure for each column, and the total."""

    category: Category
    figures: list[Figure]
    total: Figure

    @property
    def everything(self) -> list[Figure]:
        """Its figures and their total."""
        return [*self.figures, self.total]

    @property
    def says_something(self) -> bool:
        """Whether any figure of it is shown and not nought."""
        return any(figure.number for figure in self.everything)


@dataclass(frozen=True)
class Coverage:
    """Of how many facts something is known."""

    what: str
    known: int
    of: int

    @property
    def per_cent(self) -> int:
        """The share that is known, in whole per cent, rounded down, so that all means all."""
        return 100 * self.known // self.of


@dataclass(frozen=True)
class Table:
    """A report as it was divided.

    has_all: whether its columns come to something together that may be shown.
    """

    rows: Axis
    columns: list[Category]
    lines: list[Line]
    totals: list[Figure]
    total: Figure
    coverage: list[Coverage]
    hides_small: bool = False
    has_all: bool = True

    @property
    def says_something(self) -> bool:
        """Whether any figure is shown and not nought."""
        return any(figure.number for figure in [*self.totals, self.total]) or any(
            line.says_something for line in self.lines
        )


def facts_of(report: Report, practitioner: Practitioner, choice: Choice) -> list[Fact]:
    """Return the facts that somebody may see, as far as they were chosen."""
    read = with_children(report.read(practitioner, choice.period, choice.wanted), choice.wanted)
    return [fact for fact in read if all(fact.codes[axis] == code for axis, code in choice.only.items())]


def table_of(report: Report, practitioner: Practitioner, choice: Choice) -> Table:
    """Return the table that was chosen."""
    facts = facts_of(report, practitioner, choice)
    counted = measured(facts, choice.measure)
    rows, columns = report.axis(choice.rows), columns_of(report, practitioner, choice, counted)
    cells: dict[tuple[str, str], list[Fact]] = {}
    for fact in counted:
        cells.setdefault((fact.codes[choice.rows], column_of(fact, choice.columns)), []).append(fact)
    places = places_of(rows, practitioner, {row for row, _ in cells})
    across = [column.code for column in columns]

    def figures(row_codes: Sequence[str]) -> list[Figure]:
        return [
            figure_of((fact for row in row_codes for fact in cells.get((row, column), ())), choice.measure)
            for column in across
        ]

    def total(row_codes: Sequence[str]) -> Figure:
        return figure_of(
            (fact for row in row_codes for column in across for fact in cells.get((row, column), ())),
            choice.measure,
        )

    everywhere = [place.code for place in places]
    return Table(
        rows=rows,
        columns=columns,
        lines=[Line(place, figures([place.code]), total([place.code])) for place in places],
        totals=figures(everywhere),
        total=total(everywhere),
        coverage=coverage_of(report, practitioner, choice, facts),
    )


def cell_of(facts: Iterable[Fact], choice: Choice, row: str = "", column: str = "") -> list[Fact]:
    """Return the facts behind one figure: of a row, a column, both, or all; the earliest first."""
    found = [
        fact
        for fact in measured(facts, choice.measure)
        if (not row or fact.codes[choice.rows] == row)
        and (not column or column_of(fact, choice.columns) == column)
    ]
    return sorted(found, key=lambda fact: (fact.on, fact.episode_id, str(fact.child_id)))


def measured(facts: Iterable[Fact], measure: str) -> list[Fact]:
    """Return the facts of which a measure can be taken."""
    if measure == Measure.SHARE:
        return [fact for fact in facts if fact.holds is not None]
    if measure == Measure.MIDDLE:
        return [fact for fact in facts if fact.value is not None]
    return list(facts)


def figure_of(facts: Iterable[Fact], measure: str) -> Figure:
    """Return what facts come to."""
    found = list(facts)
    if measure == Measure.SHARE:
        return Figure(len(found), holding=sum(bool(fact.holds) for fact in found))
    if measure == Measure.MIDDLE and found:
        return Figure(len(found), quartiles=quartiles_of([fact.value or 0 for fact in found]))
    return Figure(len(found))


def quartiles_of(values: list[int]) -> tuple[float, float, float]:
    """Return the lower quartile, the middle and the upper quartile, each among the values or between two."""
    if len(values) == 1:
        return values[0], values[0], values[0]
    lower, middle, upper = statistics.quantiles(values, n=4, method="inclusive")
    return lower, middle, upper


def column_of(fact: Fact, columns: str) -> str:
    """Return the code of the column in which a fact stands."""
    if columns == Columns.MONTH:
        return f"{fact.on:%Y-%m}"
    if columns == Columns.YEAR:
        return str(financial_year_begun(fact.on))
    return Columns.ALONE if columns == Columns.ALONE else fact.codes[columns]


def columns_of(
    report: Report, practitioner: Practitioner, choice: Choice, facts: Iterable[Fact]
) -> list[Category]:
    """Return the columns in their order; none where there is only the total."""
    if choice.columns == Columns.MONTH:
        return [Category(f"{month:%Y-%m}", f"{month:%b %Y}") for month in choice.period.months]
    if choice.columns == Columns.YEAR:
        years = range(financial_year_begun(choice.period.first), financial_year_begun(choice.period.last) + 1)
        return [Category(str(year), f"{year} to {year + 1}") for year in years]
    if choice.columns == Columns.ALONE:
        return [Category(Columns.ALONE, "All")]
    axis = report.axis(choice.columns)
    return places_of(axis, practitioner, {fact.codes[axis.code] for fact in facts})


def places_of(axis: Axis, practitioner: Practitioner, used: set[str]) -> list[Category]:
    """Return the categories that are shown; a code that is in no list any more is shown, too."""
    listed = axis.categories(practitioner)
    strange = sorted(used - {category.code for category in listed})
    shown = [category for category in listed if axis.lists_empty or category.code in used]
    return [*shown, *(Category(code, NO_LONGER, is_known=False) for code in strange)]


def coverage_of(
    report: Report, practitioner: Practitioner, choice: Choice, facts: list[Fact]
) -> list[Coverage]:
    """Return of how many facts the day, each way to divide that is used, and the measure are known."""
    found = []
    if not report.is_of_today:
        found.append(Coverage("The day is known exactly", sum(fact.is_exact for fact in facts), len(facts)))
    for code in [choice.rows, choice.columns]:
        if code not in Columns.values:
            axis = report.axis(code)
            known = {category.code for category in axis.categories(practitioner) if category.is_known}
            found.append(Coverage(axis.title, sum(fact.codes[code] in known for fact in facts), len(facts)))
    if choice.measure == Measure.SHARE:
        found.append(
            Coverage(f"Share {report.share}", sum(fact.holds is not None for fact in facts), len(facts))
        )
    if choice.measure == Measure.MIDDLE:
        found.append(
            Coverage(measured_words(report), sum(fact.value is not None for fact in facts), len(facts))
        )
    return found


def measured_words(report: Report) -> str:
    """Return what is measured of each fact, at the start of a sentence."""
    return f"{report.value_unit.capitalize()} {report.value}"
