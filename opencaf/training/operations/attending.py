"""Noting who took part, after a session or from a list. People count once a course."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q

from opencaf.agencies.models import Agency, How, Practitioner
from opencaf.agencies.models.recorded import signed
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.training.models import Course, Session, TrainingAttendance
from opencaf.training.permissions import can_run_training


class Came(NamedTuple):
    """Somebody who took part, and for which agency."""

    practitioner: Practitioner
    agency: Agency
    course: Course
    attended_on: dt.date


@all_or_nothing
def take_attendance(*, session: Session, came: Sequence[Practitioner], by: Practitioner) -> Session:
    """Note who came to a session. Noted again, it holds for who came as it is said last."""
    require(can_run_training(by))
    held = Session.objects.select_for_update().select_related("course").get(pk=session.pk)
    if held.called_off_at:
        raise ValidationError("This session was called off, so that nobody came.")
    if held.held_on > clock.today():
        raise ValidationError("Attendance is noted on the day of the session or later.")
    booked = {one.practitioner_id: one.agency for one in held.bookings.select_related("agency")}
    no_more = held.attendances.exclude(practitioner__in=came)
    gone = list(no_more.values_list("practitioner_id", flat=True))
    no_more.delete()
    rows = [Came(who, booked.get(who.id) or who.agency, held.course, held.held_on) for who in came]
    write_attendances(rows, session=held, how=How.TYPED, by=by)
    mark_first([held.course_id], gone)
    held.attendance_taken_at = clock.now()
    held.save(update_fields=["attendance_taken_at"])
    trail.record(
        "attendance_taken",
        subject_kind="training_session",
        subject_id=held.id,
        came=len(came),
        gone=len(gone),
    )
    return held


def write_attendances(
    rows: Iterable[Came], *, session: Session | None = None, how: str, by: Practitioner
) -> int:
    """Write those attendances that are not there yet, and return how many; called by operations."""
    wanted = {(row.practitioner.id, row.course.id, row.attended_on): row for row in rows}
    people = {key[0] for key in wanted}
    there = TrainingAttendance.objects.filter(practitioner_id__in=people)
    held = set(there.values_list("practitioner_id", "course_id", "attended_on"))
    new = [row for key, row in wanted.items() if key not in held]
    if session:
        same_day = there.filter(course=session.course_id, attended_on=session.held_on)
        same_day.update(session=session)
    TrainingAttendance.objects.bulk_create(
        TrainingAttendance(
            **signed(by),
            course=row.course,
            session=session,
            practitioner=row.practitioner,
            agency=row.agency,
            attended_on=row.attended_on,
            recorded_how=how,
        )
        for row in new
    )
    mark_first({row.course.id for row in new}, {row.practitioner.id for row in new})
    note_days(new)
    return len(new)


def mark_first(course_ids: Collection[uuid.UUID], people: Collection[uuid.UUID]) -> None:
    """Let the earliest attendance of each of these people in each of these courses be their first."""
    if not people:
        return
    rows = TrainingAttendance.objects.filter(course_id__in=course_ids, practitioner_id__in=people)
    seen: set[tuple[uuid.UUID, uuid.UUID]] = set()
    changed = []
    for row in rows.order_by("practitioner_id", "course_id", "attended_on"):
        is_first = (row.practitioner_id, row.course_id) not in seen
        seen.add((row.practitioner_id, row.course_id))
        if row.is_first != is_first:
            row.is_first = is_first
            changed.append(row)
    TrainingAttendance.objects.bulk_update(changed, ["is_first"], batch_size=1000)


def note_days(rows: Iterable[Came]) -> None:
    """Note the day of training of those who took a course that opens records: the latest counts."""
    last: dict[uuid.UUID, dt.date] = {}
    for row in rows:
        if row.course.opens_records:
            last[row.practitioner.id] = max(last.get(row.practitioner.id, row.attended_on), row.attended_on)
    for practitioner_id, day in last.items():
        older = Q(trained_on=None) | Q(trained_on__lt=day) | Q(trained_on__gt=clock.today())
        Practitioner.objects.filter(older, pk=practitioner_id).update(trained_on=day)
