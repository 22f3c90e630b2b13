"""Sessions with their seats, who has a place and who waits, and what of it is somebody's own."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet

from opencaf.agencies.models import Post, Practitioner
from opencaf.agencies.models.agency import Sector
from opencaf.core import clock
from opencaf.core.dates import months_later
from opencaf.training.models import Booking, Course, Feedback, Material, Session, TrainingAttendance
from opencaf.training.queries.needed import holds_until

FEWEST_ANSWERS = 3
A_PAGE_OF_PAST = 20
DUE_WITHIN = dt.timedelta(days=90)


def courses_of(authority_id: uuid.UUID, *, active: bool = False) -> list[Course]:
    """Return the courses of an authority: briefings first, then practitioners', managers' and others."""
    found = Course.objects.filter(authority_id=authority_id).prefetch_related("materials")
    order = {"briefing": 0, "practitioner": 1, "manager": 2, "other": 3}
    rows = found.filter(active=True) if active else found
    return sorted(rows, key=lambda course: (order[course.kind], course.name))


def course_with(authority_id: uuid.UUID, course_id: uuid.UUID) -> Course | None:
    """Return a course of an authority."""
    return Course.objects.filter(authority_id=authority_id, pk=course_id).first()


def material_with(authority_id: uuid.UUID, material_id: uuid.UUID) -> Material | None:
    """Return something to read of an authority's courses."""
    return Material.objects.filter(authority_id=authority_id, pk=material_id).select_related("course").first()


def with_seats(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Return sessions with how many have a place, how many wait, and how many seats are free."""
    return sessions.select_related("course").annotate(
        booked=Count("bookings", filter=Q(bookings__state=Booking.State.BOOKED)),
        waiting=Count("bookings", filter=Q(bookings__state=Booking.State.WAITING)),
        free=F("seats") - Count("bookings", filter=Q(bookings__state=Booking.State.BOOKED)),
    )


def sessions_ahead(authority_id: uuid.UUID) -> list[Session]:
    """Return the sessions from today on that take place, the next first."""
    ahead = Session.objects.filter(authority_id=authority_id, held_on__gte=clock.today(), called_off_at=None)
    return list(with_seats(ahead).order_by("held_on", "starts_at", "id"))


def sessions_past(authority_id: uuid.UUID) -> list[Session]:
    """Return the latest sessions that are over, with how many came; called off ones too."""
    past = Session.objects.filter(authority_id=authority_id).exclude(
        held_on__gte=clock.today(), called_off_at=None
    )
    rows = past.select_related("course").annotate(came=Count("attendances"))
    return list(rows.order_by("-held_on", "-starts_at", "-id")[:A_PAGE_OF_PAST])


def session_with(authority_id: uuid.UUID, session_id: uuid.UUID) -> Session | None:
    """Return a session of an authority with its seats."""
    return with_seats(Session.objects.filter(authority_id=authority_id, pk=session_id)).first()


@dataclass(frozen=True)
class Waits:
    """How many people of an agency wait for a course, in sessions to come."""

    agency: str
    course: str
    people: int


def agencies_waiting(authority_id: uuid.UUID) -> list[Waits]:
    """Return where people wait for a place ahead, by agency and course in the order of the alphabet.

    Who waits in two sessions of a course is one person; who has a place in another of it waits no more.
    """
    ahead = Booking.objects.filter(
        authority_id=authority_id, session__held_on__gte=clock.today(), session__called_off_at=None
    )
    has_a_place = ahead.filter(
        state=Booking.State.BOOKED,
        practitioner=OuterRef("practitioner"),
        session__course=OuterRef("session__course"),
    )
    waiting = ahead.filter(~Exists(has_a_place), state=Booking.State.WAITING)
    rows = waiting.order_by("agency__name", "session__course__name").values_list(
        "agency__name", "session__course__name"
    )
    return [Waits(*row) for row in rows.annotate(people=Count("practitioner", distinct=True))]


def bookings_in(session: Session) -> list[Booking]:
    """Return who has a place and who waits, in the order in which they asked."""
    live = session.bookings.exclude(state=Booking.State.CANCELLED)
    return list(live.select_related("practitioner", "agency").order_by("state", "recorded_at", "id"))


def booking_with(authority_id: uuid.UUID, booking_id: uuid.UUID) -> Booking | None:
    """Return a booking of an authority that was not given back."""
    live = Booking.objects.exclude(state=Booking.State.CANCELLED)
    found = live.filter(authority_id=authority_id, pk=booking_id)
    return found.select_related("session__course", "practitioner").first()


def own_bookings(practitioner: Practitioner) -> dict[uuid.UUID, Booking]:
    """Return by session what somebody has booked in those to come."""
    live = Booking.objects.filter(practitioner_id=practitioner.id, session__held_on__gte=clock.today())
    return {one.session_id: one for one in live.exclude(state=Booking.State.CANCELLED)}


def mix_of(bookings: list[Booking]) -> list[tuple[str, int]]:
    """Return how many of those with a place come from which sector, the most first."""
    counts = Counter(one.agency.sector for one in bookings if one.state == Booking.State.BOOKED)
    return [(str(Sector(sector).label), number) for sector, number in counts.most_common()]


def addresses_of(session: Session, *states: str) -> list[str]:
    """Return where mail reaches those in these states of a session who sign in."""
    found = session.bookings.filter(state__in=states, practitioner__user__is_active=True)
    return list(found.order_by("id").values_list("practitioner__user__email", flat=True))


def address_of(practitioner: Practitioner) -> list[str]:
    """Return where mail reaches somebody, if they sign in."""
    user = practitioner.user
    return [user.email] if user and user.is_active else []


@dataclass(frozen=True)
class Said:
    """What people thought of a session: number None where so few answered that somebody might be known."""

    answers: int
    useful: float | None = None
    ready: int = 0
    words: tuple[str, ...] = ()


def feedback_on(session: Session) -> Said:
    """Return what people said of a session, once there are enough of them."""
    said = Feedback.objects.filter(session=session)
    told = said.aggregate(
        number=Count("id"), useful=Avg("useful"), ready=Count("id", filter=Q(ready=Feedback.Ready.YES))
    )
    if told["number"] < FEWEST_ANSWERS:
        return Said(told["number"])
    words = sorted(said.exclude(words="").values_list("words", flat=True))
    return Said(told["number"], round(told["useful"], 1), told["ready"], tuple(words))


@dataclass(frozen=True)
class Taken:
    """A course that somebody took, and until when it holds; None: for ever."""

    attendance: TrainingAttendance
    holds_until: dt.date | None
    is_over: bool
    is_due: bool


def taken_by(practitioner: Practitioner) -> list[Taken]:
    """Return the courses that somebody took, the latest first."""
    rows = practitioner.trainings.select_related("course", "session").order_by("-attended_on", "-id")
    return taken_of(list(rows))


def taken_of(rows: list[TrainingAttendance]) -> list[Taken]:
    """Return attendances, each with until when it holds; due: only the last of a person in a course."""
    today, seen, found = clock.today(), set[tuple[uuid.UUID, uuid.UUID]](), []
    for row in rows:
        end = holds_until(row.course, row.attended_on)
        is_last = (row.practitioner_id, row.course_id) not in seen
        seen.add((row.practitioner_id, row.course_id))
        is_due = is_last and row.course.active and end is not None and end <= today + DUE_WITHIN
        found.append(Taken(row, end, end is not None and end <= today, is_due))
    return found


def refreshers_due(authority_id: uuid.UUID, *, limit: int = 50) -> list[Taken]:
    """Return whose training runs out within three months or has run out, the longest ago first.

    Only people with a live post, and of each course only their last time.
    """
    courses = [course for course in courses_of(authority_id, active=True) if course.valid_months]
    last = TrainingAttendance.objects.filter(course__in=courses)
    last = last.order_by("practitioner_id", "course_id", "-attended_on").distinct(
        "practitioner_id", "course_id"
    )
    runs_out = Q(pk=None)
    for course in courses:
        soon = clock.today() + DUE_WITHIN
        runs_out |= Q(course=course, attended_on__lte=months_later(soon, -(course.valid_months or 0)))
    at_work = Post.objects.filter(practitioner=OuterRef("practitioner"), ended_on=None)
    rows = TrainingAttendance.objects.filter(runs_out, Exists(at_work), pk__in=last.values("pk"))
    found = rows.select_related("course", "practitioner", "agency").order_by("attended_on", "id")
    return taken_of(list(found[:limit]))


def attendance_with(authority_id: uuid.UUID, attendance_id: uuid.UUID) -> TrainingAttendance | None:
    """Return an attendance of an authority."""
    found = TrainingAttendance.objects.filter(authority_id=authority_id, pk=attendance_id)
    return found.select_related("course", "session", "practitioner", "agency", "authority").first()


def came_to(session: Session) -> list[TrainingAttendance]:
    """Return who came to a session."""
    rows = session.attendances.select_related("practitioner", "agency")
    return list(rows.order_by("practitioner__family_name", "practitioner__given_name", "id"))


def own_attendance(session: Session, practitioner: Practitioner) -> TrainingAttendance | None:
    """Return somebody's attendance of a session."""
    return session.attendances.filter(practitioner_id=practitioner.id).first()
