"""Writes the directory as a feed: `manage.py export_services --as NAME@example.org [--to FILE]`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from opencaf.agencies.command_line import acting_as, first_with_role, practitioner_with_address
from opencaf.directory.operations.exporting import export_feed
from opencaf.directory.permissions import KEEPS_SERVICES


class Command(BaseCommand):
    """Writes every service, the retired ones too."""

    help = "Write the directory of services as Open Referral UK 3.0 (docs/services.md)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as", dest="address", help="e-mail address of whoever does it")
        parser.add_argument("--to", type=Path, help="the file to write; otherwise it is printed")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            address = options["address"]
            by = practitioner_with_address(address) if address else first_with_role(*KEEPS_SERVICES)
            with acting_as(by):
                text = export_feed(by=by)
            if options["to"]:
                options["to"].write_text(text, encoding="utf-8")
            else:
                self.stdout.write(text, ending="")
        except (ValidationError, PermissionDenied) as refused:
            raise CommandError(" ".join(getattr(refused, "messages", [str(refused)]))) from None
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error.strerror}.") from None
