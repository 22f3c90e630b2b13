"""Loads many people from a file of JSON Lines: `manage.py load_people people.jsonl`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from opencaf.access.sight import SEES_ALL
from opencaf.agencies.command_line import acting_as, first_with_role, practitioner_with_address
from opencaf.agencies.models import Practitioner
from opencaf.people.given import GivenPerson, person_of
from opencaf.people.operations.loading import ids_that_are_there, load_people, refuse_what_is_wrong

AT_ONCE = 1_000
MOST_SAID = 100
Line = tuple[int, GivenPerson]


class Command(BaseCommand):
    """Checks every line first; loads all of them or none."""

    help = (
        "Load people from JSON Lines (docs/finding.md), all or none. "
        "Prints one line for each: its id and the record it became."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="JSON Lines in UTF-8, one person a line")
        parser.add_argument(
            "--as", dest="address", help="e-mail address of the coordinator or manager who loads"
        )
        parser.add_argument("--system", default="Loaded", help="the system whose ids these are")
        parser.add_argument("--check", action="store_true", help="check the file and load nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = self.who(options["address"])
            with acting_as(by):
                self.refuse_faults(options["file"], options["system"], by)
                if not options["check"]:
                    self.load(options["file"], options["system"], by)
        except (ValidationError, PermissionDenied) as refused:
            raise CommandError(" ".join(getattr(refused, "messages", [str(refused)]))) from None
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"The file cannot be read: {error}") from None

    def who(self, address: str | None) -> Practitioner:
        """Return who loads."""
        return practitioner_with_address(address) if address else first_with_role(*SEES_ALL)

    def refuse_faults(self, file: Path, system: str, by: Practitioner) -> None:
        """Refuse the file with a sentence for every line that is wrong."""
        faults = list(islice(faults_of(file, system, by), MOST_SAID + 1))
        for number, sentence in faults[:MOST_SAID]:
            self.stderr.write(f"Line {number}: {sentence}")
        if faults:
            more = " or more" if len(faults) > MOST_SAID else ""
            raise CommandError(f"{min(len(faults), MOST_SAID)}{more} faults. Nothing was loaded.")
        self.stderr.write("Every line is sound.")

    def load(self, file: Path, system: str, by: Practitioner) -> None:
        """Load all people, and print which record each became."""
        batches = ([person for _, person in batch] for batch in in_batches(people_of(file)))
        ids = load_people(batches=batches, system=system, by=by)
        for given, child in ids.items():
            self.stdout.write(json.dumps({"id": given, "child": str(child)}, ensure_ascii=False))
        self.stderr.write(f"{len(ids):,} people loaded.")


def people_of(file: Path) -> Iterator[Line]:
    """Give the people of a file with their line numbers; empty lines are passed over."""
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, person_of(line)


def faults_of(file: Path, system: str, by: Practitioner) -> Iterator[tuple[int, str]]:
    """Give the number of every line that cannot be loaded, and why."""
    first_on: dict[str, int] = {}
    fresh: list[Line] = []
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                person = person_of(line)
                refuse_what_is_wrong(person)
            except ValidationError as wrong:
                yield from ((number, f"{sentence.removesuffix('.')}.") for sentence in wrong.messages)
                continue
            if person.id in first_on:
                yield number, f"The id stands on line {first_on[person.id]} already."
            first_on.setdefault(person.id, number)
            fresh.append((number, person))
            if len(fresh) == AT_ONCE:
                yield from loaded_before(fresh, system, by)
                fresh = []
    yield from loaded_before(fresh, system, by)
    if not first_on:
        yield 1, "There is nobody in the file."


def loaded_before(people: list[Line], system: str, by: Practitioner) -> Iterator[tuple[int, str]]:
    """Give the lines of people whose id was loaded from the same system before."""
    there = ids_that_are_there([person.id for _, person in people], system=system, by=by)
    for number, person in people:
        if person.id in there:
            yield number, f"This id was loaded from the system {system} before."


def in_batches(people: Iterator[Line]) -> Iterator[list[Line]]:
    """Give people so many at a time."""
    while batch := list(islice(people, AT_ONCE)):
        yield batch
