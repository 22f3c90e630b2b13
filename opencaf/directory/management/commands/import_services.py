"""Brings a feed of services in: `manage.py import_services FILE|FOLDER --as NAME@example.org --feed NAME`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from opencaf.agencies.command_line import acting_as, first_with_role, practitioner_with_address
from opencaf.core.rulings import require
from opencaf.directory.open_referral.reading import files_at, read_files
from opencaf.directory.open_referral.wording import sentences
from opencaf.directory.operations.importing import compared, import_feed
from opencaf.directory.permissions import KEEPS_SERVICES, can_keep_services


class Command(BaseCommand):
    """Adds what is new, brings up to date what is known, retires what left the feed."""

    help = "Bring services in from a feed of Open Referral UK 3.0 (docs/services.md)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", type=Path, help="a .json file, or a folder of them")
        parser.add_argument("--as", dest="address", help="e-mail address of whoever does it")
        parser.add_argument("--feed", default="feed", help="the name under which its services are kept")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            address = options["address"]
            by = practitioner_with_address(address) if address else first_with_role(*KEEPS_SERVICES)
            with acting_as(by):
                require(can_keep_services(by))
                feed = read_files(files_at(options["place"]))
                if options["dry_run"]:
                    brought = compared(feed, options["feed"], by)
                else:
                    brought = import_feed(feed=feed, name=options["feed"], by=by)
        except (ValidationError, PermissionDenied) as refused:
            raise CommandError(" ".join(getattr(refused, "messages", [str(refused)]))) from None
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from None
        for line in [*brought.rejects, *sentences(brought.counts, is_done=not options["dry_run"])]:
            self.stdout.write(line)
