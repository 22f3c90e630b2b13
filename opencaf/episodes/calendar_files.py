"""Calendar files of meetings (RFC 5545, iTIP): they say when, under a number, and nothing about anybody.

Where it is, and about whom, stands behind the link in the mail: calendars are shared with whole offices.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from icalendar import Calendar, Event, vCalAddress

from opencaf.core.clock import LONDON

PRODUCT = "-//OpenCAF//Meetings//EN"
REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True)
class Appointment:
    """What every calendar file of a meeting says; sequence grows with each change, the id never changes."""

    meeting_id: uuid.UUID
    reference: str
    sequence: int
    on_day: dt.date
    at_time: dt.time | None
    lasts_minutes: int
    host: str
    sent_by: str
    stamped_at: dt.datetime


def calendar_file(appointment: Appointment, *, to: str, method: str = REQUEST) -> str:
    """Return the file that one invited person gets: an invitation, its update, or its cancellation."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", f"{appointment.meeting_id}@{appointment.host}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.stamped_at)
    add_when(event, appointment)
    event.add("summary", f"Meeting {appointment.reference}")
    event.add("description", f"Meeting {appointment.reference}. The mail that came with this says more.")
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("organizer", vCalAddress(f"mailto:{appointment.sent_by}"))
    event.add("attendee", vCalAddress(f"mailto:{to}"))
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def add_when(event: Event, appointment: Appointment) -> None:
    """Say when it begins and ends; without a time it is the whole day."""
    if appointment.at_time is None:
        event.add("dtstart", appointment.on_day)
        event.add("dtend", appointment.on_day + dt.timedelta(days=1))
        return
    starts = dt.datetime.combine(appointment.on_day, appointment.at_time, tzinfo=LONDON).astimezone(dt.UTC)
    event.add("dtstart", starts)
    event.add("dtend", starts + dt.timedelta(minutes=appointment.lasts_minutes))
