"""How many children live in the authority and its localities, by which rates are worked out.

A number stands from its financial year until a later one is entered. OpenCAF counts no children itself: the
numbers are those that the authority is given, such as mid-year estimates, and each says where it is from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from opencaf.access.sight import SEES_ALL, sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core.dates import financial_year_begun
from opencaf.reports.axes import LOCALITY
from opencaf.reports.models import ChildrenLiving
from opencaf.reports.periods import Period, financial_year
from opencaf.reports.permissions import can_see_cases_behind
from opencaf.reports.tables import Choice, Columns, Figure, Line, Table

EVERYWHERE = ""
Numbers = Mapping[str, int]


@dataclass(frozen=True)
class Year:
    """What is said of a financial year: numbers by locality, and their source.

    begun: the year in which it began.
    """

    begun: int
    numbers: Numbers
    source: str


class Living:
    """All that an authority says, as it stands now; EVERYWHERE stands for the whole authority."""

    def __init__(self, practitioner: Practitioner) -> None:
        rows = ChildrenLiving.objects.filter(authority_id=practitioner.authority_id)
        self.years: dict[int, Year] = {}
        for row in rows.order_by("recorded_at", "id"):
            before = self.years.get(row.year)
            numbers = dict(before.numbers) if before else {}
            place = str(row.locality_id or EVERYWHERE)
            if row.number is None:
                numbers.pop(place, None)
            else:
                numbers[place] = row.number
            self.years[row.year] = Year(row.year, numbers, row.source)

    def year_of(self, begun: int, place: str = EVERYWHERE) -> Year | None:
        """Return the latest year, up to one, of which the number of a place is said."""
        said = [year for year in self.years.values() if year.begun <= begun and place in year.numbers]
        return max(said, key=lambda year: year.begun, default=None)

    def children_in(self, place: str, period: Period) -> Fraction | None:
        """Return how many live in a place, on average over months; None where it is not said of each."""
        years = [self.year_of(financial_year_begun(month), place) for month in period.months]
        known = [year.numbers[place] for year in years if year is not None]
        return Fraction(sum(known), len(known)) if known and len(known) == len(years) else None

    def used_for(self, period: Period) -> list[Year]:
        """Return the years by which rates of the whole authority in some months are worked out."""
        found = (self.year_of(financial_year_begun(month)) for month in period.months)
        return list({year.begun: year for year in found if year is not None}.values())


def sees_rates(practitioner: Practitioner) -> bool:
    """Whether somebody counts the whole authority: a rate of a part of its cases would say too little."""
    if not can_see_cases_behind(practitioner):
        return True
    return practitioner.has_role(*SEES_ALL) and sight_of(practitioner).locality_id is None


def with_rates(table: Table, choice: Choice, living: Living) -> Table:
    """Return a table whose figures say among how many children they are counted."""

    def among(figure: Figure, row: str = "", column: str = "") -> Figure:
        place, period = place_of(choice, row, column), time_of(choice, column)
        return replace(figure, among=living.children_in(place, period))

    def all_among(figures: Iterable[Figure], row: str = "") -> list[Figure]:
        pairs = zip(figures, table.columns, strict=True)
        return [among(figure, row, column.code) for figure, column in pairs]

    return replace(
        table,
        lines=[
            Line(
                line.category,
                all_among(line.figures, line.category.code),
                among(line.total, line.category.code),
            )
            for line in table.lines
        ],
        totals=all_among(table.totals),
        total=among(table.total),
    )


def place_of(choice: Choice, row: str, column: str) -> str:
    """Return the locality of a figure, as its row, its column or a filter says; else the whole authority."""
    by = {choice.columns: column, choice.rows: row}
    return by.get(LOCALITY.code) or choice.only.get(LOCALITY.code, EVERYWHERE)


def time_of(choice: Choice, column: str) -> Period:
    """Return the months of a figure: its month, the chosen ones of its year, or all that were chosen."""
    if not column or choice.columns not in (Columns.MONTH, Columns.YEAR):
        return choice.period
    months = [
        month
        for month in choice.period.months
        if column in (f"{month:%Y-%m}", str(financial_year_begun(month)))
    ]
    return Period(months[0], months[-1])


def words_of(year: Year) -> str:
    """Return a year with its number and where that is from."""
    return f"{year.numbers[EVERYWHERE]:,} in {financial_year(year.begun)} ({year.source})"
