"""Courses, sessions and people who took part, made by the operations that make them."""

import datetime as dt
from typing import Any

from opencaf.agencies.models import Agency, Practitioner
from opencaf.training.lists import Entry
from opencaf.training.models import AttendanceList, Course, Session, TrainingAttendance
from opencaf.training.operations.attending import take_attendance
from opencaf.training.operations.bringing_in import keep_list
from opencaf.training.operations.courses import add_course
from opencaf.training.operations.sessions import plan_session
from tests.factories import PractitionerFactory


def trainer(**values: Any) -> Practitioner:
    """Somebody of the training team."""
    return PractitionerFactory(given_name="Tara", post_worn__role="training", **values)


def make_course(
    name: str = "Practitioner day", kind: str = "practitioner", *, by: Practitioner, **values: Any
) -> Course:
    """A course."""
    return add_course(name=name, kind=kind, by=by, **values)


def make_session(course: Course, on: dt.date, *, by: Practitioner, seats: int = 12) -> Session:
    """A session of a day."""
    return plan_session(
        course=course,
        held_on=on,
        starts_at=dt.time(9, 30),
        ends_at=dt.time(16),
        place="Room 2, Civic Hall",
        seats=seats,
        by=by,
    )


def make_trained(who: Practitioner, course: Course, on: dt.date, *, by: Practitioner) -> TrainingAttendance:
    """Somebody who took part in a course on a day."""
    session = make_session(course, on, by=by)
    take_attendance(session=session, came=[who], by=by)
    return TrainingAttendance.objects.get(session=session)


def make_list(*, agency: Agency, by: Practitioner) -> AttendanceList:
    """A list that waits, with one name that nobody here bears."""
    entry = Entry(2, name="Nia Newcomer", agency=agency.name, course="practitioner", day="2025-10-06")
    return keep_list(name="list.csv", entries=[entry], by=by)
