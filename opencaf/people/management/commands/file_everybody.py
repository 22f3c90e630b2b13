"""Files everybody anew for finding: `manage.py file_everybody`."""

from __future__ import annotations

from os import environ
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError

from opencaf.people.operations.rebuilding import file_everybody


class Command(BaseCommand):
    help = (
        "File everybody anew for finding, and count how many children bear each name: after people were "
        "loaded in bulk, after an upgrade that says so, and now and then. Works as the owner "
        "(DATABASE_OWNER_URL); searches wait meanwhile."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        address = environ.get("DATABASE_OWNER_URL", "")
        if not address:
            raise CommandError("Set DATABASE_OWNER_URL to the address of the role that owns the tables.")
        with psycopg.connect(address, autocommit=True) as connection:
            rows = file_everybody(connection)
        self.stdout.write(f"Filed {rows:,} names.")
