"""Who may see reports, and who may see through a figure to its cases."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner, Role
from opencaf.core.rulings import Ruling, no, yes

READS_REPORTS = (Role.COORDINATOR, Role.MANAGER, Role.TRAINING, Role.ANALYST)
SEES_CASES = (Role.COORDINATOR, Role.MANAGER)


def can_see_reports(practitioner: Practitioner) -> Ruling:
    """Whether somebody may see figures about the whole authority or a locality."""
    if practitioner.has_role(*READS_REPORTS):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("Reports are for coordinators, managers, the training team and analysts.")


def can_see_cases_behind(practitioner: Practitioner) -> Ruling:
    """Whether somebody may open the cases behind a figure, and so sees small numbers as they are."""
    if practitioner.has_role(*SEES_CASES):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("Only coordinators and managers can open the cases behind a figure.")
