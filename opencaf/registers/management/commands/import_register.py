"""Brings in an old register of CAFs: `manage.py import_register FILE --as NAME@example.org [--dry-run]`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from opencaf.access.sight import SEES_ALL
from opencaf.agencies.command_line import acting_as, first_with_role, practitioner_with_address
from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import require
from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.mapping import Mapping, read_mapping
from opencaf.registers.operations.importing import NOT_FOUND, bring_in_register
from opencaf.registers.operations.undoing import undo_import
from opencaf.registers.permissions import can_import_registers
from opencaf.registers.queries.undoing import import_called
from opencaf.registers.trying import Counts, try_register

NO_FILE = "Name the register that is to be brought in, or say which import to undo: --undo NAME."


def who(address: str | None) -> Practitioner:
    """Return who does it."""
    return practitioner_with_address(address) if address else first_with_role(*SEES_ALL)


class Command(BaseCommand):
    """Reads every row first, says what becomes of it, and writes it unless that is only tried."""

    help = (
        "Bring in an old register (XLSX, ODS or CSV, docs/registers.md), or only try it: what becomes of "
        "every row, which rows are one child or one CAF, and what a person should look at."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="the register: .xlsx, .ods or .csv")
        parser.add_argument(
            "--as",
            dest="address",
            help="e-mail address of the coordinator or manager who does it",
        )
        parser.add_argument(
            "--mapping", type=Path, help="what columns and words mean (JSON); guessed where it says nothing"
        )
        parser.add_argument("--report", type=Path, help="write one JSON object for every row to this file")
        parser.add_argument("--dry-run", action="store_true", help="write nothing to the records")
        parser.add_argument("--resume", action="store_true", help="go on with an import that was broken off")
        parser.add_argument("--undo", metavar="NAME", help="take a whole import back, by its name or number")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = who(options["address"])
            with acting_as(by):
                require(can_import_registers(by))
                self.do(options, by)
        except (ValidationError, PermissionDenied) as refused:
            raise CommandError(" ".join(getattr(refused, "messages", [str(refused)]))) from None
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from None

    def do(self, options: dict[str, Any], by: Practitioner) -> None:
        """Undo an import, try a register or bring it in."""
        if options["undo"]:
            return self.undo(options["undo"], by)
        if options["file"] is None:
            raise ValidationError(NO_FILE)
        mapping = read_mapping(options["mapping"]) if options["mapping"] else Mapping()
        with Report(options["report"]) as report:
            if options["dry_run"]:
                counts = Counts()
                for reading in try_register(options["file"], mapping):
                    counts.add(reading)
                    report.write(reading)
                self.tell(counts)
            else:
                self.bring_in(options, mapping, report, by)
        return None

    def bring_in(self, options: dict[str, Any], mapping: Mapping, report: Report, by: Practitioner) -> None:
        """Write a register into the records, saying how far it is."""
        result = bring_in_register(
            options["file"],
            mapping,
            readings=report.write,
            say=self.progress,
            resume=options["resume"],
            by=by,
        )
        self.tell(result.counts)
        if result.brought_in is None:
            self.stdout.write("Every row was here already: nothing was added.")
            return
        self.stdout.write(
            f"{result.rows - result.known:,} rows were new; {result.known:,} were here already; "
            f"{result.changed:,} say something else than before and wait to be looked at."
        )
        if result.joined:
            self.stdout.write(
                f"Rows of cases that were here already: {result.joined:,}. Of an event only its note was "
                "added: look whether a meeting, a lead or an end is to be recorded."
            )
        self.stdout.write(f"Brought in as “{result.brought_in.name}” ({result.brought_in.id}).")

    def progress(self, done: int, rows: int) -> None:
        """Say how far it is."""
        self.stdout.write(f"{done:,} of {rows:,} rows")

    def undo(self, name: str, by: Practitioner) -> None:
        """Take an import back."""
        with transaction.atomic():
            brought_in = import_called(name, by.authority_id)
        if brought_in is None:
            raise ValidationError(NOT_FOUND)
        undo_import(brought_in=brought_in, by=by)
        self.stdout.write(f"“{brought_in.name}” was undone: everything that it wrote is gone.")

    def tell(self, counts: Counts) -> None:
        """Say how many rows ended in which way."""
        for line in counts.sentences():
            self.stdout.write(line)


class Report:
    """The file with one object a row; made with its first row, so that a refused file leaves none."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.stack = ExitStack()
        self.out: TextIO | None = None

    def __enter__(self) -> Report:
        return self

    def __exit__(self, *raised: object) -> None:
        self.stack.close()

    def write(self, reading: Reading) -> None:
        """Write what became of a row."""
        if self.path and self.out is None:
            self.out = self.stack.enter_context(self.path.open("w", encoding="utf-8"))
        if self.out:
            self.out.write(json.dumps(reading.as_data(), ensure_ascii=False) + "\n")
