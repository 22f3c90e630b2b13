"""Who may hear what people say, ask them, and write what they are asked. The second wall says the same."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner, Role
from opencaf.core.rulings import Ruling, no, yes

HEARS = (Role.COORDINATOR, Role.ANALYST)
WRITES = (Role.COORDINATOR, Role.TRAINING)


def can_hear(practitioner: Practitioner) -> Ruling:
    """Whether somebody may see results, read free answers apart from their cases, and mark their themes."""
    if practitioner.has_role(*HEARS):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no(
        "What people say is kept apart from those who work with families. "
        "Ask a coordinator for the results of everybody together."
    )


def can_ask(practitioner: Practitioner) -> Ruling:
    """Whether somebody may give out links and paper, and type in what came back."""
    if practitioner.has_role(Role.COORDINATOR):
        return yes("You are CAF coordinator.")
    return no("A coordinator who does not work with the family asks what they think, so that they can speak.")


def can_word(practitioner: Practitioner) -> Ruling:
    """Whether somebody may write the questions, choose the moments and say what was done."""
    if practitioner.has_role(*WRITES):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("The coordinators and the integrated working team write what people are asked. Ask them.")
