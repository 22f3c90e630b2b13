"""Who is asking: carried beside the request or job, and told to PostgreSQL in each transaction.

The second wall (row-level security) reads these settings; nothing set means nothing seen.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connections

from opencaf.core import clock


@dataclass(frozen=True)
class Asking:
    """The practitioner and authority for whom the program acts at this moment, and through which request."""

    practitioner_id: uuid.UUID | None = None
    post_id: uuid.UUID | None = None
    authority_id: uuid.UUID | None = None
    request_id: str = ""


NOBODY = Asking()
_asking: ContextVar[Asking] = ContextVar("asking", default=NOBODY)


def asking() -> Asking:
    """Return who is asking now."""
    return _asking.get()


def settings_of(who: Asking) -> dict[str, str]:
    """Return the PostgreSQL settings that the policies read."""
    return {
        "app.practitioner": str(who.practitioner_id or ""),
        "app.post": str(who.post_id or ""),
        "app.authority": str(who.authority_id or ""),
        "app.now": clock.now().isoformat(),
    }


@contextlib.contextmanager
def acting_for(who: Asking) -> Iterator[None]:
    """Ask as somebody inside the block, also in a transaction that is open already; then as before."""
    token = _asking.set(who)
    _tell_open_transactions()
    try:
        yield
    finally:
        _asking.reset(token)
        _tell_open_transactions()


def _tell_open_transactions() -> None:
    for connection in connections.all(initialized_only=True):
        if connection.in_atomic_block and not connection.needs_rollback:
            connection.tell_who_is_asking()  # type: ignore[attr-defined]
