"""Reads that are composed once: the SQL of a QuerySet is kept and asked again with other values.

To compose a QuerySet and turn it into SQL takes Django three to eight times as long as to send that SQL.
A read that every page makes is written as the function that returns its QuerySet, under `composed_once`;
called, it gives the rows. The first call hands the function stand-ins (ids and days that occur nowhere
else), finds where they stand among the statement's parameters, and keeps statement and places.

What may be an argument: a UUID or a date, whose place is found; None, a bool, a str, an int or a tuple
of these, which are part of the shape, so that each of their values is composed for itself. The clock is
an argument that nobody has to pass: `clock.now()` and `clock.today()` are found like the others.
"""

from __future__ import annotations

import copy
import datetime as dt
import inspect
import uuid
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.sql.compiler import SQLCompiler

from opencaf.core import clock

P = ParamSpec("P")
Row = TypeVar("Row")

Values = dict[str, Any]
NOW, TODAY = "the moment", "the day"
A_MOMENT = dt.datetime(1805, 11, 23, 4, 5, 6, 789, tzinfo=dt.UTC)
A_DAY = dt.date(1797, 5, 19)


def composed_once(
    compose: Callable[P, models.QuerySet[Any, Row]],
) -> Callable[P, list[Row]]:
    """Let a function that composes a QuerySet return its rows, composing it once for each shape.

    Raises TypeError where an argument's place cannot be found among the statement's parameters.
    """
    signature = inspect.signature(compose)
    kept: dict[Hashable, Statement] = {}

    @wraps(compose)
    def read(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        given = bound.arguments
        shape = tuple(type(value) if _has_place(value) else value for value in given.values())
        statement = kept.get(shape)
        if statement is None:
            statement = kept[shape] = _composed(compose, given)
        return statement.rows(given)

    return read


def _has_place(value: object) -> bool:
    return isinstance(value, (uuid.UUID, dt.date))


@dataclass(frozen=True)
class Statement:
    """A statement and the QuerySet that knows how to make rows of its answer."""

    queryset: models.QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    places: dict[int, str]

    def rows(self, given: Values) -> list[Any]:
        """Ask with these values."""
        values = {**given, NOW: clock.now(), TODAY: clock.today()}
        params = tuple(
            values[self.places[place]] if place in self.places else param
            for place, param in enumerate(self.params)
        )
        like = self.queryset
        asked = type(like)(model=like.model, query=_Ready(self, params))  # type: ignore[arg-type]
        asked._iterable_class = like._iterable_class
        asked._fields = like._fields  # type: ignore[attr-defined]
        asked._prefetch_related_lookups = like._prefetch_related_lookups  # type: ignore[attr-defined]
        return list(asked)


class _Ready:
    """Stands in for a Query that need not be compiled any more."""

    def __init__(self, statement: Statement, params: tuple[Any, ...]) -> None:
        self._statement = statement
        self._params = params

    def __getattr__(self, name: str) -> Any:
        return getattr(self._statement.compiler.query, name)

    def get_compiler(self, using: str) -> SQLCompiler:
        """Return a compiler that has its statement already."""
        compiler = copy.copy(self._statement.compiler)
        compiler.connection = connections[using]
        answer = (self._statement.sql, self._params)
        compiler.as_sql = lambda *_, **__: answer  # type: ignore[method-assign]
        return compiler


def _composed(compose: Callable[..., models.QuerySet[Any, Any]], given: Values) -> Statement:
    stand_ins = {name: _stand_in(value) for name, value in given.items()}
    with clock.at(A_MOMENT):
        queryset = compose(**stand_ins)
    compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, params = compiler.as_sql()
    named = {name: value for name, value in stand_ins.items() if _has_place(value)}
    seen = {**named, NOW: A_MOMENT, TODAY: A_MOMENT.astimezone(clock.LONDON).date()}
    names = {value: name for name, value in seen.items()}
    places = {place: names[param] for place, param in enumerate(params) if _is_one_of(param, names)}
    missing = named.keys() - set(places.values())
    if missing:
        raise TypeError(f"{compose.__qualname__} hides {', '.join(sorted(missing))} inside its statement")
    return Statement(queryset, compiler, sql, tuple(params), places)


def _stand_in(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return uuid.uuid4()
    if isinstance(value, dt.datetime):
        return A_MOMENT + dt.timedelta(days=1, microseconds=uuid.uuid4().int % 10**9)
    if isinstance(value, dt.date):
        return A_DAY + dt.timedelta(days=uuid.uuid4().int % 10**3)
    return value


def _is_one_of(param: object, names: dict[Any, str]) -> bool:
    return _has_place(param) and param in names
