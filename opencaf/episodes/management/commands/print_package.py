"""Prints docs/transfer-sheets.md from the sheets: `manage.py print_package > docs/transfer-sheets.md`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db import models

from opencaf.episodes.transferring.left_out import LEFT_OUT
from opencaf.episodes.transferring.sheets import BY_MODEL, NAMED, SHEETS, Sheet

INTRODUCTION = """# The sheets of a package, and what stays

Printed by `manage.py print_package` from opencaf/episodes/transferring; do not edit. See docs/transfer.md.
Every row has `id`, and most have `recorded_at`, `recorded_by` and `on_behalf_of`.

| sheet | columns beside those |
|---|---|
| `writer` | `given_name`, `family_name`, `job_title`, `agency` (id); no `recorded_at` |
| `agency` | `name`, `kind`, `sector`; no `recorded_at` |"""
OF_EVERY_ROW = ("id", "recorded_at", "recorded_by", "on_behalf_of")
KINDS: tuple[tuple[type[Any], str], ...] = (
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.TimeField, "time"),
    (models.BooleanField, "true or false"),
    (models.IntegerField, "number"),
)


class Command(BaseCommand):
    """Prints what goes to another authority of a case, and what stays and why."""

    help = "Print the sheets of a package as Markdown"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(package_page())


def package_page() -> str:
    """Return the page: the sheets with their columns, and the tables that stay."""
    return "\n".join([INTRODUCTION, *map(line_of, SHEETS), "", *staying()])


def line_of(sheet: Sheet) -> str:
    """Return the line of a sheet."""
    columns = [column for column in sheet.columns if column.name not in OF_EVERY_ROW]
    return f"| `{sheet.name}` | {', '.join(map(words_of, columns))} |"


def words_of(column: models.Field[Any, Any]) -> str:
    """Return a column with what it takes."""
    may_be_null = ", may be null" if column.null else ""
    return f"`{column.name}` ({kind_of(column)}{may_be_null})"


def kind_of(column: models.Field[Any, Any]) -> str:
    """Return what a column takes, in a word, or the sheet to which it leads."""
    target: Any = column.related_model
    if target in NAMED[2:]:
        return "object"
    if target is not None:
        name = (
            BY_MODEL[target].name if target in BY_MODEL else {0: "writer", 1: "agency"}[NAMED.index(target)]
        )
        return f"`{name}`"
    return next((words for kind, words in KINDS if isinstance(column, kind)), "text")


def staying() -> Iterator[str]:
    """Yield the lines of what stays."""
    yield "## What stays"
    yield ""
    yield "| table | it |"
    yield "|---|---|"
    for table, why in LEFT_OUT.items():
        yield f"| `{table}` | {why} |"
