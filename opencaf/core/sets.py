"""Writing many rows of a table with one statement: a column is one array, what all share is said once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def write_set(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    but_those_there: bool = False,
    **shared: Any,
) -> None:
    """Insert rows whose values stand in the order of columns; shared: values of further columns.

    but_those_there: leave out what a unique constraint would refuse. Columns that are not named get the
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
    statement = (
        f"insert into {model._meta.db_table} ({names}) "  # noqa: S608 -- names of our own tables
        f"select {given}{constants} from unnest({casts}) as t({given})"
        f"{' on conflict do nothing' if but_those_there else ''}"
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
