"""Writing many rows of a table with one statement: a column is one array, what all share is said once.

Django sends arrays too, but lets the driver escape every text by patterns, which takes several times as
long where texts are long (bench/services.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

A_SET = 500


def write_rows(rows: Sequence[models.Model], *, update: Sequence[str] = ()) -> None:
    """Insert rows of one model, set by set; update: the columns to change of rows that are there already."""
    for first in range(0, len(rows), A_SET):
        some = rows[first : first + A_SET]
        columns = [str(field.column) for field in type(some[0])._meta.local_concrete_fields]
        write_set(type(some[0]), columns, [list(values_of(row)) for row in some], update=update)


def values_of(row: models.Model) -> Iterator[Any]:
    """Yield what goes into the columns of a row."""
    for field in type(row)._meta.local_concrete_fields:
        value = field.pre_save(row, add=True)
        if isinstance(field, models.JSONField) and value is not None:
            yield json.dumps(value, cls=DjangoJSONEncoder)
        else:
            yield field.get_prep_value(value)


def write_set(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    but_those_there: bool = False,
    update: Sequence[str] = (),
    **shared: Any,
) -> None:
    """Insert rows whose values stand in the order of columns; shared: values of further columns.

    but_those_there: leave out what a unique constraint would refuse; update: the columns to change of rows
    whose id is there. Columns that are not named get the
    default of their field. Nothing is validated but by the database.
    """
    if not rows:
        return
    fields = {str(field.column): field for field in model._meta.local_concrete_fields}
    rest = {
        name: field.get_default() if field.has_default() or field.null else ""
        for name, field in fields.items()
        if name not in columns and name not in shared
    }
    same = {**rest, **shared}
    names = ", ".join(f'"{name}"' for name in (*columns, *same))
    casts = ", ".join(f"%s::{fields[name].db_type(connection)}[]" for name in columns)
    constants = "".join(f", %s::{fields[name].db_type(connection)}" for name in same)
    given = ", ".join(f"c{number}" for number in range(len(columns)))
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in update)
    there = f" on conflict (id) do update set {changes}" if changes else ""
    statement = (
        f"insert into {model._meta.db_table} ({names}) "  # noqa: S608 -- names of our own tables
        f"select {given}{constants} from unnest({casts}) as t({given})"
        f"{' on conflict do nothing' if but_those_there else there}"
    )
    with connection.cursor() as cursor:
        values = [fields[name].get_db_prep_save(value, connection) for name, value in same.items()]
        cursor.execute(statement, [*values, *(array_of(column) for column in zip(*rows, strict=True))])


def array_of(values: Sequence[Any]) -> str:
    """Return values as PostgreSQL writes an array."""
    return "{" + ",".join(map(element_of, values)) + "}"


def element_of(value: Any) -> str:
    """Return one element of an array: always quoted, so that a word is never taken for a null."""
    if value is None:
        return "NULL"
    if value is True or value is False:
        return "t" if value else "f"
    text = value if isinstance(value, str) else str(value)
    if "\\" in text or '"' in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
