"""Multi-agency meetings: planned, held or cancelled, with who came and what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, MeetingKind, Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import in_words, refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.models import Attendance, Decision, Episode, Meeting
from opencaf.episodes.operations.meeting_mail import tell_it_is_off
from opencaf.episodes.operations.team import refuse_strangers, take_all_into_team
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.team import Who, children_ids, of_team
from opencaf.episodes.states import State
from opencaf.people.models import Person

BEFORE_THE_FIRST = (State.ASSESSING, State.PLANNING)


@dataclass(frozen=True)
class Line:
    """One line of the attendance: who was asked, whether they came, what they sent instead."""

    who: Who
    state: str
    note: str = ""
    update: str = ""
    joins_team: bool = False


@all_or_nothing
def plan_meeting(
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
    """Plan a meeting and note who is invited."""
    require(can_write(by, episode))
    refuse_before(
        "planned_for", planned_for, "The date of the meeting", earliest=episode.intended_on, event="the start"
    )
    lines = [Line(who, AttendanceState.INVITED) for who in invited]
    refuse_wrong_lines("invited", lines, episode)
    meeting = Meeting.record(
        by=by,
        episode=episode,
        kind=kind,
        purpose=purpose,
        planned_for=planned_for,
        planned_time=planned_time,
        place=place,
        lasts_minutes=lasts_minutes,
    )
    write_lines(meeting, lines, by)
    trail.record("meeting_planned", subject_kind="meeting", subject_id=meeting.id, episode_id=episode.id)
    return meeting


@all_or_nothing
def cancel_meeting(*, meeting: Meeting, why_cancelled: str, by: Practitioner) -> Meeting:
    """Cancel a meeting that lies ahead, with the reason; it leaves the calendars of all who were told."""
    require(can_write(by, meeting.episode))
    refuse_unless_ahead(meeting)
    if not why_cancelled.strip():
        raise ValidationError({"why_cancelled": "Enter why the meeting does not take place"})
    meeting.status = Meeting.Status.CANCELLED
    meeting.why_cancelled = why_cancelled
    meeting.save(update_fields=["status", "why_cancelled"])
    tell_it_is_off(meeting)
    trail.record(
        "meeting_cancelled", subject_kind="meeting", subject_id=meeting.id, episode_id=meeting.episode_id
    )
    return meeting


@all_or_nothing
def hold_meeting(
    *,
    episode: Episode,
    held_on: dt.date,
    attendance: Sequence[Line],
    meeting: Meeting | None = None,
    kind: MeetingKind | None = None,
    purpose: str = "",
    place: str = "",
    chair: Practitioner | Person | None = None,
    minutes_by: Practitioner | None = None,
    notes: str = "",
    decisions: Sequence[str] = (),
    next_on: dt.date | None = None,
    closing_proposed: bool = False,
    why_without_family: str = "",
    by: Practitioner,
) -> Meeting:
    """Write down a meeting that was held, planned before or not; the first one begins the support.

    It ends with the date of the next one or a proposal to close. Without a parent or carer it needs a reason.
    """
    require(can_write(by, episode))
    if meeting:
        refuse_unless_planned(meeting)
    kind = kind or (meeting.kind if meeting else None)
    if kind is None:
        raise ValidationError({"kind": "Select what kind of meeting it was"})
    refuse_wrong_meeting(episode, held_on, next_on, closing_proposed=closing_proposed)
    refuse_wrong_lines("attendance", attendance, episode)
    refuse_without_anybody(attendance)
    with_parent = is_with_parent(attendance, episode)
    if not with_parent and not why_without_family.strip():
        raise ValidationError({"why_without_family": "Enter why no parent or carer was there"})
    if isinstance(chair, Person) and chair not in [line.who for line in attendance]:
        refuse_strangers("chair", [chair], episode)
    held = save_held(
        meeting or Meeting(**signed(by), episode=episode),
        kind=kind,
        purpose=purpose,
        place=place,
        chair=None if isinstance(chair, Person) else chair,
        chair_person=chair if isinstance(chair, Person) else None,
        minutes_by=minutes_by,
        held_on=held_on,
        notes=notes,
        next_on=next_on,
        closing_proposed=closing_proposed,
        why_without_family="" if with_parent else why_without_family,
    )
    write_lines(held, attendance, by)
    write_decisions(held, decisions, by)
    take_those_who_join(held, attendance, by)
    if episode.state in BEFORE_THE_FIRST:
        episode.move_to(State.SUPPORTING)
    trail.record("meeting_held", subject_kind="meeting", subject_id=held.id, episode_id=episode.id)
    return held


def refuse_unless_planned(meeting: Meeting) -> None:
    """Raise ValidationError for a meeting without a date, held or cancelled; locks the planned one."""
    refuse_unless_ahead(meeting)
    if meeting.planned_for is None:
        raise ValidationError("This meeting has no date yet. Choose one of the days that were offered first.")


def refuse_unless_ahead(meeting: Meeting) -> None:
    """Raise ValidationError for a meeting that was held or cancelled; locks one that lies ahead."""
    status = Meeting.objects.select_for_update().values_list("status", flat=True).get(pk=meeting.pk)
    if status not in (Meeting.Status.PLANNED, Meeting.Status.FINDING):
        raise ValidationError(f"This meeting is {Meeting.Status(status).label.lower()} already.")


def refuse_wrong_meeting(
    episode: Episode, held_on: dt.date, next_on: dt.date | None, *, closing_proposed: bool
) -> None:
    """Raise ValidationError for impossible dates, or an end without a next date or a proposal to close."""
    refuse_future("held_on", held_on, "The date of the meeting")
    refuse_before(
        "held_on", held_on, "The date of the meeting", earliest=episode.intended_on, event="the start"
    )
    if next_on is None and not closing_proposed:
        raise ValidationError(
            {"next_on": "Enter the date of the next meeting, or tick that closing was proposed"}
        )
    if next_on and next_on <= held_on:
        raise ValidationError({"next_on": f"The next meeting must be after {in_words(held_on)}"})


def refuse_wrong_lines(field: str, lines: Sequence[Line], episode: Episode) -> None:
    """Raise ValidationError for somebody noted twice or a stranger to the family."""
    seen = set()
    for line in lines:
        if line.who.pk in seen:
            raise ValidationError({field: f"{line.who} is noted twice. Leave one of the two lines out"})
        seen.add(line.who.pk)
    refuse_strangers(field, [line.who for line in lines if isinstance(line.who, Person)], episode)


def refuse_without_anybody(lines: Sequence[Line]) -> None:
    """Raise ValidationError for a meeting to which nobody came."""
    if not any(line.state == AttendanceState.PRESENT for line in lines):
        raise ValidationError({"attendance": "Select who was present. A meeting needs somebody who came"})


def is_with_parent(lines: Sequence[Line], episode: Episode) -> bool:
    """Whether anybody of the family came besides the children themselves."""
    came = {
        line.who.id
        for line in lines
        if isinstance(line.who, Person) and line.state == AttendanceState.PRESENT
    }
    return bool(came - set(children_ids(episode))) if came else False


def save_held(meeting: Meeting, **values: Any) -> Meeting:
    """Save a meeting as held, with what is known of it."""
    meeting.status = Meeting.Status.HELD
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save()
    return meeting


def write_lines(meeting: Meeting, lines: Sequence[Line], by: Practitioner) -> None:
    """Write the attendance; a line that stood as invited takes the answer."""
    Attendance.objects.bulk_create(
        [
            Attendance(
                **signed(by),
                meeting=meeting,
                state=line.state,
                note=line.note,
                update=line.update,
                **{column_of(line.who): line.who},
            )
            for line in lines
        ],
        update_conflicts=True,
        unique_fields=["meeting", "practitioner", "person", "agency"],
        update_fields=["state", "note", "update"],
    )


def column_of(who: Who) -> str:
    """Return the name of the column in which somebody stands."""
    if isinstance(who, Person):
        return "person"
    return "agency" if isinstance(who, Agency) else "practitioner"


def write_decisions(meeting: Meeting, decisions: Sequence[str], by: Practitioner) -> None:
    """Write what was decided, in its order."""
    Decision.objects.bulk_create(
        Decision(**signed(by), meeting=meeting, text=text, position=position)
        for position, text in enumerate(decisions)
    )


def take_those_who_join(meeting: Meeting, lines: Sequence[Line], by: Practitioner) -> None:
    """Take those into the team who join it at this meeting and are not in it yet."""
    joining = [line.who for line in lines if line.joins_team and not isinstance(line.who, Agency)]
    if not joining or meeting.held_on is None:
        return
    there = {key for pair in of_team(meeting.episode).values_list("practitioner", "person") for key in pair}
    take_all_into_team(meeting.episode, [who for who in joining if who.pk not in there], meeting.held_on, by)
