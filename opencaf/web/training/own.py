"""Training as everybody meets it: what is held, one's own places and certificates, and feedback."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.agencies.permissions import can_note_training
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.reports.permissions import can_see_reports
from opencaf.training.models import Session
from opencaf.training.operations.bookings import book_place, cancel_booking
from opencaf.training.operations.sessions import give_feedback
from opencaf.training.permissions import (
    can_book_self,
    can_cancel_booking,
    can_give_feedback,
    can_have_certificate,
    can_read_statistics,
    can_run_training,
    can_say_what_is_needed,
)
from opencaf.training.queries.needed import may_lead, may_start
from opencaf.training.queries.sessions import (
    attendance_with,
    booking_with,
    bookings_in,
    came_to,
    courses_of,
    feedback_on,
    mix_of,
    own_attendance,
    own_bookings,
    session_with,
    sessions_ahead,
    taken_by,
)
from opencaf.web.shared.deeds import Deed, answer, found
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.paper import typeset
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.training import showing
from opencaf.web.training.forms import FeedbackForm

THANKS = "Thank you. Your name is not kept with what you said."


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """Show the sessions ahead, one's own places, and the courses one took."""
    who = request.practitioner
    mine = own_bookings(who)
    sessions = [showing.ahead(one, mine.get(one.id)) for one in sessions_ahead(who.authority_id)]
    shown = {
        "sessions": sessions,
        "taken": taken_by(who),
        "courses": courses_of(who.authority_id, active=True),
        "missing": [one.reason for one in (may_start(who), may_lead(who, who.authority)) if not one],
        "can_run": can_run_training(who),
        "can_read": can_read_statistics(who),
        "can_follow": can_see_reports(who),
        "can_note": can_note_training(who),
        "can_say": can_say_what_is_needed(who),
    }
    return render(request, "training/index.html", shown)


@require_GET
def session(request: PractitionerRequest, held_id: uuid.UUID) -> HttpResponse:
    """Show a session: when and where, seats, who comes from where; to who runs it, who."""
    held, who = session_or_404(request, held_id), request.practitioner
    bookings, runs = bookings_in(held), can_run_training(who)
    mine = next((one for one in bookings if one.practitioner_id == who.id), None)
    attended = own_attendance(held, who)
    if runs:
        trail.record("read", subject_kind="training_session", subject_id=held.id)
    shown = {
        "held": showing.ahead(held, mine),
        "session": held,
        "materials": held.course.materials.all(),
        "mix": mix_of(bookings),
        "mine": mine,
        "runs": runs,
        "bookings": bookings if runs else [],
        "came": came_to(held) if runs else [],
        "attended": attended,
        "can_say": can_give_feedback(who, attended),
        "said": feedback_on(held) if runs or attended else None,
    }
    return render(request, "training/session.html", shown)


@require_http_methods(["GET", "POST"])
def book(request: PractitionerRequest, held_id: uuid.UUID) -> HttpResponse:
    """Take a place, or a turn on the waiting list."""
    require(can_book_self(request.practitioner))
    held = session_or_404(request, held_id)
    line = showing.ahead(held, None)
    form = OperationForm(request.POST or None)
    is_full = held.free <= 0 or held.waiting > 0  # type: ignore[attr-defined]
    button = "Wait for a place" if is_full else "Take the place"
    done = "You wait for a place. You get a mail when one is yours." if is_full else "You have a place."
    deed = Deed(f"{line.course}, {line.when}", button, done, address_of(held), line.seats, title=button)
    if form.is_valid():
        form.apply(book_place, session=held, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def cancel(request: PractitionerRequest, booking_id: uuid.UUID) -> HttpResponse:
    """Give a place or a turn back."""
    booking = found(booking_with(request.practitioner.authority_id, booking_id))
    require(can_cancel_booking(request.practitioner, booking))
    form = OperationForm(request.POST or None)
    whose = "your place" if booking.practitioner_id == request.practitioner.id else "the place"
    deed = Deed(
        f"Give {whose} back?",
        "Give it back",
        "The place was given back. Whoever has waited longest gets it.",
        address_of(booking.session),
        f"{booking.practitioner}: {booking.session.course}, {showing.when_of(booking.session)}.",
        warns=True,
        title="Give the place back",
    )
    if form.is_valid():
        form.apply(cancel_booking, booking=booking, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def feedback(request: PractitionerRequest, held_id: uuid.UUID) -> HttpResponse:
    """Say what a session was like."""
    held = session_or_404(request, held_id)
    require(can_give_feedback(request.practitioner, own_attendance(held, request.practitioner)))
    form = FeedbackForm(request.POST or None)
    asked = (
        "Three questions. Your name is not kept with the answers, and answers are shown only once there are "
        "three of them."
    )
    deed = Deed(
        f"{held.course}: what was it like?", "Send", THANKS, address_of(held), asked, title="Feedback"
    )
    if form.is_valid():
        form.apply(give_feedback, session=held, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_GET
def certificate(request: PractitionerRequest, attendance_id: uuid.UUID) -> HttpResponse:
    """Give the certificate of a course that somebody took, as PDF."""
    attendance = found(attendance_with(request.practitioner.authority_id, attendance_id))
    require(can_have_certificate(request.practitioner, attendance))
    trail.record("certificate_printed", subject_kind="training_attendance", subject_id=attendance.id)
    sheet = showing.certificate_sheet(attendance)
    response = HttpResponse(typeset(sheet), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="certificate.pdf"'
    return response


def session_or_404(request: PractitionerRequest, held_id: uuid.UUID) -> Session:
    """Return a session of the authority that asks."""
    return found(session_with(request.practitioner.authority_id, held_id))


def address_of(session: Session) -> str:
    """Return the address of a session's page."""
    return reverse("training:session", args=[session.id])
