"""Makes a standard extract: `manage.py extract NAME --as NAME@example.org --for "why" --out FILE`."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from opencaf.access.sight import SEES_ALL
from opencaf.agencies import ceilings
from opencaf.agencies.command_line import acting_as, first_with_role, practitioner_with_address
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.extracts.catalogue import EXTRACTS
from opencaf.extracts.described import Extract, Filled, Way, Window
from opencaf.extracts.making import make_file
from opencaf.extracts.models import Purpose
from opencaf.extracts.operations import check_asked
from opencaf.extracts.permissions import can_make_extracts
from opencaf.extracts.queries import hidden_from_who_asks
from opencaf.extracts.writing import Asked

NOT_THEIRS = "Whoever acts does not work for the authority {code}."


def day(text: str) -> dt.date:
    """Return a day that was typed as 2026-01-31."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day like 2026-01-31") from None


class Command(BaseCommand):
    """Makes the file as somebody with an account, with their rights and on the trail as theirs."""

    help = "Make a standard extract about the children of an authority (docs/extracts.md)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=list(EXTRACTS), help="which extract")
        parser.add_argument("--authority", help="code of the authority, where who acts could be of another")
        parser.add_argument("--as", dest="address", help="e-mail address of the coordinator or manager")
        parser.add_argument("--from", dest="first", type=day, help="first day of the window, like 2026-01-31")
        parser.add_argument("--to", dest="last", type=day, help="last day of the window; today, if not said")
        parser.add_argument(
            "--purpose", choices=Purpose.values, default=Purpose.OTHER, help="kind of purpose"
        )
        parser.add_argument("--for", dest="words", required=True, help="what the file is for, in words")
        parser.add_argument("--out", type=Path, required=True, help="the file to write: .csv, .xlsx or .zip")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = self.who(options)
            with acting_as(by):
                require(can_make_extracts(by))
                self.make(EXTRACTS[options["name"]], options, by)
        except (ValidationError, PermissionDenied) as refused:
            raise CommandError(" ".join(getattr(refused, "messages", [str(refused)]))) from None
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error.strerror}.") from None

    def who(self, options: dict[str, Any]) -> Practitioner:
        """Return who makes it; ValidationError where they work for another authority than the one named."""
        address, code = options["address"], options["authority"]
        by = practitioner_with_address(address) if address else first_with_role(*SEES_ALL)
        with acting_as(by), transaction.atomic():
            if code and by.authority.code.upper() != code.upper():
                raise ValidationError(NOT_THEIRS.format(code=code))
        return by

    def make(self, extract: Extract, options: dict[str, Any], by: Practitioner) -> None:
        """Make the file and write it, with a line on the trail that it was taken away."""
        last = options["last"] or clock.today()
        window = Window(options["first"] or extract.ending_on(last).first, last)
        way = options["out"].suffix.lower().lstrip(".")
        check_asked(extract.code, window, way, options["words"])
        with transaction.atomic():
            asked = Asked(
                extract=extract,
                window=window,
                way=Way(way),
                purpose=Purpose(options["purpose"]),
                words=options["words"],
                by=by,
                authority=by.authority,
                hidden=hidden_from_who_asks().children,
            )
        file = make_file(asked, say=self.progress)
        with transaction.atomic():
            ceilings.record_export(
                "extract_taken",
                by=by,
                subject_kind="extract",
                reason=options["purpose"],
                extract=extract.code,
                rows=file.rows,
            )
        options["out"].write_bytes(file.content)
        for line in (*extract.limits, f"Children shielded from you, and not in the file: {asked.hidden}."):
            self.stdout.write(asked.told(line))

    def progress(self, done: int, table: Filled) -> None:
        """Say how far it is."""
        self.stdout.write(f"{table.table.name}: {len(table.rows):,} rows")
