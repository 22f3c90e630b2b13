"""Prints docs/open-export-tables.md: `manage.py print_open_export > docs/open-export-tables.md`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from opencaf.open_export.carried import carried_tables
from opencaf.open_export.described import description


class Command(BaseCommand):
    """Prints what an open export carries, and what stays and why."""

    help = "Print the tables of an open export as Markdown; asks the database, as whoever may connect to it"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        connection.ensure_connection()
        self.stdout.write(description(carried_tables(connection.connection)))
