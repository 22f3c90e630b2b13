"""Writes everything an authority holds into one file: `manage.py export_authority CODE FILE.zip`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencaf.open_export.owning import as_owner
from opencaf.open_export.writing import NoSuchAuthorityError, write_export


class Command(BaseCommand):
    help = (
        "Write everything an authority holds into a new ZIP of JSON lines (docs/open-export.md), papers and "
        "trail too. Works as the owner (DATABASE_OWNER_URL). The file is readable for its maker alone and "
        "holds families' records unencrypted: encrypt it before it travels."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the authority's code, the beginning of its references")
        parser.add_argument("file", type=Path, help="the ZIP to be made; it must not be there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        code, path = options["code"].upper(), options["file"]
        try:
            with as_owner() as connection:
                manifest = write_export(connection, code, path, say=self.say_if_asked(options["verbosity"]))
        except NoSuchAuthorityError:
            raise CommandError(f"No authority here has the code {code}.") from None
        except OSError as wrong:
            raise CommandError(f"{path} cannot be written: {wrong.strerror}. Name another file.") from None
        rows = sum(part["rows"] for part in manifest["parts"])
        self.stdout.write(f"{manifest['authority']['name']}: {rows:,} rows and papers are in {path}.")

    def say_if_asked(self, verbosity: int) -> Any:
        """Return what is called with a line for each table."""
        return self.stderr.write if verbosity > 1 else lambda line: None
