"""Prints the mails that the demonstration has sent: they go into a folder, since there is no mail server."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencaf.outbox.folder import ENDING

NONE_YET = "No mail has been sent yet. Plan a meeting and invite somebody, then run this again."


class Command(BaseCommand):
    help = "Print the mails that the demonstration has sent, the latest last."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--last", type=int, default=10, help="how many of the latest (10)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("There are mails to print only where OPENCAF_DEMONSTRATION=1 is set.")
        kept = sorted(
            Path(settings.EMAIL_FILE_PATH).glob(f"*{ENDING}"), key=lambda file: file.stat().st_mtime
        )
        if not kept:
            self.stdout.write(NONE_YET)
        for file in kept[-options["last"] :]:
            self.stdout.write(in_words(file.read_bytes()))


def in_words(content: bytes) -> str:
    """Return a mail as it is read: to whom, about what, its words, and its calendar file."""
    letter = message_from_bytes(content, policy=policy.default)
    head = [f"{name}: {letter[name]}" for name in ("To", "Subject", "Date")]
    parts = [str(part.get_content()) for part in letter.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*head, "", "\n".join(part.strip() for part in parts), "-" * 60])
