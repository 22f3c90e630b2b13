"""What stands in an open export, in words: printed into every one, and into docs/open-export-tables.md."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import models

from opencaf.open_export.carried import COLUMNS_LEFT_OUT, LEFT_OUT, OF_THE_INSTALLATION, Column, Table

INTRODUCTION = """# The tables of an open export

Printed by `manage.py print_open_export` from the database and the models; do not edit.
See docs/open-export.md.

Every part `tables/<name>.jsonl` holds one row in each line, as JSON in UTF-8. Ids are UUIDs, days
`YYYY-MM-DD`, moments ISO 8601 in UTC. A key to another row is its id. Papers stand, as they were stored,
under `kept/<table>/<id of the row>`; `keeps_a_paper` says in such a row whether there is one.
"""
Model = type[models.Model]


def description(tables: Iterable[Table]) -> str:
    """Return the page: each table with its columns, and what is left out and why."""
    known = {model._meta.db_table: model for model in apps.get_models()}
    lines = [INTRODUCTION]
    for table in tables:
        lines += [*of_table(table, known.get(table.name)), ""]
    return "\n".join([*lines, *left_out()])


def of_table(table: Table, model: Model | None) -> Iterator[str]:
    """Give the lines about one table."""
    yield f"## `{table.name}`"
    yield ""
    if model is not None:
        yield meaning(model)
        yield ""
    yield "| column | type | may be empty | what |"
    yield "|---|---|---|---|"
    fields = {field.column: field for field in model._meta.concrete_fields} if model else {}
    for column in table.columns:
        empty = "yes" if column.may_be_null else ""
        yield f"| `{column.name}` | {column.type} | {empty} | {about(column, fields)} |"


def meaning(model: Model) -> str:
    """Return the first paragraph of what a model says of itself."""
    return " ".join((inspect.getdoc(model) or "").split("\n\n")[0].split())


def about(column: Column, fields: Mapping[str | None, models.Field[Any, Any]]) -> str:
    """Return where a key leads, or which codes there are."""
    field = fields.get(column.name)
    if field is None:
        return ""
    if isinstance(field.remote_field, models.ManyToOneRel):
        return f"id of `{field.remote_field.model._meta.db_table}`"
    codes = [f"`{code}` {words}" for code, words in field.flatchoices if code not in ("", None)]
    return "; ".join(codes).replace("|", "/")


def left_out() -> Iterator[str]:
    """Give the lines about what is not carried."""
    yield "## Left out"
    yield ""
    for name, why in sorted({**LEFT_OUT, **OF_THE_INSTALLATION}.items()):
        yield f"- `{name}`: {why}."
    for (table, column), why in COLUMNS_LEFT_OUT.items():
        yield f"- `{table}.{column}`: {why}."
