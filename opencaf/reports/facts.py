"""What reports count: facts, the ways to divide them, and what a report says of itself (docs/adr/0041).

A report reads one fact for each thing that it counts. Every figure, list of cases and file is made of these
facts, so that they cannot differ.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from opencaf.agencies.models import Authority, Practitioner
from opencaf.reports.periods import Period


class Fact(NamedTuple):
    """One thing counted: of which case and child, on which day, and its category on each way to divide.

    value: what is measured of it, None where that is not known. holds: whether it is among those of which a
    share is asked, None where that cannot be said (yet). is_exact: whether its day is known to the day.
    """

    episode_id: uuid.UUID
    on: dt.date
    codes: dict[str, str]
    child_id: uuid.UUID | None = None
    value: int | None = None
    holds: bool | None = None
    is_exact: bool = True


class Category(NamedTuple):
    """One place on a way to divide; is_known: whether it tells anything ("refused" does not)."""

    code: str
    words: str
    is_known: bool = True


@dataclass(frozen=True)
class Axis:
    """A way to divide: its categories in order, those that tell nothing last.

    lists_empty: whether categories without any fact are shown, too. is_short: whether its categories may be
    offered one by one as a filter. names_people: whether its categories are people who work here.
    everywhere: its categories where they are the same in every authority.
    """

    code: str
    title: str
    categories: Callable[[Practitioner], list[Category]]
    lists_empty: bool = True
    is_short: bool = True
    names_people: bool = False
    everywhere: tuple[Category, ...] = ()


def fixed(code: str, title: str, choices: Iterable[tuple[str, str]], *, unknown: Sequence[str] = ()) -> Axis:
    """Return a way to divide whose categories are the same everywhere; unknown: those that tell nothing."""
    categories = [Category(str(one), str(words), one not in unknown) for one, words in choices]
    in_order = sorted(categories, key=lambda category: not category.is_known)
    return Axis(code, title, lambda _practitioner: in_order, everywhere=tuple(in_order))


Read = Callable[[Practitioner, Period, frozenset[str]], list[Fact]]


@dataclass(frozen=True)
class Report:
    """A question with its definition, which is printed with every figure.

    Words may name the authority's own terms and limits: see told_for. day: which day puts a fact into its
    month; nothing for what is counted as it stands today. share, value: what is asked beside the number, in
    words; value_unit and value_days: in what a value is shown, and how many of its own units make one.
    children: what is counted where cases are divided by their children; nothing where each fact has one.
    has_rate: whether it is asked for how many of all children that live here.
    """

    code: str
    title: str
    hint: str
    counts: str
    day: str
    who_is_in: tuple[str, ...]
    who_is_out: tuple[str, ...]
    limits: tuple[str, ...]
    axes: tuple[Axis, ...]
    read: Read
    children: str = ""
    share: str = ""
    value: str = ""
    value_unit: str = "days"
    value_days: int = 1
    first_columns: str = ""
    has_rate: bool = False

    @property
    def is_of_today(self) -> bool:
        """Whether it counts what stands today, and not what happened in a time."""
        return not self.day

    def axis(self, code: str) -> Axis:
        """Return one of its ways to divide; raises KeyError for a code that is none of them."""
        return {axis.code: axis for axis in self.axes}[code]


WORDED = ("title", "hint", "counts", "children", "day", "share", "value")
LISTED = ("who_is_in", "who_is_out", "limits")


def told_for(report: Report, authority: Authority) -> Report:
    """Return a report in an authority's own terms and with its own limits."""

    def told(words: str) -> str:
        return words.format(caf=authority.short_name, authority=authority)

    said: dict[str, Any] = {name: told(getattr(report, name)) for name in WORDED}
    said |= {name: tuple(map(told, getattr(report, name))) for name in LISTED}
    return replace(report, **said, axes=tuple(replace(axis, title=told(axis.title)) for axis in report.axes))
