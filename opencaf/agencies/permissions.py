"""Who may set up an authority: its settings, agencies, practitioners and posts."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner, Role
from opencaf.core.rulings import Ruling, no, yes

ADDS_PRACTITIONERS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.MANAGER)


def can_set_up(practitioner: Practitioner) -> Ruling:
    """Whether somebody may change how the authority works: its localities, agencies, meetings, forms."""
    if practitioner.has_role(Role.ADMINISTRATOR):
        return yes(f"You administer {practitioner.authority}.")
    return no("Only an administrator can change how the authority is set up.")


def can_add_practitioner(practitioner: Practitioner) -> Ruling:
    """Whether somebody may add people who never sign in, for whom others type."""
    if practitioner.has_role(*ADDS_PRACTITIONERS):
        return yes("You look after who works with families here.")
    return no("Only an administrator, a coordinator or a manager can add a practitioner.")


def can_give_account(practitioner: Practitioner) -> Ruling:
    """Whether somebody may let people sign in and say in which role."""
    return can_set_up(practitioner)


def can_oversee(practitioner: Practitioner) -> Ruling:
    """Whether somebody sees who looked at what, the seals and the alerts: auditors, who see no case."""
    if practitioner.has_role(Role.AUDITOR):
        return yes(f"You audit {practitioner.authority}.")
    return no("Oversight is for auditors and the data protection officer.")


def can_see_ceilings(practitioner: Practitioner) -> Ruling:
    """Whether somebody may read how often people may search, open and take away."""
    if practitioner.has_role(Role.AUDITOR):
        return can_oversee(practitioner)
    return can_set_up(practitioner)
