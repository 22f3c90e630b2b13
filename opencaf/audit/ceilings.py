"""How often somebody may search, open records and take tables away before they are asked why.

Counted in PostgreSQL with the trail's own row, in one statement, so that the ceilings hold however many
workers serve. What was refused is rolled back and so not counted.
"""

from __future__ import annotations

import datetime as dt
import uuid
from enum import Enum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection

from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.ids import new_id

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
KEPT_FOR = dt.timedelta(days=2)
NIGHT = dt.timedelta(hours=12)
# Whoever works on a case all day has opened it once; as long as a session lasts at most.
SAME_RECORD_FOR = dt.timedelta(hours=12)

WRITE_AND_COUNT = f"""
with written as ({trail.INSERT})
select total, grew, first_at from audit_count_up(%s, %s, %s, %s)
"""  # noqa: S608


class Counted(Enum):
    """What is counted: its code, what people call it, and in which time."""

    SEARCH = ("search", "searched", "times", HOUR)
    OPEN = ("open", "opened", "records", HOUR)
    EXPORT = ("export", "taken away", "tables", DAY)

    def __init__(self, code: str, did: str, what: str, within: dt.timedelta) -> None:
        self.code = code
        self.did = did
        self.what = what
        self.within = within


class CeilingReachedError(PermissionDenied):
    """Somebody has done this as often as their authority allows."""

    def __init__(self, counted: Counted, *, most: int, free_at: dt.datetime, ask: str) -> None:
        span = "hour" if counted.within == HOUR else "24 hours"
        super().__init__(
            f"You have {counted.did} {most} {counted.what} within the last {span}, "
            f"the most that your authority allows. {ask}"
        )
        self.counted = counted
        self.free_at = free_at


def record_and_count(
    counted: Counted, action: str, *, most: int, ask: str, counted_id: uuid.UUID | None = None, **event: Any
) -> bool:
    """Write the trail and count; alert auditors at half of the ceiling, refuse above it.

    Returns whether it counted: not what was counted a short while ago.
    """
    count = [
        counted.code,
        counted_id or new_id(),
        counted.within,
        SAME_RECORD_FOR if counted_id else dt.timedelta(),
    ]
    row = trail.write(WRITE_AND_COUNT, [*trail.row_of(action, **event), *count])
    total, grew, first_at = row or (0, False, None)
    if not grew:
        return False
    if total > most:
        free_at = (first_at or clock.now()) + counted.within
        raise CeilingReachedError(counted, most=most, free_at=free_at, ask=ask)
    if total == -(-most // 2):
        trail.record(
            "ceiling_half_reached", subject_kind="ceiling", reason=counted.code, count=total, most=most
        )
    return True


def note_unusual_hour(practitioner_id: uuid.UUID) -> None:
    """Alert auditors that somebody opens records by night: once a night."""
    asked: list[Any] = [practitioner_id, NIGHT, NIGHT]
    with connection.cursor() as cursor:
        cursor.execute("select grew from audit_count_up('night', %s, %s, %s)", asked)
        (is_first,) = cursor.fetchone()
    if is_first:
        trail.record("opened_by_night", subject_kind="ceiling", reason="night")


def forget_old_counts() -> None:
    """Delete counts that no ceiling looks at any more."""
    with connection.cursor() as cursor:
        cursor.execute("select audit_forget_counts(%s)", [clock.now() - KEPT_FOR])
