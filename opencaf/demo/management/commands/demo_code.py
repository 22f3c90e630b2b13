"""Prints the code that somebody's authenticator app would show now, in the demonstration only."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencaf.demo.sign_ins import PERIOD, code_of


class Command(BaseCommand):
    help = "Print the code with which somebody of the demonstration signs in now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="an address, or what stands before its @, such as practitioner.a")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("There are codes to print only where OPENCAF_DEMONSTRATION=1 is set.")
        email = options["name"].lower()
        email = email if "@" in email else f"{email}@example.org"
        left = PERIOD - int(time.time()) % PERIOD
        self.stdout.write(f"{code_of(email)}  (the next one in {left} seconds; each is taken once)")
