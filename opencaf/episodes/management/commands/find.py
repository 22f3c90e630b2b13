"""Finds children for scripts and trials: `manage.py find --as name@example.org < asked.jsonl`."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from opencaf.agencies.command_line import acting_as, practitioner_with_address
from opencaf.agencies.models import Practitioner
from opencaf.episodes.operations.finding import find_by_details
from opencaf.people.sought import KEYS


class Command(BaseCommand):
    """Answers as the page does, with the rights, the ceilings and the trail of one practitioner."""

    help = (
        "Find children. JSON Lines on standard input, any of: " + ", ".join(KEYS) + ". "
        "For each line one on standard output: hits, milliseconds, and error where it could not be asked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as", dest="address", required=True, help="e-mail address of the practitioner who looks"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            practitioner = practitioner_with_address(options["address"])
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from None
        refused_lines = 0
        for line in filter(str.strip, sys.stdin):
            with acting_as(practitioner):
                answer = answered(line, practitioner)
            refused_lines += "error" in answer
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            self.stdout.flush()
        if refused_lines:
            raise CommandError(f"{refused_lines} of the lines could not be asked.")


def answered(line: str, by: Practitioner) -> dict[str, Any]:
    """Return the answer to one line; each is a search of its own, kept whatever becomes of the next."""
    begun = time.perf_counter()
    try:
        details = details_of(line)
        with transaction.atomic():
            found = find_by_details(details=details, by=by)
        hits = [{**asdict(hit), "child": str(hit.child), "why": list(hit.why)} for hit in found]
        answer: dict[str, Any] = {"hits": hits}
    except ValidationError as wrong:
        answer = {"hits": [], "error": " ".join(wrong.messages)}
    except PermissionDenied as refused:
        answer = {"hits": [], "error": str(refused)}
    return {**answer, "milliseconds": round(1000 * (time.perf_counter() - begun), 2)}


def details_of(line: str) -> Mapping[str, str]:
    """Return what a line asks; ValidationError for anything but keys and texts."""
    try:
        details = json.loads(line)
    except json.JSONDecodeError:
        raise ValidationError("The line is not JSON.") from None
    if not isinstance(details, dict):
        raise ValidationError('The line must be keys and values in braces, such as {"name": "Robin Marsh"}.')
    for key, value in details.items():
        if not isinstance(value, str | None) or not is_text(value or ""):
            raise ValidationError(f"{key} must be text in quotation marks.")
    return details


def is_text(value: str) -> bool:
    """Whether PostgreSQL can hold it: no null character and no half of a character."""
    return "\x00" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
