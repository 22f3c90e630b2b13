"""Finding a date: several days are offered, those invited say when they can, one is chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from opencaf.agencies.models import MeetingKind, Practitioner, signed
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.models import Attendance, DateAnswer, DateOffer, Episode, Meeting
from opencaf.episodes.operations.meeting_mail import guests_of, send
from opencaf.episodes.operations.meetings import Line, refuse_unless_ahead, refuse_wrong_lines, write_lines
from opencaf.episodes.permissions import can_answer_invitation, can_write
from opencaf.episodes.queries.team import Who
from opencaf.outbox.wording import MailKind

Offer = tuple[dt.date, dt.time | None]
FEWEST = 2


@all_or_nothing
def offer_dates(
    *,
    episode: Episode,
    kind: MeetingKind,
    offers: Sequence[Offer],
    purpose: str = "",
    place: str = "",
    lasts_minutes: int = 60,
    invited: Sequence[Who] = (),
    by: Practitioner,
) -> Meeting:
    """Begin a meeting without a date: offer several days and ask everybody invited when they can."""
    require(can_write(by, episode))
    refuse_wrong_offers(offers)
    lines = [Line(who, AttendanceState.INVITED) for who in invited]
    refuse_wrong_lines("invited", lines, episode)
    meeting = Meeting.record(
        by=by,
        episode=episode,
        kind=kind,
        status=Meeting.Status.FINDING,
        purpose=purpose,
        place=place,
        lasts_minutes=lasts_minutes,
    )
    write_lines(meeting, lines, by)
    DateOffer.objects.bulk_create(
        DateOffer(**signed(by), meeting=meeting, on_day=day, at_time=time) for day, time in offers
    )
    send(meeting, guests_of(meeting), MailKind.MEETING_DATES, by)
    trail.record(
        "meeting_dates_offered",
        subject_kind="meeting",
        subject_id=meeting.id,
        episode_id=episode.id,
        count=len(offers),
    )
    return meeting


@all_or_nothing
def choose_date(*, meeting: Meeting, offer: DateOffer, by: Practitioner) -> Meeting:
    """Let one of the offered days be the date; everybody invited is told, with a calendar file."""
    require(can_write(by, meeting.episode))
    refuse_unless_ahead(meeting)
    if meeting.status != Meeting.Status.FINDING:
        raise ValidationError("This meeting has a date already. Move it instead.")
    if offer.meeting_id != meeting.id:
        raise ValidationError({"offer": "Select one of the days that were offered"})
    if offer.on_day < clock.today():
        raise ValidationError({"offer": f"{in_words(offer.on_day)} has passed. Select a day that lies ahead"})
    meeting.status = Meeting.Status.PLANNED
    meeting.planned_for, meeting.planned_time = offer.on_day, offer.at_time
    meeting.save(update_fields=["status", "planned_for", "planned_time"])
    note_who_can(offer)
    send(meeting, guests_of(meeting), MailKind.MEETING_CALLED, by)
    trail.record(
        "meeting_date_chosen",
        subject_kind="meeting",
        subject_id=meeting.id,
        episode_id=meeting.episode_id,
        planned_for=offer.on_day,
    )
    return meeting


@all_or_nothing
def answer_dates(*, line: Attendance, answers: Mapping[str, str], by: Practitioner) -> None:
    """Note when somebody invited can come: they themselves, or who calls the meeting for them."""
    require(can_answer_invitation(by, line) or can_write(by, line.meeting.episode))
    refuse_unless_ahead(line.meeting)
    offers = {str(offer.id): offer for offer in line.meeting.date_offers.all()}
    DateAnswer.objects.bulk_create(
        [
            DateAnswer(**signed(by), offer=offers[key], attendance=line, can=can)
            for key, can in answers.items()
            if key in offers and can in DateAnswer.Can.values
        ],
        update_conflicts=True,
        unique_fields=["offer", "attendance"],
        update_fields=["can"],
    )
    trail.record(
        "meeting_dates_answered",
        subject_kind="attendance",
        subject_id=line.id,
        episode_id=line.meeting.episode_id,
    )


def refuse_wrong_offers(offers: Sequence[Offer]) -> None:
    """Raise ValidationError for fewer than two days, a day that has passed, or one offered twice."""
    if len(offers) < FEWEST:
        raise ValidationError({"day_1": "Enter at least two days to choose among"})
    if len(set(offers)) < len(offers):
        raise ValidationError({"day_1": "A day is offered twice. Leave one of the two out"})
    passed = [day for day, _ in offers if day < clock.today()]
    if passed:
        raise ValidationError({"day_1": f"{in_words(passed[0])} has passed. Enter days that lie ahead"})


def note_who_can(offer: DateOffer) -> None:
    """Let those who said that they can come on the chosen day count as coming."""
    yes = offer.answers.filter(can=DateAnswer.Can.YES).values("attendance")
    offer.meeting.attendances.filter(id__in=yes, state=AttendanceState.INVITED).update(
        state=AttendanceState.COMING
    )
