"""Who may step a case up to social care or down from it, say what became of it, and take its papers."""

from __future__ import annotations

from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import AgencyType, Practitioner, Role
from opencaf.core.rulings import Ruling, no, yes
from opencaf.episodes.models import Episode, ThresholdStep
from opencaf.episodes.permissions import can_see, can_write, works_with


def can_step(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may step an open case up, or note a step down: all who work with the family."""
    return can_write(practitioner, episode)


def can_follow_step(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may note what became of a step, or take it back; after closing too."""
    return works_with(practitioner, episode)


def can_answer_step(practitioner: Practitioner, step: ThresholdStep) -> Ruling:
    """Whether somebody may note what social care decided, and what it says to that.

    Whoever follows the step, and the duty team to which it was sent, while the record is open to them.
    """
    ruling = can_follow_step(practitioner, step.episode)
    is_asked = practitioner.has_role(Role.DUTY) and practitioner.agency.id == step.agency_id
    if not ruling and is_asked and can_see(practitioner, step.episode):
        return yes("It was sent to your team.")
    return ruling


def can_take_packet(
    practitioner: Practitioner, step: ThresholdStep, *, sees_everything: bool, may_go: bool
) -> Ruling:
    """Whether somebody may take away what goes to social care: who sees it all, while it may go there."""
    if not sees_everything:
        lead = practitioner.authority.lead_title
        return no(f"Parts of this record are left out for your agency. Ask the {lead} for the packet.")
    if not may_go:
        return no(
            "The family no longer agrees to share with social care, and no decision to share goes with it."
        )
    return can_answer_step(practitioner, step)


def can_see_social_care_number(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may see and note social care's own number: coordinators, managers, social care.

    The database shows it to nobody else.
    """
    in_social_care = practitioner.agency.kind == AgencyType.CHILDRENS_SOCIAL_CARE
    if in_social_care or practitioner.has_role(*SEES_ALL):
        return can_see(practitioner, episode) if in_social_care else works_with(practitioner, episode)
    return no("Social care’s number is kept for the coordinator and social care. Ask one of them.")
