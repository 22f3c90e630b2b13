"""Sessions: planned, changed and called off; and what was changed because of what people said."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind
from opencaf.training.models import Booking, Course, Feedback, Session, TrainingAttendance
from opencaf.training.operations.bookings import fill_places
from opencaf.training.permissions import can_give_feedback, can_run_training
from opencaf.training.queries.sessions import addresses_of

FIELDS = ("held_on", "starts_at", "ends_at", "place", "seats", "trainer")


@all_or_nothing
def plan_session(
    *,
    course: Course,
    held_on: dt.date,
    starts_at: dt.time,
    ends_at: dt.time,
    place: str,
    seats: int,
    trainer: str = "",
    by: Practitioner,
) -> Session:
    """Plan a course on a day; a past day too, so that its attendance can be noted."""
    require(can_run_training(by))
    refuse_wrong_times(starts_at, ends_at)
    if not course.active:
        raise ValidationError({"course": "This course is no longer held. Select another one"})
    session = Session.record(
        by=by,
        course=course,
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place.strip(),
        seats=seats,
        trainer=trainer.strip(),
    )
    trail.record("session_planned", subject_kind="training_session", subject_id=session.id)
    return session


@all_or_nothing
def change_session(
    *,
    session: Session,
    held_on: dt.date,
    starts_at: dt.time,
    ends_at: dt.time,
    place: str,
    seats: int,
    trainer: str = "",
    by: Practitioner,
) -> Session:
    """Change when and where a session is, or how many seats it has; whoever has a place is told.

    More seats go to who waits. Nobody loses a place: there must be a seat for each.
    """
    require(can_run_training(by))
    held = Session.objects.select_for_update().get(pk=session.pk)
    refuse_over(held)
    refuse_wrong_times(starts_at, ends_at)
    booked = held.bookings.filter(state=Booking.State.BOOKED).count()
    if seats < booked:
        raise ValidationError({"seats": f"{booked} people have a place. Enter {booked} or more"})
    moved = (held.held_on, held.starts_at, held.place) != (held_on, starts_at, place.strip())
    given = (held_on, starts_at, ends_at, place.strip(), seats, trainer.strip())
    for field, value in zip(FIELDS, given, strict=True):
        setattr(held, field, value)
    held.save(update_fields=list(FIELDS))
    if moved:
        tell(MailKind.TRAINING_CHANGED, held)
    fill_places(held)
    trail.record("session_changed", subject_kind="training_session", subject_id=held.id, moved=moved)
    return held


@all_or_nothing
def call_session_off(*, session: Session, why: str, by: Practitioner) -> Session:
    """Say that a session does not take place; everybody who has a place or waits is told."""
    require(can_run_training(by))
    held = Session.objects.select_for_update().get(pk=session.pk)
    refuse_over(held)
    if not why.strip():
        raise ValidationError({"why": "Enter why it does not take place"})
    held.called_off_at, held.called_off_why = clock.now(), why.strip()
    held.save(update_fields=["called_off_at", "called_off_why"])
    tell(MailKind.TRAINING_CALLED_OFF, held)
    trail.record("session_called_off", subject_kind="training_session", subject_id=held.id)
    return held


@all_or_nothing
def give_feedback(
    *, session: Session, useful: int, ready: str, words: str = "", by: Practitioner
) -> Feedback:
    """Say what a session was like, once; who said it is not kept."""
    mine = TrainingAttendance.objects.select_for_update().filter(session=session, practitioner=by).first()
    require(can_give_feedback(by, mine))
    assert mine is not None  # noqa: S101 - required above
    mine.gave_feedback = True
    mine.save(update_fields=["gave_feedback"])
    said = Feedback.objects.create(
        authority_id=by.authority_id, session=session, useful=useful, ready=ready, words=words.strip()
    )
    trail.record("training_feedback_given", subject_kind="training_session", subject_id=session.id)
    return said


@all_or_nothing
def say_what_changed(*, session: Session, changed: str, by: Practitioner) -> Session:
    """Say what was changed because of what people said; whoever took part reads it."""
    require(can_run_training(by))
    session.changed = changed.strip()
    session.save(update_fields=["changed"])
    trail.record("training_change_told", subject_kind="training_session", subject_id=session.id)
    return session


def tell(kind: MailKind, session: Session) -> None:
    """Let a mail wait for everybody with a place or a turn who signs in."""
    queue_message(
        kind=kind,
        to=addresses_of(session, Booking.State.BOOKED, Booking.State.WAITING),
        authority_id=session.authority_id,
        path=f"training/sessions/{session.id}/",
    )


def refuse_over(session: Session) -> None:
    """Raise ValidationError for a session that was called off, or whose attendance is noted."""
    if session.called_off_at:
        raise ValidationError("This session was called off. Plan another one.")
    if session.attendance_taken_at:
        raise ValidationError("Who came is noted, so that the session stays as it was.")


def refuse_wrong_times(starts_at: dt.time, ends_at: dt.time) -> None:
    """Raise ValidationError for an end that comes before the start."""
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": "The end must be after the start"})
