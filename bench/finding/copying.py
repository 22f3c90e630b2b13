"""Streaming rows into tables: COPY with the defaults of the model for what is not said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from psycopg import sql

from bench.world.inserting import Connection
from opencaf.core.ids import new_id

NOW = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)
NOT_TEXT = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Sheet:
    """Rows of one table that wait to be copied; the columns named vary, the others are the same in all."""

    def __init__(self, model: type[models.Model], varying: str, **same: Any) -> None:
        self.table = model._meta.db_table
        names = varying.split()
        fields = {str(field.column): field for field in model._meta.local_concrete_fields}
        unknown = {*names, *same} - set(fields)
        if unknown:
            raise ValueError(f"{model._meta.label} has no column {', '.join(sorted(unknown))}")
        constant = {name: same.get(name, default_of(field)) for name, field in fields.items()}
        self.columns = [*names, *(name for name in fields if name not in names)]
        self.rest = [written(constant[name]) for name in fields if name not in names]
        self.lines: list[str] = []

    def add(self, *values: Any) -> None:
        """Add a row by its varying values."""
        self.lines.append("\t".join([*map(written, values), *self.rest]))

    def copy(self, connection: Connection) -> int:
        """Copy what waits into the table; returns how many rows."""
        statement = sql.SQL("copy {} ({}) from stdin").format(
            sql.Identifier(self.table), sql.SQL(", ").join(map(sql.Identifier, self.columns))
        )
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write("".join(f"{line}\n" for line in self.lines))
        count = len(self.lines)
        self.lines.clear()
        return count


def default_of(field: models.Field[Any, Any]) -> Any:
    """Return what a column holds where nothing is said."""
    if field.primary_key:
        return new_id()
    if field.name == "recorded_at":
        return NOW
    if field.has_default():
        return field.get_default()
    return None if field.null else ""


def written(value: Any) -> str:
    """Return a value as a line of COPY holds it."""
    if isinstance(value, str):
        is_plain = value.isprintable() and "\\" not in value
        return value if is_plain else value.translate(NOT_TEXT)
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)


@contextmanager
def without_indexes(connection: Connection, tables: list[str]) -> Iterator[None]:
    """Take indexes away while tables are filled, but those of constraints; then make them again."""
    rows = connection.execute(
        """select indexname, indexdef from pg_indexes
           where schemaname = 'public' and tablename = any(%s)
             and indexname not in (select conname from pg_constraint)""",
        [tables],
    ).fetchall()
    for name, _ in rows:
        connection.execute(sql.SQL("drop index {}").format(sql.Identifier(name)))
    yield
    for _, definition in rows:
        connection.execute(definition)
