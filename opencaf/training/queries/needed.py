"""Whether somebody has the training that is asked for; if not, which course that is and when it is held."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Count, F, Q

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words, months_later
from opencaf.core.rulings import Ruling, no, yes
from opencaf.training.models import Booking, Course, Session, TrainingAttendance

HAS_IT = yes("You have the training for it.")
NONE_AHEAD = "No session is planned yet: ask the training team."


def may_start(practitioner: Practitioner) -> Ruling:
    """Whether the authority's rule on training lets somebody start."""
    authority = practitioner.authority
    if not authority.asks_training_to_start:
        return HAS_IT
    return ruling_for(practitioner, f"starts a {authority.short_name}", Q(lets_start=True))


def may_lead(practitioner: Practitioner, authority: Authority) -> Ruling:
    """Whether the authority's rule on training lets somebody become lead professional."""
    if not authority.asks_training_to_lead:
        return HAS_IT
    return ruling_for(practitioner, f"becomes {authority.lead_title}", Q(lets_lead=True))


def ruling_for(practitioner: Practitioner, deed: str, wanted: Q) -> Ruling:
    """Return whether somebody has a course that still holds; else which, and when it is next held."""
    today = clock.today()
    courses = list(Course.objects.filter(wanted, authority_id=practitioner.authority_id))
    if any(holds_on(course, day, today) for course, day in latest_days(practitioner.id, courses)):
        return HAS_IT
    names = " or ".join(course.name for course in courses)
    return no(
        f"Your authority asks for training before somebody {deed}: {names}. {next_words(courses, today)}"
    )


def latest_days(practitioner_id: uuid.UUID, courses: list[Course]) -> list[tuple[Course, dt.date]]:
    """Return those of some courses that somebody attended up to today, each with the last day."""
    attended = TrainingAttendance.objects.filter(
        practitioner_id=practitioner_id, course__in=courses, attended_on__lte=clock.today()
    )
    days = dict(attended.order_by("course_id", "attended_on").values_list("course_id", "attended_on"))
    return [(course, days[course.id]) for course in courses if course.id in days]


def holds_until(course: Course, attended_on: dt.date) -> dt.date | None:
    """Return the first day on which an attendance holds no more; None where it holds for ever."""
    return months_later(attended_on, course.valid_months) if course.valid_months else None


def holds_on(course: Course, attended_on: dt.date, day: dt.date) -> bool:
    """Whether an attendance holds on a day."""
    end = holds_until(course, attended_on)
    return end is None or day < end


def next_words(courses: list[Course], today: dt.date) -> str:
    """Return in a sentence when one of some courses is next held, and whether there is a seat."""
    free = F("seats") - Count("bookings", filter=Q(bookings__state=Booking.State.BOOKED))
    ahead = Session.objects.filter(course__in=courses, held_on__gte=today, called_off_at=None)
    sessions = list(ahead.annotate(free=free).select_related("course").order_by("held_on", "starts_at")[:20])
    if not sessions:
        return NONE_AHEAD
    chosen = next((one for one in sessions if one.free > 0), sessions[0])
    seats = "Book it under Training." if chosen.free > 0 else "It is full: wait for a place under Training."
    return f"The next session is on {in_words(chosen.held_on)}, {chosen.place}. {seats}"


def next_to_open_records(practitioner: Practitioner) -> str:
    """Return in a sentence which course opens records, and when it is held; nothing where none is named."""
    courses = list(
        Course.objects.filter(authority_id=practitioner.authority_id, opens_records=True, active=True)
    )
    if not courses:
        return ""
    names = " or ".join(course.name for course in courses)
    return f"The training is {names}. {next_words(courses, clock.today()).split(' Book it')[0]}"
