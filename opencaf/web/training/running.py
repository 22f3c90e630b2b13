"""What the training team does: the board, sessions, who is booked in, who came, and courses."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.reports.to_help import to_help
from opencaf.training.models import Course
from opencaf.training.operations.attending import take_attendance
from opencaf.training.operations.bookings import book_others
from opencaf.training.operations.courses import (
    add_course,
    add_material,
    add_usual_courses,
    remove_material,
)
from opencaf.training.operations.courses import (
    change_course as change_course_operation,
)
from opencaf.training.operations.sessions import (
    call_session_off,
    change_session,
    plan_session,
    say_what_changed,
)
from opencaf.training.permissions import can_run_training
from opencaf.training.queries.sessions import (
    agencies_waiting,
    bookings_in,
    came_to,
    course_with,
    courses_of,
    material_with,
    refreshers_due,
    sessions_ahead,
    sessions_past,
)
from opencaf.web.shared.deeds import Deed, answer, found
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.training import showing
from opencaf.web.training.forms import (
    AttendanceForm,
    CallOffForm,
    ChangeCourseForm,
    ChangedForm,
    CourseForm,
    MaterialForm,
    NamesForm,
    PlanForm,
    SessionForm,
)
from opencaf.web.training.own import address_of, session_or_404

OF_A_SESSION = ("held_on", "starts_at", "ends_at", "place", "seats", "trainer")
OF_A_COURSE = ("name", "kind", "length", "seats", "valid_months", "about", "active")
WHO_CAME = "Untick whoever did not come. Noted again, it holds as it is said last."


@require_GET
def board(request: PractitionerRequest) -> HttpResponse:
    """Show the sessions ahead with seats and who waits, those to be noted, and who is due a refresher."""
    require(can_run_training(request.practitioner))
    authority_id = request.practitioner.authority_id
    shown = {
        "sessions": [(one, showing.ahead(one, None)) for one in sessions_ahead(authority_id)],
        "past": [(one, showing.when_of(one)) for one in sessions_past(authority_id)],
        "due": refreshers_due(authority_id),
        "courses": courses_of(authority_id, active=True),
        "waiting": agencies_waiting(authority_id),
        "to_help": to_help(request.practitioner),
    }
    return render(request, "training/board.html", shown)


@require_http_methods(["GET", "POST"])
def plan(request: PractitionerRequest) -> HttpResponse:
    """Plan a session."""
    require(can_run_training(request.practitioner))
    courses = courses_of(request.practitioner.authority_id, active=True)
    if not courses:
        return redirect("training:courses")
    form = PlanForm(request.POST or None, courses=courses)
    if form.is_valid():
        made = form.apply(plan_session, **form.cleaned_data, by=request.practitioner)
        if made:
            return redirect(address_of(made))
    deed = Deed("Plan a session", "Plan it", "", reverse("training:board"), title="Plan a session")
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def change(request: PractitionerRequest, held_id: uuid.UUID) -> HttpResponse:
    """Change when and where a session is, or its seats."""
    require(can_run_training(request.practitioner))
    held = session_or_404(request, held_id)
    form = SessionForm(request.POST or None, initial={name: getattr(held, name) for name in OF_A_SESSION})
    intro = "Whoever has a place or waits is told when the day, the time or the place changes."
    deed = Deed(
        str(held.course), "Save", "The session was changed.", address_of(held), intro, title="Change it"
    )
    if form.is_valid():
        form.apply(change_session, session=held, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def call_off(request: PractitionerRequest, held_id: uuid.UUID) -> HttpResponse:
    """Say that a session does not take place."""
    require(can_run_training(request.practitioner))
    held = session_or_404(request, held_id)
    form = CallOffForm(request.POST or None)
    deed = Deed(
        f"Call off {held.course}, {showing.when_of(held)}",
        "Call it off",
        "The session was called off, and whoever was down for it is told.",
        reverse("training:board"),
        "Everybody with a place, and everybody who waits, gets a mail. This cannot be taken back.",
        warns=True,
        title="Call a session off",
    )
    if form.is_valid():
        form.apply(call_session_off, session=held, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def others(request: PractitionerRequest, held_id: uuid.UUID) -> HttpResponse:
    """Book others in."""
    require(can_run_training(request.practitioner))
    held = session_or_404(request, held_id)
    form = NamesForm(request.POST or None, by=request.practitioner)
    intro = f"{showing.seats_of(held)}. In this order; whoever finds no seat waits for one."
    deed = Deed(f"Book others in: {held.course}", "Book them in", "Booked.", address_of(held), intro)
    if form.is_valid():
        form.apply(book_others, session=held, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def attendance(request: PractitionerRequest, held_id: uuid.UUID) -> HttpResponse:
    """Note who came."""
    require(can_run_training(request.practitioner))
    held = session_or_404(request, held_id)
    there = came_to(held)
    # before anything is noted everybody with a place is taken to have come
    booked = [one for one in bookings_in(held) if one.state == one.State.BOOKED]
    form = AttendanceForm(
        request.POST or None,
        bookings=booked,
        there=there if held.attendance_taken_at else [],
        by=request.practitioner,
        initial={} if held.attendance_taken_at else {"came": [str(one.practitioner_id) for one in booked]},
    )
    heading = f"Who came: {held.course}, {showing.when_of(held)}"
    deed = Deed(heading, "Save", "It is noted who came.", address_of(held), WHO_CAME, title="Who came")
    if form.is_valid():
        form.apply(take_attendance, session=held, came=form.everybody, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def changed(request: PractitionerRequest, held_id: uuid.UUID) -> HttpResponse:
    """Say what was changed because of what people said."""
    require(can_run_training(request.practitioner))
    held = session_or_404(request, held_id)
    form = ChangedForm(request.POST or None, initial={"changed": held.changed})
    intro = "Whoever took part reads it on the page of the session."
    deed = Deed("What was changed", "Save", "Saved.", address_of(held), intro, title="What was changed")
    if form.is_valid():
        form.apply(say_what_changed, session=held, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_GET
def courses(request: PractitionerRequest) -> HttpResponse:
    """Show the courses, what is read for them, and for what they are asked."""
    require(can_run_training(request.practitioner))
    found_courses = courses_of(request.practitioner.authority_id)
    return render(request, "training/courses.html", {"courses": found_courses})


@require_http_methods(["GET", "POST"])
def usual_courses(request: PractitionerRequest) -> HttpResponse:
    """Add the three usual courses."""
    require(can_run_training(request.practitioner))
    form = OperationForm(request.POST or None)
    intro = (
        "A briefing of an hour, a practitioner day and a half-day for managers and supervisors. Change "
        "whatever is different with you. A kind of which there is a course already is left as it is."
    )
    back = reverse("training:courses")
    deed = Deed("Add the three usual courses", "Add them", "The courses were added.", back, intro)
    if form.is_valid():
        form.apply(add_usual_courses, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def add(request: PractitionerRequest) -> HttpResponse:
    """Add a course."""
    require(can_run_training(request.practitioner))
    form = CourseForm(request.POST or None)
    deed = Deed("Add a course", "Add it", "The course was added.", reverse("training:courses"))
    if form.is_valid():
        form.apply(add_course, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def change_course(request: PractitionerRequest, course_id: uuid.UUID) -> HttpResponse:
    """Change what a course is."""
    course = course_or_404(request, course_id)
    form = ChangeCourseForm(
        request.POST or None, initial={name: getattr(course, name) for name in OF_A_COURSE}
    )
    intro = "Changed months hold for everybody who took it, at once."
    back = reverse("training:courses")
    deed = Deed(str(course), "Save", "The course was changed.", back, intro, title="Change a course")
    if form.is_valid():
        form.apply(change_course_operation, course=course, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def add_to_read(request: PractitionerRequest, course_id: uuid.UUID) -> HttpResponse:
    """Say where something to read for a course is found."""
    course = course_or_404(request, course_id)
    form = MaterialForm(request.POST or None)
    back = reverse("training:courses")
    deed = Deed(f"Something to read: {course}", "Add it", "It was added.", back, title="Something to read")
    if form.is_valid():
        form.apply(add_material, course=course, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def remove_to_read(request: PractitionerRequest, material_id: uuid.UUID) -> HttpResponse:
    """Take something to read off a course."""
    require(can_run_training(request.practitioner))
    material = found(material_with(request.practitioner.authority_id, material_id))
    form = OperationForm(request.POST or None)
    back = reverse("training:courses")
    deed = Deed(
        f"Take {material} off?", "Take it off", "It was taken off.", back, warns=True, title="Take it off"
    )
    if form.is_valid():
        form.apply(remove_material, material=material, by=request.practitioner)
    return answer(request, deed, form)


def course_or_404(request: PractitionerRequest, course_id: uuid.UUID) -> Course:
    """Return a course, to who runs training."""
    require(can_run_training(request.practitioner))
    return found(course_with(request.practitioner.authority_id, course_id))
