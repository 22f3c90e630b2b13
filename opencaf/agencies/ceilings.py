"""The ceilings of a practitioner: those of the authority, with whom to ask when one is reached."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from opencaf.agencies.models import Authority, Practitioner, Role
from opencaf.audit.ceilings import Counted, note_unusual_hour, record_and_count
from opencaf.core import clock

NIGHT_FROM, NIGHT_UNTIL = 22, 6


def record_search(action: str, *, by: Practitioner, **event: Any) -> None:
    """Write a search on the trail and count it."""
    authority = by.authority
    record_and_count(
        Counted.SEARCH, action, most=authority.searches_an_hour, ask=whom_to_ask(authority), **event
    )


def record_open(action: str, *, record_id: uuid.UUID, by: Practitioner, **event: Any) -> None:
    """Write a look at a record on the trail; a record counts once a day. By night it raises an alert.

    The duty team works by night.
    """
    authority = by.authority
    is_new = record_and_count(
        Counted.OPEN,
        action,
        most=authority.opens_an_hour,
        ask=whom_to_ask(authority),
        counted_id=record_id,
        **event,
    )
    if is_new and is_night(clock.now()) and not by.has_role(Role.DUTY):
        note_unusual_hour(by.id)


def is_night(moment: dt.datetime) -> bool:
    """Whether hardly anybody works with families at this hour."""
    hour = moment.astimezone(clock.LONDON).hour
    return hour >= NIGHT_FROM or hour < NIGHT_UNTIL


def record_export(action: str, *, by: Practitioner, **event: Any) -> None:
    """Write on the trail that a table was taken away, and count it."""
    authority = by.authority
    record_and_count(
        Counted.EXPORT, action, most=authority.exports_a_day, ask=whom_to_ask(authority), **event
    )


def whom_to_ask(authority: Authority) -> str:
    """Return the sentence that says who can help on."""
    phone = f" on {authority.help_phone}" if authority.help_phone else ""
    return f"If your work needs more, ring the data protection officer of {authority}{phone}."
