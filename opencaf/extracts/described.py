"""What an extract is: tables of described columns, and a reading of them in sets (docs/adr/0043).

A reader gives one table after the other. Each is read for the rows that the first ones chose, so that keys
fit together also while people go on working.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from opencaf.agencies.models import Authority, Practitioner

Cells = tuple[str, ...]


class Way(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    XLSX = "xlsx"
    ZIP = "zip"


class Window(NamedTuple):
    """The days that an extract is about, both included."""

    first: dt.date
    last: dt.date


class Filled(NamedTuple):
    """A table with its rows."""

    table: Table
    rows: list[Cells]


@dataclass(frozen=True)
class Column:
    """One column: what it means and by which rule it is filled; codes: what may stand in it.

    empty: why nothing ever stands in it.
    """

    name: str
    meaning: str
    rule: str = ""
    codes: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Table:
    """One table. key: the columns that no two rows share; refers: which table's key a column must name."""

    name: str
    one_row_for: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: dict[str, str] = field(default_factory=dict)

    @property
    def heads(self) -> list[str]:
        """The names of its columns, in their order."""
        return [column.name for column in self.columns]

    def filled(self, rows: Sequence[dict[str, Any]]) -> Filled:
        """Return its rows as cells in the order of the columns; what a row does not name is left empty."""
        known = set(self.heads)
        for row in rows[:1]:
            if unknown := set(row) - known:
                raise ValueError(f"{self.name} has no column {', '.join(sorted(unknown))}")
        return Filled(self, [tuple(cell(row.get(name)) for name in self.heads) for row in rows])


Read = Callable[[Practitioner, Window], Iterator[Filled]]


@dataclass(frozen=True)
class Extract:
    """A standard extract with its definition, which is printed with it.

    months: how far back its window reaches where nobody says otherwise, and at most. Words may name the
    authority's own terms: see told_for.
    """

    code: str
    title: str
    hint: str
    what_for: str
    who_is_in: tuple[str, ...]
    limits: tuple[str, ...]
    tables: tuple[Table, ...]
    ways: tuple[Way, ...]
    months: int
    read: Read

    def told(self, words: str, authority: Authority) -> str:
        """Return words in an authority's own terms."""
        return words.format(caf=authority.short_name, lead=authority.lead_title)

    def ending_on(self, last: dt.date) -> Window:
        """Return the window that ends on a day."""
        years, month = divmod(last.year * 12 + last.month - 1 - self.months, 12)
        day = min(last.day, days_in(years, month + 1))
        return Window(dt.date(years, month + 1, day), last)


def days_in(year: int, month: int) -> int:
    """Return how many days a month has."""
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return (after - dt.timedelta(days=1)).day


def cell(value: object) -> str:
    """Return a value as it stands in a file; nothing for what is not known."""
    return "" if value is None else str(value)
