"""The mails about a meeting: who gets one, their links, and the calendar files that go with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, When

from opencaf.agencies.models import Practitioner, signed
from opencaf.core import clock
from opencaf.episodes.calendar_files import CANCEL, REQUEST, Appointment, calendar_file
from opencaf.episodes.links import digest_of, new_secret
from opencaf.episodes.models import Attendance, Meeting, MeetingLink
from opencaf.outbox.letters import host
from opencaf.outbox.operations import Letter, queue_letters
from opencaf.outbox.wording import MailKind

LOOKED_FOR = dt.timedelta(days=60)


@dataclass(frozen=True)
class Guest:
    """Somebody invited whom mail reaches, and whether an invitation has gone to them."""

    line: Attendance
    address: str
    is_told: bool


def tell_it_is_off(meeting: Meeting) -> None:
    """Take a cancelled meeting out of the calendars of all who had been told of it."""
    told = those_told(meeting)
    if not told:
        return
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])
    letters = [Letter(guest.address, calendar=file_for(meeting, guest, method=CANCEL)) for guest in told]
    queue_letters(kind=MailKind.MEETING_CANCELLED, letters=letters, authority_id=meeting.authority_id)


def send(meeting: Meeting, guests: Sequence[Guest], kind: MailKind, by: Practitioner) -> None:
    """Mail each guest a link of their own, with a calendar file once there is a date."""
    paths = make_links(meeting, [guest.line for guest in guests], by)
    letters = [
        Letter(guest.address, path, calendar=file_for(meeting, guest))
        for guest, path in zip(guests, paths, strict=True)
    ]
    queue_letters(kind=kind, letters=letters, authority_id=meeting.authority_id)


def file_for(meeting: Meeting, guest: Guest, *, method: str = REQUEST) -> str:
    """Return the calendar file of one guest; none while a date is looked for."""
    if meeting.planned_for is None:
        return ""
    appointment = Appointment(
        meeting_id=meeting.id,
        reference=meeting.episode.reference,
        sequence=meeting.sequence,
        on_day=meeting.planned_for,
        at_time=meeting.planned_time,
        lasts_minutes=meeting.lasts_minutes,
        host=host(),
        sent_by=settings.DEFAULT_FROM_EMAIL,
        stamped_at=clock.now(),
    )
    return calendar_file(appointment, to=guest.address, method=method)


def make_links(meeting: Meeting, lines: Sequence[Attendance], by: Practitioner) -> list[str]:
    """Write a link for each line of the attendance; return their paths, which are not kept."""
    keys = [new_secret() for _ in lines]
    until = last_moment(meeting)
    MeetingLink.objects.bulk_create(
        MeetingLink(**signed(by), attendance=line, secret_digest=digest_of(key), expires_at=until)
        for line, key in zip(lines, keys, strict=True)
    )
    return [f"invited/{by.authority_id}/{key}/" for key in keys]


def last_moment(meeting: Meeting) -> dt.datetime:
    """Return when the links of a meeting end: with its day, or after a while where it has none yet."""
    day = meeting.planned_for or clock.today() + LOOKED_FOR
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=clock.LONDON).astimezone(dt.UTC)


def guests_of(meeting: Meeting) -> list[Guest]:
    """Return the practitioners on the list whom mail reaches: at their account, or else at work."""
    address = Case(
        When(practitioner__user__is_active=True, then=F("practitioner__user__email")),
        default=F("practitioner__email"),
    )
    links = MeetingLink.objects.filter(attendance=OuterRef("pk"))
    lines = meeting.attendances.filter(practitioner__isnull=False)
    found = lines.annotate(address=address, is_told=Exists(links)).exclude(address="").order_by("id")
    return [Guest(line, line.address, line.is_told) for line in found]


def those_told(meeting: Meeting) -> list[Guest]:
    """Return the guests to whom an invitation has gone."""
    return [guest for guest in guests_of(meeting) if guest.is_told]


def kind_for(meeting: Meeting) -> MailKind:
    """Return which mail asks somebody to a meeting: to come, or when they can."""
    is_planned = meeting.status == Meeting.Status.PLANNED
    return MailKind.MEETING_CALLED if is_planned else MailKind.MEETING_DATES
