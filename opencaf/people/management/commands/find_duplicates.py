"""Proposes records that may be of one child: `manage.py find_duplicates`, meant for every night."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from opencaf.access.sight import SEES_ALL
from opencaf.agencies.command_line import acting_as, first_with_role, practitioner_with_address
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.together import together
from opencaf.people.operations.duplicates import forget_pairs, propose_duplicates
from opencaf.people.queries.duplicates import filed_children

AT_ONCE = 200


class Command(BaseCommand):
    """Compares every child of an authority with the others, some at a time, each time in one transaction."""

    help = (
        "Look for records that may be of the same child, and put the pairs on the list of the coordinators. "
        "Meant for every night; what is judged stays judged until something about either record changes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as", dest="address", help="e-mail address of the coordinator or manager for whom it looks"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        address = options["address"]
        try:
            by = practitioner_with_address(address) if address else first_with_role(*SEES_ALL)
            with acting_as(by):
                self.look(by)
        except (ValidationError, PermissionDenied) as refused:
            raise CommandError(" ".join(getattr(refused, "messages", [str(refused)]))) from None

    def look(self, by: Practitioner) -> None:
        """Look through everybody, telling how far it is."""
        today, done, pairs = clock.today(), 0, 0
        with together():
            children = filed_children()
        for batch in in_batches(children):
            pairs += propose_duplicates(child_ids=batch, by=by)
            done += len(batch)
            self.stdout.write(f"{done:,} of {len(children):,} children looked at, {pairs:,} likely matches")
        forgotten = forget_pairs(not_found_since=today, by=by)
        self.stdout.write(f"Done. {forgotten:,} pairs are not alike any more and left the list.")


def in_batches(children: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    """Give children so many at a time."""
    for start in range(0, len(children), AT_ONCE):
        yield children[start : start + AT_ONCE]
