"""Makes the database and its roles: once on a new cluster, again after an upgrade."""

from os import environ
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from psycopg.conninfo import make_conninfo

from opencaf.core.roles import (
    PASSWORDS_IN_ENVIRONMENT,
    ROLES,
    passwords_from_environment,
    prepare_cluster,
)


class Command(BaseCommand):
    help = (
        "Make the database and the roles that own it, serve it, work on it and audit it. "
        "Passwords are taken from " + ", ".join(PASSWORDS_IN_ENVIRONMENT.values()) + "."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--superuser-url",
            default=environ.get("DATABASE_SUPERUSER_URL", ""),
            help="address of a role that may create roles and databases "
            "(else DATABASE_SUPERUSER_URL, else postgres on the server of DATABASE_URL)",
        )
        parser.add_argument("--database", default="opencaf", help="its name (opencaf)")

    def handle(self, *args: Any, **options: Any) -> None:
        database = options["database"]
        passwords = passwords_from_environment()
        try:
            prepare_cluster(
                options["superuser_url"] or superuser_beside_the_web_role(),
                database=database,
                passwords=passwords,
            )
        except psycopg.OperationalError as error:
            raise CommandError(
                f"The server does not let us in: {error}\nStart it, or name another one with "
                "--superuser-url. `python -m opencaf.config.postgres start` starts our own."
            ) from error
        except psycopg.errors.InsufficientPrivilege as error:
            raise CommandError(
                f"That role may not make roles and databases: {error}\n"
                "Name a superuser, or a role with CREATEROLE and CREATEDB, with --superuser-url."
            ) from error
        self.stdout.write(f"Database {database} and roles {', '.join(ROLES)} are ready.")


def superuser_beside_the_web_role() -> str:
    place = settings.DATABASES["default"]
    return make_conninfo(
        host=place.get("HOST") or None,
        port=place.get("PORT") or None,
        user="postgres",
        dbname="postgres",
    )
