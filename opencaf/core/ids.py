"""Identities: UUIDv7, made in Python, so that a row keeps its identity wherever it moves."""

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """Return a new time-ordered random id, safe to show in a URL: it says nothing about a person."""
    return uuid.UUID(int=uuid7().int)
