"""Who may read what help came to."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner, Role
from opencaf.core.rulings import Ruling, no, yes

SEES_IMPACT = (Role.COORDINATOR, Role.MANAGER, Role.ANALYST)


def can_see_impact(practitioner: Practitioner) -> Ruling:
    """Whether somebody may see what moved, what people said and what it took, on one page."""
    if practitioner.has_role(*SEES_IMPACT):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("What help came to is for coordinators, managers and analysts.")
