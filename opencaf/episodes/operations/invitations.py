"""Inviting to meetings by mail, each with a link of their own and a calendar file; moving one; answering."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from opencaf.agencies.models import MeetingKind, Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import refuse_before
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.models import Attendance, Episode, Meeting
from opencaf.episodes.operations.meeting_mail import guests_of, kind_for, make_links, send, those_told
from opencaf.episodes.operations.meetings import (
    Line,
    plan_meeting,
    refuse_unless_ahead,
    refuse_unless_planned,
    refuse_wrong_lines,
    write_lines,
)
from opencaf.episodes.permissions import can_answer_invitation, can_write
from opencaf.episodes.queries.team import Who
from opencaf.outbox.operations import Letter, queue_letters
from opencaf.outbox.wording import MailKind

ANSWERED = (AttendanceState.COMING, AttendanceState.APOLOGIES)


@all_or_nothing
def invite_others(*, meeting: Meeting, invited: Sequence[Who], by: Practitioner) -> int:
    """Put more people on the list of a meeting that lies ahead; those whom mail reaches are told."""
    require(can_write(by, meeting.episode))
    refuse_unless_ahead(meeting)
    lines = [Line(who, AttendanceState.INVITED) for who in invited]
    if not lines:
        raise ValidationError({"invited": "Select at least one person to invite"})
    refuse_wrong_lines("invited", lines, meeting.episode)
    there = {
        key for row in meeting.attendances.values_list("practitioner", "person", "agency") for key in row
    }
    write_lines(meeting, [line for line in lines if line.who.pk not in there], by)
    guests = [guest for guest in guests_of(meeting) if not guest.is_told]
    send(meeting, guests, kind_for(meeting), by)
    trail.record(
        "meeting_others_invited",
        subject_kind="meeting",
        subject_id=meeting.id,
        episode_id=meeting.episode_id,
        count=len(lines),
    )
    return len(lines)


@all_or_nothing
def move_meeting(
    *,
    meeting: Meeting,
    planned_for: dt.date,
    planned_time: dt.time | None = None,
    place: str = "",
    lasts_minutes: int = 60,
    by: Practitioner,
) -> Meeting:
    """Let a planned meeting be at another time or place; calendars are told, and everybody is asked anew."""
    require(can_write(by, meeting.episode))
    if meeting.panel_id:
        raise ValidationError(
            "This is a turn on a panel, and is when the panel is. Take it off the panel first."
        )
    shift_meeting(meeting, planned_for, planned_time, place=place, lasts_minutes=lasts_minutes, by=by)
    return meeting


def shift_meeting(
    meeting: Meeting,
    planned_for: dt.date,
    planned_time: dt.time | None,
    *,
    place: str,
    lasts_minutes: int,
    by: Practitioner,
) -> None:
    """Write a planned meeting's new time and place, and tell those who were told of the old ones."""
    refuse_unless_planned(meeting)
    refuse_before(
        "planned_for",
        planned_for,
        "The date of the meeting",
        earliest=meeting.episode.intended_on,
        event="the start",
    )
    meeting.planned_for, meeting.planned_time = planned_for, planned_time
    meeting.place, meeting.lasts_minutes = place, lasts_minutes
    meeting.sequence += 1
    meeting.save(update_fields=["planned_for", "planned_time", "place", "lasts_minutes", "sequence"])
    meeting.attendances.filter(state__in=ANSWERED).update(state=AttendanceState.INVITED, answered_at=None)
    send(meeting, those_told(meeting), MailKind.MEETING_MOVED, by)
    trail.record(
        "meeting_moved",
        subject_kind="meeting",
        subject_id=meeting.id,
        episode_id=meeting.episode_id,
        planned_for=planned_for,
    )


@all_or_nothing
def give_link(*, line: Attendance, to: str = "", by: Practitioner) -> str:
    """Make a link for one invited person; return its path, for handing on, or mail it to an address."""
    require(can_write(by, line.meeting.episode))
    refuse_unless_ahead(line.meeting)
    if to:
        validate_email(to)
    (path,) = make_links(line.meeting, [line], by)
    if to:
        letters = [Letter(to, path)]
        queue_letters(kind=MailKind.WORDS_ASKED, letters=letters, authority_id=by.authority_id)
    trail.record(
        "meeting_link_given",
        subject_kind="attendance",
        subject_id=line.id,
        episode_id=line.meeting.episode_id,
        mailed=bool(to),
    )
    return path


@all_or_nothing
def answer_invitation(*, line: Attendance, state: str, note: str = "", by: Practitioner) -> Attendance:
    """Say oneself whether one comes, and why not."""
    require(can_answer_invitation(by, line))
    refuse_unless_ahead(line.meeting)
    if state not in ANSWERED:
        raise ValidationError({"state": "Select whether you come"})
    line.state, line.note, line.answered_at = AttendanceState(state), note, clock.now()
    line.save(update_fields=["state", "note", "answered_at"])
    trail.record(
        "meeting_answered",
        subject_kind="attendance",
        subject_id=line.id,
        episode_id=line.meeting.episode_id,
        answer=state,
    )
    return line


@all_or_nothing
def call_meeting(
    *,
    episode: Episode,
    kind: MeetingKind,
    planned_for: dt.date,
    purpose: str = "",
    planned_time: dt.time | None = None,
    place: str = "",
    lasts_minutes: int = 60,
    invited: Sequence[Who] = (),
    by: Practitioner,
) -> Meeting:
    """Plan a meeting and mail the invitations; one of a day that has passed is only noted."""
    require(can_write(by, episode))
    meeting = plan_meeting(
        episode=episode,
        kind=kind,
        planned_for=planned_for,
        purpose=purpose,
        planned_time=planned_time,
        place=place,
        lasts_minutes=lasts_minutes,
        invited=invited,
        by=by,
    )
    if planned_for >= clock.today():
        send(meeting, guests_of(meeting), MailKind.MEETING_CALLED, by)
        trail.record(
            "meeting_invitations_sent", subject_kind="meeting", subject_id=meeting.id, episode_id=episode.id
        )
    return meeting
