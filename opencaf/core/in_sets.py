"""Writing many rows with long texts in few statements: PostgreSQL takes one JSON document apart.

Django sends a set as one array a column, in which Python escapes every quote of every text; a document is
escaped by the encoder's own machine code. For rows that hold long texts or JSON, this is several times
as quick (bench/services.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models.fields.json import JSONField

A_SET = 500


def write_in_sets(rows: Sequence[models.Model], *, update: Sequence[str] = ()) -> None:
    """Insert rows of one model; update: the columns to change of rows that are there already."""
    for first in range(0, len(rows), A_SET):
        write_set(rows[first : first + A_SET], update)


def write_set(rows: Sequence[models.Model], update: Sequence[str]) -> None:
    """Insert or change some rows by one statement."""
    meta = type(rows[0])._meta
    columns = [connection.ops.quote_name(name) for name, _ in values_of(rows[0])]
    table, listed = connection.ops.quote_name(meta.db_table), ", ".join(columns)
    changed = [connection.ops.quote_name(name) for name in update]
    conflict = ", ".join(f"{column} = excluded.{column}" for column in changed)
    insert = f"""
insert into {table} ({listed}) select {listed} from jsonb_populate_recordset(null::{table}, %s)
{f"on conflict (id) do update set {conflict}" if changed else ""}"""  # noqa: S608 - names of our own tables
    document = json.dumps([dict(values_of(row)) for row in rows], cls=DjangoJSONEncoder)
    with connection.cursor() as cursor:
        cursor.execute(insert, [document])


def values_of(row: models.Model) -> Iterator[tuple[str, Any]]:
    """Yield the columns of a row with what goes into them."""
    for field in type(row)._meta.concrete_fields:
        value = field.pre_save(row, add=True)
        yield str(field.column), value if isinstance(field, JSONField) else field.get_prep_value(value)
