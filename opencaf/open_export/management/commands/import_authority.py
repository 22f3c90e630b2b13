"""Brings an open export in: `manage.py import_authority FILE.zip`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencaf.open_export.bringing_in import bring_in
from opencaf.open_export.opening import ExportRefusedError
from opencaf.open_export.owning import as_owner


class Command(BaseCommand):
    help = (
        "Bring everything of an authority in from the ZIP that export_authority made, into an installation "
        "of the same version that does not know it. Works as the owner (DATABASE_OWNER_URL), in one "
        "transaction; others wait meanwhile. Everybody chooses a new password."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the ZIP that export_authority made")

    def handle(self, *args: Any, **options: Any) -> None:
        say = self.stderr.write if options["verbosity"] > 1 else lambda line: None
        try:
            with as_owner() as connection:
                manifest = bring_in(connection, options["file"], say=say)
        except ExportRefusedError as refused:
            raise CommandError(str(refused)) from None
        except OSError as wrong:
            raise CommandError(f"{options['file']} cannot be read: {wrong.strerror}.") from None
        rows = sum(part["rows"] for part in manifest["parts"])
        self.stdout.write(f"{manifest['authority']['name']}: {rows:,} rows and papers were brought in.")
