"""What stands behind a link to a meeting: read through one database function, since nobody is signed in."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.links import digest_of

BEHIND = "select episodes_meeting_behind_link(%s)"


@dataclass(frozen=True)
class Offered:
    """A day that is offered, and what the holder of the link said of it."""

    id: str
    on_day: dt.date
    at_time: dt.time | None
    can: str


@dataclass(frozen=True)
class BehindLink:
    """What whoever holds a link may know of a meeting: nothing of the case but its number.

    Without a day one is still looked for.
    """

    reference: str
    on_day: dt.date | None
    at_time: dt.time | None
    place: str
    state: str
    note: str
    has_written: bool
    offers: list[Offered]

    @property
    def answer_in_words(self) -> str:
        """What the holder has said; nothing where they have not."""
        words = {AttendanceState.COMING: "You are coming.", AttendanceState.APOLOGIES: "You cannot come."}
        return words.get(AttendanceState(self.state), "")


def behind_link(secret: str) -> BehindLink | None:
    """Return what stands behind a link that still works, in the authority that asks."""
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, [digest_of(secret)])
        (found,) = cursor.fetchone()
    if found is None:
        return None
    row: dict[str, Any] = found if isinstance(found, dict) else json.loads(found)
    return BehindLink(
        reference=row["reference"],
        on_day=day_of(row["planned_for"]),
        at_time=time_of(row["planned_time"]),
        place=row["place"],
        state=row["state"],
        note=row["note"],
        has_written=row["has_written"],
        offers=[as_offered(offer) for offer in row["offers"]],
    )


def as_offered(offer: dict[str, Any]) -> Offered:
    """Return an offered day as PostgreSQL gives it in JSON."""
    day = dt.date.fromisoformat(offer["on_day"])
    return Offered(offer["id"], day, time_of(offer["at_time"]), offer["can"])


def day_of(text: str | None) -> dt.date | None:
    """Return a day as PostgreSQL gives it in JSON."""
    return dt.date.fromisoformat(text) if text else None


def time_of(text: str | None) -> dt.time | None:
    """Return a time as PostgreSQL gives it in JSON."""
    return dt.time.fromisoformat(text) if text else None
