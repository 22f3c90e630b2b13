"""Who may do what with the record of a person."""

from __future__ import annotations

from collections.abc import Sequence

from opencaf.access.models import AccessGrant, Level
from opencaf.access.queries import let_write, live_grants_for_child
from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Practitioner, Role
from opencaf.agencies.permissions import can_pass_border
from opencaf.core.rulings import Ruling, no, yes
from opencaf.people.models import Merge, Person, Seal

SEES_SUMMARIES = (Role.DUTY,)
WRITES_RECORDS = (Role.PRACTITIONER, Role.COORDINATOR, Role.MANAGER, Role.DUTY, Role.TRAINING)


def can_find(practitioner: Practitioner) -> Ruling:
    """Whether somebody may look for children at all."""
    if practitioner.has_role(*WRITES_RECORDS):
        return yes("You work with families.")
    if practitioner.has_role(Role.CONTRIBUTOR):
        return no("You see what you are asked to write about, and nothing else of a record.")
    return no("Looking for children is for people who work with families. Your role sees no case records.")


def can_record_child(practitioner: Practitioner) -> Ruling:
    """Whether somebody may add a child."""
    return can_find(practitioner)


def can_load_people(practitioner: Practitioner) -> Ruling:
    """Whether somebody may bring in many people from another system at once."""
    if practitioner.has_role(*SEES_ALL):
        return can_pass_border(practitioner) and yes("You coordinate or manage.")
    return no("Loading people is for those who coordinate or manage.")


def can_choose_weights(practitioner: Practitioner) -> Ruling:
    """Whether somebody may say by which weights children are found and linked."""
    if practitioner.has_role(*SEES_ALL):
        return yes("You coordinate or manage.")
    return no("Choosing the weights of matching is for those who coordinate or manage.")


def can_see_child(practitioner: Practitioner, child: Person) -> Ruling:
    """Whether somebody may see a child's own page: a live grant, or the care of the whole authority."""
    if practitioner.has_role(*SEES_ALL):
        return yes(f"You are {practitioner.post.get_role_display()} of {practitioner.authority}.")
    return opened_by(live_grants_for_child(practitioner.id, child.id))


def opened_by(grants: Sequence[AccessGrant]) -> Ruling:
    """Whether one of somebody's grants, the widest first, opens a child's own page."""
    if grants and grants[0].level >= Level.FULL:
        return yes(f"You can see this because: {grants[0].get_basis_display().lower()}.")
    return no("You have no live reason to see this child's record. Ask the person named here for access.")


def can_see_summary(practitioner: Practitioner, child: Person) -> Ruling:
    """Whether somebody may see who helps a child, how far it is and when: no word of the content."""
    if practitioner.has_role(*SEES_SUMMARIES):
        return yes(f"You are in the {practitioner.post.get_role_display()}.")
    if practitioner.has_role(*SEES_ALL):
        return can_see_child(practitioner, child)
    grants = live_grants_for_child(practitioner.id, child.id)
    if grants and grants[0].level >= Level.SUMMARY:
        return yes(f"You can see this because: {grants[0].get_basis_display().lower()}.")
    return no("You know that this record exists. Its summary is open to you when whoever leads it says so.")


def can_write_down_ground(practitioner: Practitioner, child: Person) -> Ruling:
    """Whether somebody may open the content by writing down a ground: the social care duty team."""
    if not practitioner.has_role(Role.DUTY):
        return no("Only the social care duty team opens a record by writing down a ground.")
    if can_see_child(practitioner, child):
        return no("You can see this record already.")
    return yes(f"You are in the {practitioner.post.get_role_display()}.")


def can_break_glass(practitioner: Practitioner, child: Person) -> Ruling:
    """Whether somebody may open a record at once, to be judged afterwards: who found it and cannot see it."""
    if not practitioner.has_role(*WRITES_RECORDS):
        return no("Opening a record in an emergency is for people who work with families.")
    if practitioner.has_role(*SEES_SUMMARIES):
        return no("Write down the ground on which the duty team needs this record.")
    return can_ask_for_access(practitioner, child)


def knows_of_child(practitioner: Practitioner, child: Person) -> bool:
    """Whether somebody may know that this record exists, so that a refusal may say so.

    Who has found it in a search, and the duty team.
    """
    if practitioner.has_role(*SEES_SUMMARIES):
        return True
    return bool(live_grants_for_child(practitioner.id, child.id))


def can_ask_for_access(practitioner: Practitioner, child: Person) -> Ruling:
    """Whether somebody may ask to see a record: who found it, works with families, and cannot see it yet."""
    if not practitioner.has_role(*WRITES_RECORDS):
        return no("Asking for access is for people who work with families.")
    if not knows_of_child(practitioner, child):
        return no("Look for the child first.")
    if can_see_child(practitioner, child):
        return no("You can see this record already.")
    return yes("You found this record.")


def can_change_child(practitioner: Practitioner, child: Person) -> Ruling:
    """Whether somebody may change what is known of a child and the family: who sees it not only to read."""
    if not practitioner.has_role(*WRITES_RECORDS):
        return no("Changing records is for people who work with families.")
    if practitioner.has_role(*SEES_ALL):
        return can_see_child(practitioner, child)
    grants = live_grants_for_child(practitioner.id, child.id)
    if let_write(grants):
        return yes("You work with this family.")
    if grants and grants[0].level >= Level.FULL:
        return no("You were let in to read this record. Ask to join the team to change it.")
    return can_see_child(practitioner, child)


def can_open_seal(practitioner: Practitioner, seal: Seal) -> Ruling:
    """Whether somebody may change who sees a sealed part, or open it: who is on its list."""
    if seal.readers.live().filter(practitioner=practitioner).exists():
        return yes("You are on the list of those who see this.")
    return no(f"This is sealed. Ask {seal.recorded_by}.")


def can_judge_duplicates(practitioner: Practitioner) -> Ruling:
    """Whether somebody judges records that may be of one person, and proposes to make them one."""
    if practitioner.has_role(*SEES_ALL):
        return yes(f"You are {practitioner.post.get_role_display()} of {practitioner.authority}.")
    return no("Duplicates are judged by those who coordinate or manage.")


def can_approve_merge(practitioner: Practitioner, merge: Merge) -> Ruling:
    """Whether somebody may be the second person who says that two records are of one: not who proposed it."""
    ruling = can_judge_duplicates(practitioner)
    if ruling and merge.recorded_by_id == practitioner.id:
        return no("You proposed this. Another coordinator or manager must approve it.")
    return ruling
