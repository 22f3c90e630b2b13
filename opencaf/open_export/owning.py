"""The connection of the tables' owner, who alone sees everything of an authority."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from os import environ

import psycopg
from django.core.management.base import CommandError

from opencaf.open_export.carried import Connection


@contextmanager
def as_owner() -> Iterator[Connection]:
    """Connect as the owner, whose address the environment holds. Raises CommandError where it does not."""
    address = environ.get("DATABASE_OWNER_URL", "")
    if not address:
        raise CommandError("Set DATABASE_OWNER_URL to the address of the role that owns the tables.")
    with psycopg.connect(address) as connection:
        yield connection
