"""Looks whether the trail is still what was sealed, and whether sealing keeps up."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.utils import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from opencaf.audit import sealing


class Command(BaseCommand):
    help = (
        "Name the first row of the trail that was altered, is missing or was added behind a seal. "
        "Asked as the worker or the auditor. Ends with 1 where something is wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchor", default=settings.SEAL_ANCHOR, help="file with the seals as they were")
        parser.add_argument(
            "--age", action="store_true", help="look only whether the oldest unsealed row is too old"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        anchor = Path(options["anchor"]) if options["anchor"] else None
        if options["age"]:
            self.look_at_age()
            return
        if anchor and not anchor.exists():
            raise CommandError(f"There is no file {anchor}. Name the anchor with --anchor.")
        try:
            fault = sealing.find_fault(anchor)
        except ProgrammingError as error:
            if isinstance(error.__cause__, InsufficientPrivilege):
                raise CommandError(NOT_ALLOWED) from error
            raise
        if fault:
            raise CommandError(str(fault))
        state = sealing.state()
        held = " The seals are those of the anchor." if anchor else ANCHOR_MISSING
        self.stdout.write(f"{state.seals} seals over {state.sealed} rows are whole.{held}")

    def look_at_age(self) -> None:
        state = sealing.state()
        minutes = int(state.unsealed_for().total_seconds() // 60)
        sentence = f"{state.unsealed} rows are unsealed, the oldest for {minutes} minutes."
        if state.is_overdue:
            raise CommandError(
                f"{sentence} Look whether the worker runs and which transaction is still open."
            )
        self.stdout.write(sentence)


LOOK_AT = "Look whether the worker runs, and which transaction is still open."
NOT_ALLOWED = (
    "Only the worker or the auditor verifies. Set DATABASE_URL to the address of one of them, "
    "or OPENCAF_ROLE=opencaf_worker."
)
ANCHOR_MISSING = (
    " No anchor was compared: seals that were all written anew would not be noticed. Name one with --anchor."
)
