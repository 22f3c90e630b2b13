"""Makes the file of an extract: reads table by table, checks the keys, and writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import transaction

from opencaf.extracts.described import Filled
from opencaf.extracts.keys import check_keys
from opencaf.extracts.writing import Asked, file_of

Say = Callable[[int, Filled], None]


class Made(NamedTuple):
    """A file, and how many rows each of its tables has."""

    content: bytes
    rows: dict[str, int]


def make_file(asked: Asked, *, say: Say = lambda done, table: None) -> Made:
    """Return the file; say hears how many tables are read. ValidationError where keys do not fit."""
    tables: list[Filled] = []
    reading = asked.extract.read(asked.by, asked.window)
    while (table := next_of(reading)) is not None:
        tables.append(table)
        say(len(tables), table)
    check_keys(tables)
    return Made(file_of(asked, tables), {one.table.name: len(one.rows) for one in tables})


def next_of(reading: Iterator[Filled]) -> Filled | None:
    """Read the next table, in a transaction of its own; None after the last."""
    with transaction.atomic():
        return next(reading, None)
