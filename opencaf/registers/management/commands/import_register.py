"""Brings in an old register of CAFs: `manage.py import_register FILE --as NAME@example.org --dry-run`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from opencaf.access.sight import SEES_ALL
from opencaf.agencies.command_line import acting_as, first_with_role, practitioner_with_address
from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import require
from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.mapping import Mapping, read_mapping
from opencaf.registers.permissions import can_import_registers
from opencaf.registers.trying import Counts, try_register

ONLY_TRIED = "Registers can only be tried as yet. Add --dry-run: nothing is written, and every row is told."


def who(address: str | None) -> Practitioner:
    """Return who does it."""
    return practitioner_with_address(address) if address else first_with_role(*SEES_ALL)


class Command(BaseCommand):
    """Reads every row first and says what would become of it."""

    help = (
        "Try an old register (XLSX, ODS or CSV, docs/registers.md): what would become of every row, which "
        "rows are one child or one CAF, and what a person should look at."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the register: .xlsx, .ods or .csv")
        parser.add_argument(
            "--as",
            dest="address",
            help="e-mail address of the coordinator or manager who does it",
        )
        parser.add_argument(
            "--mapping", type=Path, help="what columns and words mean (JSON); guessed where it says nothing"
        )
        parser.add_argument("--report", type=Path, help="write one JSON object for every row to this file")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = who(options["address"])
            with acting_as(by):
                require(can_import_registers(by))
                if not options["dry_run"]:
                    raise ValidationError(ONLY_TRIED)
                mapping = read_mapping(options["mapping"]) if options["mapping"] else Mapping()
                self.report(try_register(options["file"], mapping), options["report"])
        except (ValidationError, PermissionDenied) as refused:
            raise CommandError(" ".join(getattr(refused, "messages", [str(refused)]))) from None
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from None

    def report(self, readings: Iterable[Reading], path: Path | None) -> None:
        """Write what became of every row, and say how many ended in which way."""
        counts = Counts()
        with ExitStack() as stack:
            out = None
            for reading in readings:
                if path and out is None:
                    out = stack.enter_context(path.open("w", encoding="utf-8"))
                counts.add(reading)
                if out:
                    out.write(json.dumps(reading.as_data(), ensure_ascii=False) + "\n")
        for line in counts.sentences():
            self.stdout.write(line)
