"""Who may do what with the record of a person."""

from __future__ import annotations

from collections.abc import Sequence

from opencaf.access.models import AccessGrant, Level
from opencaf.access.queries import let_write, live_grants_for_child
from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Practitioner, Role
from opencaf.core.rulings import Ruling, no, yes
from opencaf.people.models import Person

WRITES_RECORDS = (Role.PRACTITIONER, Role.COORDINATOR, Role.MANAGER, Role.DUTY, Role.TRAINING)


def can_find(practitioner: Practitioner) -> Ruling:
    """Whether somebody may look for children at all."""
    if practitioner.has_role(*WRITES_RECORDS):
        return yes("You work with families.")
    return no("Looking for children is for people who work with families. Your role sees no case records.")


def can_record_child(practitioner: Practitioner) -> Ruling:
    """Whether somebody may add a child."""
    return can_find(practitioner)


def can_see_child(practitioner: Practitioner, child: Person) -> Ruling:
    """Whether somebody may see a child's own page: a live grant, or the care of the whole authority."""
    if practitioner.has_role(*SEES_ALL):
        return yes(f"You are {practitioner.post.get_role_display()} of {practitioner.authority}.")
    return opened_by(live_grants_for_child(practitioner.id, child.id))


def opened_by(grants: Sequence[AccessGrant]) -> Ruling:
    """Whether one of somebody's grants, the widest first, opens a child's own page."""
    if grants and grants[0].level >= Level.SUMMARY:
        return yes(f"You can see this because: {grants[0].get_basis_display().lower()}.")
    return no("You have no live reason to see this child's record. Ask the person named here for access.")


def knows_of_child(practitioner: Practitioner, child: Person) -> bool:
    """Whether somebody has found that this child's record exists, so that a refusal may say so."""
    return bool(live_grants_for_child(practitioner.id, child.id))


def can_ask_for_access(practitioner: Practitioner, child: Person) -> Ruling:
    """Whether somebody may ask to see a record: who found it, works with families, and cannot see it yet."""
    if not practitioner.has_role(*WRITES_RECORDS):
        return no("Asking for access is for people who work with families.")
    grants = live_grants_for_child(practitioner.id, child.id)
    if not grants:
        return no("Look for the child first.")
    if practitioner.has_role(*SEES_ALL) or opened_by(grants):
        return no("You can see this record already.")
    return yes("You found this record.")


def can_change_child(practitioner: Practitioner, child: Person) -> Ruling:
    """Whether somebody may change what is known of a child and the family: who sees it not only to read."""
    if not practitioner.has_role(*WRITES_RECORDS):
        return no("Changing records is for people who work with families.")
    ruling = can_see_child(practitioner, child)
    reads_only = not practitioner.has_role(*SEES_ALL) and not let_write(
        live_grants_for_child(practitioner.id, child.id)
    )
    if ruling and reads_only:
        return no("You were let in to read this record. Ask to join the team to change it.")
    return ruling
