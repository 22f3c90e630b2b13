"""Reads that are composed once: the SQL of a QuerySet is kept and asked again with other values.

To compose a QuerySet and turn it into SQL takes Django three to eight times as long as to send that SQL.
A read that many pages make is written as the function that returns its QuerySet, under `composed_once`;
called, it gives the rows. The first call hands the function stand-ins (ids and days that occur nowhere
else), finds where they stand among the statement's parameters, and keeps statement and places.

What may be an argument:
- a UUID or a date, whose place is found;
- a row of a model, of which the function may use the ids it holds (its own and those it points to) and
  its related managers, whose rows know it again; asking for any other column fails;
- a list of UUIDs, as one value of the lookup `any_of`;
- None, a bool, a str, an int or a tuple of these, which are part of the shape, so that each of their
  values is composed for itself.
The clock is an argument that nobody has to pass: `clock.now()` and `clock.today()` are found like the
others. A day reckoned from one of these is not: reckon before, and pass it.
"""

from __future__ import annotations

import copy
import datetime as dt
import inspect
import uuid
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.sql.compiler import SQLCompiler

from opencaf.core import clock

P = ParamSpec("P")
Row = TypeVar("Row")

Values = dict[str, Any]
# Where a value is taken from: an argument, or an id that a row given as an argument holds.
Source = tuple[str, str]
NOW, TODAY = ("the moment", ""), ("the day", "")
A_MOMENT = dt.datetime(1805, 11, 23, 4, 5, 6, 789, tzinfo=dt.UTC)
A_DAY = dt.date(1797, 5, 19)
STAND_INS_END = 1810


def composed_once(
    compose: Callable[P, models.QuerySet[Any, Row]],
) -> Callable[P, list[Row]]:
    """Let a function that composes a QuerySet return its rows, composing it once for each shape.

    Raises TypeError where an argument's place cannot be found among the statement's parameters.
    """
    signature = inspect.signature(compose)
    names = tuple(signature.parameters)
    kept: dict[Hashable, Statement] = {}

    @wraps(compose)
    def read(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        if kwargs or len(args) != len(names):
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            given = bound.arguments
        else:
            given = dict(zip(names, args, strict=True))
        shape = tuple([_shape_of(value) for value in given.values()])
        statement = kept.get(shape)
        if statement is None:
            statement = kept[shape] = _composed(compose, given)
        return statement.rows(given)

    return read


def attach(rows: list[Any], name: str, related: list[Any]) -> None:
    """Give rows what points to them, as prefetch_related(name) does, from rows that were read together.

    Afterwards `row.name.all()` is a list, and each of its rows knows the one it points to.
    """
    if not rows:
        return
    field = rows[0]._meta.get_field(name).field
    by_id: dict[Any, list[Any]] = {row.pk: [] for row in rows}
    pointed_at = {row.pk: row for row in rows}
    for one in related:
        row_id = getattr(one, field.attname)
        if row_id in by_id:
            setattr(one, field.name, pointed_at[row_id])
            by_id[row_id].append(one)
    for row in rows:
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = by_id[row.pk]


@models.UUIDField.register_lookup
@models.ForeignKey.register_lookup
class AnyOf(models.Lookup):
    """One of these ids, which are one parameter of the statement, or one array that it reads first."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return the condition."""
        left, params = self.process_lhs(compiler, connection)
        if isinstance(self.rhs, models.Subquery):
            ids, more = compiler.compile(self.rhs)
            return f"{left} = any({ids})", [*params, *more]
        return f"{left} = any(%s)", [*params, self.rhs]


@cache
def _ids_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of the columns of a model that hold ids."""
    fields = [(field.attname, getattr(field, "target_field", field)) for field in model._meta.concrete_fields]
    return tuple(name for name, target in fields if isinstance(target, models.UUIDField))


def _shape_of(value: Any) -> Any:
    """Return what a statement depends on besides the values of its parameters."""
    if isinstance(value, models.Model):
        held = value.__dict__
        return type(value), tuple([name for name in _ids_of(type(value)) if held[name] is not None])
    return type(value) if _has_place(value) else value


def _has_place(value: object) -> bool:
    return isinstance(value, (uuid.UUID, dt.date, list))


@dataclass(frozen=True)
class Statement:
    """A statement and the QuerySet that knows how to make rows of its answer."""

    queryset: models.QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    places: dict[int, Source]
    knows: dict[Any, str]

    def rows(self, given: Values) -> list[Any]:
        """Ask with these values."""
        params = list(self.params)
        for place, source in self.places.items():
            params[place] = _value_of(source, given)
        like: Any = self.queryset
        asked: Any = type(like)(model=like.model, query=_Ready(self, tuple(params)))
        asked._iterable_class = like._iterable_class
        asked._fields = like._fields
        asked._prefetch_related_lookups = like._prefetch_related_lookups
        asked._known_related_objects = {
            field: {given[name].pk: given[name]} for field, name in self.knows.items()
        }
        return list(asked)


def _value_of(source: Source, given: Values) -> Any:
    if source is NOW:
        return clock.now()
    if source is TODAY:
        return clock.today()
    name, column = source
    return getattr(given[name], column) if column else given[name]


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
    sources = dict(_sources(stand_ins))
    places = {place: sources[key] for place, param in enumerate(params) if (key := _key(param)) in sources}
    knows = _known(queryset, stand_ins)
    _refuse_what_is_hidden(compose.__qualname__, stand_ins, params, places)
    return Statement(queryset, compiler, sql, tuple(params), places, knows)


def _sources(stand_ins: Values) -> Iterator[tuple[Hashable, Source]]:
    """Yield every stand-in with where its value is taken from."""
    yield _key(A_MOMENT), NOW
    yield _key(A_MOMENT.astimezone(clock.LONDON).date()), TODAY
    for name, value in stand_ins.items():
        if isinstance(value, models.Model):
            held = ((_key(getattr(value, column)), column) for column in _ids_of(type(value)))
            yield from ((key, (name, column)) for key, column in held if key is not None)
        elif _has_place(value):
            yield _key(value), (name, "")


def _key(value: object) -> Hashable:
    """Return what tells a stand-in from all other parameters; None for what cannot be one."""
    if isinstance(value, list):
        return tuple(map(repr, value))
    return (type(value), value) if _has_place(value) else None


def _known(queryset: Any, stand_ins: Values) -> dict[Any, str]:
    """Return which field of the rows points back to which argument, where a related manager gave them."""
    names = {value.pk: name for name, value in stand_ins.items() if isinstance(value, models.Model)}
    return {
        field: names[pk]
        for field, known in queryset._known_related_objects.items()
        for pk in known
        if pk in names
    }


def _refuse_what_is_hidden(
    who: str, stand_ins: Values, params: tuple[Any, ...], places: dict[int, Source]
) -> None:
    """Raise TypeError where an argument's place was not found, or something of it stays in the statement."""
    needed = {
        name for name, value in stand_ins.items() if _has_place(value) or isinstance(value, models.Model)
    }
    missing = needed - {name for name, _ in places.values()}
    if missing:
        raise TypeError(f"{who} hides {', '.join(sorted(missing))} inside its statement")
    left = [param for place, param in enumerate(params) if place not in places]
    if any(isinstance(param, dt.date) and param.year < STAND_INS_END for param in left):
        raise TypeError(f"{who} reckons a day inside its statement: pass it as an argument")


def _stand_in(value: Any) -> Any:
    if isinstance(value, models.Model):
        held = _ids_of(type(value))
        ids = [None if getattr(value, name) is None else uuid.uuid4() for name in held]
        return type(value).from_db(DEFAULT_DB_ALIAS, held, ids)
    if isinstance(value, list):
        return [uuid.uuid4()]
    if isinstance(value, uuid.UUID):
        return uuid.uuid4()
    if isinstance(value, dt.datetime):
        return A_MOMENT + dt.timedelta(days=1, microseconds=uuid.uuid4().int % 10**9)
    if isinstance(value, dt.date):
        return A_DAY + dt.timedelta(days=uuid.uuid4().int % 10**3)
    return value
