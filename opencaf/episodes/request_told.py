"""What goes with a request, asked of the database, which shows it to nobody else (docs/adr/0039)."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db import connection

IS_OPEN = "select episodes_request_is_open(%s)"
TOLD = "select episodes_request_told(%s)::text"
RECEIVED = "select episodes_requests_received(%s)::text"
LEAD = "select episodes_request_lead(%s)"


def is_open_to_who_asks(request_id: uuid.UUID) -> bool:
    """Whether a request is open to who asks because of where they work."""
    return bool(first_of(IS_OPEN, request_id))


def told_with(request_id: uuid.UUID) -> dict[str, Any] | None:
    """Return what goes with a request now; None where nothing does, or not to who asks."""
    found = first_of(TOLD, request_id)
    told: dict[str, Any] | None = json.loads(found) if found else None
    return told


def received_now(most: int) -> list[dict[str, Any]]:
    """Return what the agency of who asks is asked, in lines without a name."""
    found: list[dict[str, Any]] = json.loads(first_of(RECEIVED, most))
    return found


def lead_behind(request_id: uuid.UUID) -> uuid.UUID | None:
    """Return the id of whoever leads the case of a request, for who takes a step of it."""
    found: uuid.UUID | None = first_of(LEAD, request_id)
    return found


def first_of(statement: str, asked: uuid.UUID | int) -> Any:
    """Return the one value of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked])
        row = cursor.fetchone()
    return row[0] if row else None
