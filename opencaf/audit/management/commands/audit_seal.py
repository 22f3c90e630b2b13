"""Seals the trail: once, or again and again until it is stopped."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.utils import InternalError, OperationalError, ProgrammingError
from psycopg.errors import InsufficientPrivilege

from opencaf.audit import sealing


class Command(BaseCommand):
    help = (
        "Seal the rows of the trail that no open transaction can join any more. Asked as the worker "
        "(DATABASE_URL of opencaf_worker, or OPENCAF_ROLE=opencaf_worker)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, default=0, help="seal again after so many seconds")
        parser.add_argument(
            "--anchor", default=settings.SEAL_ANCHOR, help="file to which each seal is appended"
        )
        parser.add_argument(
            "--new-epoch",
            action="store_true",
            help="after a logical restore, as the owner (OPENCAF_AS_OWNER=1) and before anybody works: "
            "close what was restored and count transactions from the start again",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        anchor = Path(options["anchor"]) if options["anchor"] else None
        try:
            if options["new_epoch"]:
                self.begin_epoch()
                return
            self.seal(anchor, options["every"])
        except ProgrammingError as error:
            if isinstance(error.__cause__, InsufficientPrivilege):
                raise CommandError(f"{NOT_ALLOWED[options['new_epoch']]}") from error
            raise
        except (InternalError, OperationalError) as error:
            raise CommandError(f"{error}") from error

    def seal(self, anchor: Path | None, every: int) -> None:
        while True:
            made = sealing.seal_trail()
            if anchor:
                sealing.append_to_anchor(anchor)
            self.stdout.write(f"{made} sealed." if made else "Nothing to seal.")
            if not every:
                return
            time.sleep(every)

    def begin_epoch(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select audit_begin_epoch()")
            self.stdout.write(f"Epoch {cursor.fetchone()[0]} has begun.")


NOT_ALLOWED = {
    False: "Only the worker seals. Set DATABASE_URL to the worker's address, or OPENCAF_ROLE=opencaf_worker.",
    True: "Only the owner begins an epoch. Set OPENCAF_AS_OWNER=1 and DATABASE_OWNER_URL.",
}
