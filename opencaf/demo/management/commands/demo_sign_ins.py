"""Prints with what one signs in to look at the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencaf.demo.authorities import AUTHORITIES
from opencaf.demo.sign_ins import PASSWORD, sign_ins_of


class Command(BaseCommand):
    help = "Print one sign-in for each role and authority, and the password of them all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="", help="where the demonstration is served")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("There are sign-ins only where OPENCAF_DEMONSTRATION=1 is set.")
        if options["address"]:
            self.stdout.write(f"Sign in at {options['address']}")
        width = max(len(role) for role, _ in sign_ins_of("A"))
        for role, address in sign_ins_of("A"):
            self.stdout.write(f"  {role:<{width}}  {address}")
        *others, last = [code.lower() for code in AUTHORITIES if code != "A"]
        self.stdout.write(f"For the other authorities put {', '.join(others)} or {last} in place of a.")
        self.stdout.write(f"Password of everybody: {PASSWORD}")
        self.stdout.write("Code of somebody, asked for next: make code NAME=practitioner.a")
