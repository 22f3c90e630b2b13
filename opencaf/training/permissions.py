"""Who may plan training, book a place, read who was trained, and say what training is needed."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner, Role
from opencaf.agencies.permissions import can_set_up
from opencaf.core.rulings import Ruling, no, yes
from opencaf.training.models import Booking, TrainingAttendance

LOOKS_AFTER_TRAINING = (Role.TRAINING, Role.COORDINATOR, Role.MANAGER)
READS_STATISTICS = (*LOOKS_AFTER_TRAINING, Role.ANALYST, Role.ADMINISTRATOR)


def can_run_training(practitioner: Practitioner) -> Ruling:
    """Whether somebody may plan courses and sessions, book others in and note who came."""
    if practitioner.has_role(*LOOKS_AFTER_TRAINING):
        return yes("You look after training.")
    return no("Planning training is for the training team, coordinators and managers. Ask one of them.")


def can_book_self(practitioner: Practitioner) -> Ruling:
    """Whether somebody may book a place for themselves: everybody who is let in."""
    return yes(f"Training is open to everybody who works with {practitioner.authority}.")


def can_cancel_booking(practitioner: Practitioner, booking: Booking) -> Ruling:
    """Whether somebody may give a place back: whose it is, and who looks after training."""
    if booking.practitioner_id == practitioner.id:
        return yes("It is your own place.")
    return can_run_training(practitioner)


def can_have_certificate(practitioner: Practitioner, attendance: TrainingAttendance) -> Ruling:
    """Whether somebody may print a certificate: whose it is, and who looks after training."""
    if attendance.practitioner_id == practitioner.id:
        return yes("It is your own certificate.")
    return can_run_training(practitioner)


def can_give_feedback(practitioner: Practitioner, attendance: TrainingAttendance | None) -> Ruling:
    """Whether somebody may say what a session was like: once, and only who took part."""
    if attendance is None or attendance.practitioner_id != practitioner.id:
        return no("Feedback is for those who took part. If you did, ask the training team to note that.")
    if attendance.gave_feedback:
        return no("You have said what you thought of this session already. Thank you.")
    return yes("You took part.")


def can_read_statistics(practitioner: Practitioner) -> Ruling:
    """Whether somebody may read how many people were trained."""
    if practitioner.has_role(*READS_STATISTICS):
        return yes("You read what the authority does.")
    return no("Training statistics are for the training team, coordinators, managers and analysts.")


def can_say_what_is_needed(practitioner: Practitioner) -> Ruling:
    """Whether somebody may say which training is needed for an account, for starting and for leading."""
    return can_set_up(practitioner)
