"""Who may write guidance and examples. Everybody who is let in may read them."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import Ruling, no, yes
from opencaf.training.permissions import LOOKS_AFTER_TRAINING


def can_write_guidance(practitioner: Practitioner) -> Ruling:
    """Whether somebody may write guidance and examples: who looks after training."""
    if practitioner.has_role(*LOOKS_AFTER_TRAINING):
        return yes("You look after training.")
    return no("Guidance is written by the training team, coordinators and managers. Ask one of them.")


def can_read_refresher(practitioner: Practitioner) -> Ruling:
    """Whether somebody may say that they read the refresher: everybody who is let in."""
    return yes(f"The refresher is for everybody who works with {practitioner.authority}.")
