"""Makes an authority with its first administrator; everything else is done in the program."""

from os import environ
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencaf.agencies.operations.beginning import AuthoritySettings, FirstAdministrator, begin_authority
from opencaf.agencies.operations.practitioners import Account

PASSWORD = "OPENCAF_ADMINISTRATOR_PASSWORD"  # noqa: S105 - the name of a variable


class Command(BaseCommand):
    help = f"Make an authority and its first administrator, whose password is taken from {PASSWORD}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="up to 6 letters, the beginning of every reference")
        parser.add_argument("name", help="of the authority, such as 'Marlbeck Council'")
        parser.add_argument(
            "--national",
            action="store_true",
            help="a national body, which has no records and reads summaries of all authorities",
        )
        parser.add_argument("--given-name", required=True, help="of the administrator")
        parser.add_argument("--family-name", required=True, help="of the administrator")
        parser.add_argument("--email", required=True, help="with which the administrator signs in")

    def handle(self, *args: Any, **options: Any) -> None:
        password = environ.get(PASSWORD)
        if not password:
            raise CommandError(f"Set {PASSWORD} in the environment.")
        first = begin_authority(
            settings=AuthoritySettings(
                code=options["code"].upper(), name=options["name"], is_national=options["national"]
            ),
            administrator=FirstAdministrator(
                given_name=options["given_name"],
                family_name=options["family_name"],
                account=Account(options["email"], password),
            ),
        )
        self.stdout.write(f"{first.authority} is made. {first} signs in as {options['email'].lower()}.")
