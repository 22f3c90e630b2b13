"""Training of the demonstration: a day that was held, and one that is full."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from opencaf.agencies.models import Practitioner, Role
from opencaf.demo.days import on_or_after
from opencaf.demo.loading.safekeeping import days_before, sitting
from opencaf.demo.loading.world import World
from opencaf.training.models import Course, CourseKind, Session
from opencaf.training.operations.attending import take_attendance
from opencaf.training.operations.bookings import book_others
from opencaf.training.operations.courses import add_material, add_usual_courses
from opencaf.training.operations.sessions import give_feedback, plan_session, say_what_changed

PRACTITIONER = CourseKind.PRACTITIONER
BEGAN, BRIEFED, PLANNED, HELD, TOLD = (
    120,
    90,
    80,
    55,
    45,
)  # days before the last day written
AHEAD = dt.timedelta(days=18)
SEATS, WAIT = 8, 2
HALL = "Training room, Civic Centre"
CHANGED = "More time for the concern marks, and a family's story read aloud before the first exercise."
READ_ON = "https://example.org/early-help/one-page-guide"


class Said(NamedTuple):
    """What somebody said at the end of a day."""

    useful: int
    ready: str
    words: str = ""


FEEDBACK = (
    Said(5, "yes", "The worked example. I would have started with the form and not with the family."),
    Said(4, "partly", "Good, but I shall have forgotten half of it before I need it."),
    Said(4, "yes"),
    Said(3, "partly", "Too long on the boxes, too short on what to say to a mother who does not want it."),
)


def train_people(world: World) -> None:
    """Hold a briefing and a practitioner day, and plan the next day, for which more ask than can come."""
    trainer = next(world.row_of(one) for one in world.plan.people if one.role == Role.TRAINING)
    workers = [world.row_of(one) for one in world.plan.staffing.workers if one.signs_in]
    first, others = workers[: SEATS + 1], workers[SEATS + 1 : 2 * SEATS + 1 + WAIT]
    with sitting(trainer, days_before(world, BEGAN)):
        courses = {course.kind: course for course in add_usual_courses(by=trainer)}
        add_material(course=courses[PRACTITIONER], name="The guide on one page", address=READ_ON, by=trainer)
    hold(world, courses[CourseKind.BRIEFING], workers, BRIEFED, by=trainer)
    held = hold(world, courses[PRACTITIONER], first, HELD, by=trainer)
    for who, said in zip(first, FEEDBACK, strict=False):
        with sitting(who, days_before(world, HELD)):
            give_feedback(session=held, **said._asdict(), by=who)
    with sitting(trainer, days_before(world, TOLD)):
        say_what_changed(session=held, changed=CHANGED, by=trainer)
        coming = plan(courses[PRACTITIONER], on_or_after(world.plan.eve + AHEAD), by=trainer)
        book_others(session=coming, people=others, by=trainer)


def hold(
    world: World, course: Course, people: Sequence[Practitioner], ago: int, *, by: Practitioner
) -> Session:
    """Plan a session, let everybody but the last come, and note who came."""
    with sitting(by, days_before(world, max(ago + 7, PLANNED))):
        session = plan(course, days_before(world, ago), by=by, seats=len(people) or SEATS)
        book_others(session=session, people=people, by=by)
    with sitting(by, days_before(world, ago)):
        return take_attendance(session=session, came=people[:-1], by=by)


def plan(course: Course, held_on: dt.date, *, by: Practitioner, seats: int = SEATS) -> Session:
    """Plan a session in the usual room."""
    return plan_session(
        course=course,
        held_on=held_on,
        starts_at=dt.time(9, 30),
        ends_at=dt.time(16),
        place=HALL,
        seats=seats,
        by=by,
    )
