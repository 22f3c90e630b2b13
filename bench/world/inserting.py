"""Filling tables in sets: one INSERT … SELECT a table, with Django's defaults for what is not said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from django.db import models

Connection = psycopg.Connection[Any]


def quoted(words: str) -> str:
    """Return words as an SQL literal."""
    return "'" + words.replace("'", "''") + "'"


def literal(value: Any) -> str:
    """Return a default as SQL."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return quoted(json.dumps(value) if isinstance(value, dict | list) else str(value))


def default_of(field: models.Field[Any, Any]) -> str:
    """Return the SQL of a column that a set does not name."""
    if field.primary_key:
        return "gen_random_uuid()"
    if field.name == "recorded_at":
        return "now()"
    if field.has_default():
        return literal(field.get_default())
    return literal(None if field.null else "")


def insert(connection: Connection, model: type[models.Model], source: str, /, **columns: str) -> int:
    """Insert rows of a model from a FROM clause; columns are SQL expressions. Returns how many."""
    fields = {str(field.column): field for field in model._meta.local_concrete_fields}
    unknown = set(columns) - set(fields)
    if unknown:
        raise ValueError(f"{model._meta.label} has no column {', '.join(sorted(unknown))}")
    values = {name: columns.get(name) or default_of(field) for name, field in fields.items()}
    names = ", ".join(f'"{name}"' for name in values)
    expressions = ", ".join(values.values())
    count = connection.execute(
        f"insert into {model._meta.db_table} ({names}) select {expressions} from {source}"
    ).rowcount
    connection.commit()
    return count


def keep(connection: Connection, name: str, query: str, *, key: str = "") -> None:
    """Keep the rows of a query in a temporary table for the sets to come."""
    connection.execute(f"create temporary table {name} as {query}")
    if key:
        connection.execute(f"create index on {name} ({key})")
    connection.execute(f"analyze {name}")


def number(connection: Connection, table: str, name: str) -> None:
    """Keep the ids of a table with numbers from 0, so that sets can be spread over them."""
    keep(
        connection,
        name,
        f"select id, row_number() over (order by id) - 1 as n from {table}",
        key="n",
    )


def keep_rows(
    connection: Connection, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Keep rows made in Python in a temporary table."""
    connection.execute(f"create temporary table {name} ({', '.join(columns)})")
    with connection.cursor() as cursor, cursor.copy(f"copy {name} from stdin") as copy:
        for row in rows:
            copy.write_row(row)
    connection.execute(f"analyze {name}")
