"""Who may practise, and who may let somebody begin anew."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import Ruling, no, yes
from opencaf.people.permissions import WRITES_RECORDS
from opencaf.practice.models import Street
from opencaf.training.permissions import can_run_training


def can_practise(practitioner: Practitioner) -> Ruling:
    """Whether somebody may have a practice street: who works with families, trained for it or not yet."""
    if practitioner.authority.is_practice:
        return no("You are in your practice street already.")
    if practitioner.has_role(*WRITES_RECORDS):
        return yes("You work with families.")
    return no("Practising is for people who work with families. Your role writes no records.")


def can_see_learners(practitioner: Practitioner) -> Ruling:
    """Whether somebody may see who practises: who looks after training."""
    if practitioner.authority.is_practice:
        return no("Go back to your work to see who practises.")
    return can_run_training(practitioner)


def can_end_street(practitioner: Practitioner, street: Street) -> Ruling:
    """Whether somebody may clear a street: whose it is, and who looks after training."""
    if street.learner_id == practitioner.id:
        return yes("It is your own street.")
    return can_see_learners(practitioner)
