"""Places in a session: taken, waited for, given back; and whoever has waited longest comes next."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind
from opencaf.training.models import Booking, Session
from opencaf.training.permissions import can_book_self, can_cancel_booking, can_run_training
from opencaf.training.queries.sessions import address_of

LIVE = (Booking.State.BOOKED, Booking.State.WAITING)


@all_or_nothing
def book_place(*, session: Session, by: Practitioner) -> Booking:
    """Take a place for oneself or, where all are taken, a turn on the waiting list."""
    require(can_book_self(by))
    held = bookable(session)
    if held.bookings.filter(practitioner=by, state__in=LIVE).exists():
        raise ValidationError("You have a place or wait for one already.")
    booking = put_down(held, by, by=by)
    trail.record("training_booked", subject_kind="training_session", subject_id=held.id, state=booking.state)
    return booking


@all_or_nothing
def book_others(*, session: Session, people: Sequence[Practitioner], by: Practitioner) -> list[Booking]:
    """Give places to others, in this order; who has one keeps it, and who signs in is told."""
    require(can_run_training(by))
    held = bookable(session)
    here = set(held.bookings.filter(state__in=LIVE).values_list("practitioner_id", flat=True))
    made = [put_down(held, who, by=by) for who in dict.fromkeys(people) if who.id not in here]
    tell_of_places([one for one in made if one.state == Booking.State.BOOKED])
    trail.record("training_booked", subject_kind="training_session", subject_id=held.id, people=len(made))
    return made


@all_or_nothing
def cancel_booking(*, booking: Booking, by: Practitioner) -> Booking:
    """Give a place or a turn back; who has waited longest gets the place."""
    require(can_cancel_booking(by, booking))
    session = Session.objects.select_for_update().get(pk=booking.session_id)
    mine = Booking.objects.get(pk=booking.pk)
    if mine.state == Booking.State.CANCELLED:
        raise ValidationError("This place was given back already.")
    if session.attendance_taken_at:
        raise ValidationError("Who came is noted already. Nothing is left to give back.")
    mine.state = Booking.State.CANCELLED
    mine.save(update_fields=["state"])
    fill_places(session)
    trail.record("training_booking_cancelled", subject_kind="training_session", subject_id=session.id)
    return mine


def fill_places(session: Session) -> None:
    """Give free seats of a session to come to those who wait, in the order in which they asked."""
    if session.called_off_at or session.held_on < clock.today():
        return
    booked = session.bookings.filter(state=Booking.State.BOOKED).count()
    free = max(session.seats - booked, 0)
    waiting = session.bookings.filter(state=Booking.State.WAITING).select_related("practitioner__user")
    lucky = list(waiting.order_by("recorded_at", "id")[:free])
    for booking in lucky:
        booking.state = Booking.State.BOOKED
        booking.save(update_fields=["state"])
    tell_of_places(lucky)


def bookable(session: Session) -> Session:
    """Return a session, locked, in which places can be taken; raises ValidationError where they cannot."""
    held = Session.objects.select_for_update().get(pk=session.pk)
    if held.called_off_at:
        raise ValidationError("This session was called off. Choose another one.")
    if held.held_on < clock.today() or held.attendance_taken_at:
        raise ValidationError("This session is over. Choose another one.")
    return held


def put_down(session: Session, who: Practitioner, *, by: Practitioner) -> Booking:
    """Write a place, or a turn where every seat is taken or somebody waits already."""
    taken = session.bookings.filter(state=Booking.State.BOOKED).count()
    waits = session.bookings.filter(state=Booking.State.WAITING).exists()
    state = Booking.State.WAITING if waits or taken >= session.seats else Booking.State.BOOKED
    return Booking.record(by=by, session=session, practitioner=who, agency=who.agency, state=state)


def tell_of_places(bookings: Sequence[Booking]) -> None:
    """Let a mail wait for each who signs in and now has a place."""
    for booking in bookings:
        queue_message(
            kind=MailKind.TRAINING_PLACE,
            to=address_of(booking.practitioner),
            authority_id=booking.authority_id,
            path=f"training/sessions/{booking.session_id}/",
        )
