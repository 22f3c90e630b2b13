"""Who may see reports, and who may see through a figure to its cases."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner, Role
from opencaf.core.rulings import Ruling, no, yes
from opencaf.reports.models import SavedView

READS_REPORTS = (Role.COORDINATOR, Role.MANAGER, Role.TRAINING, Role.ANALYST)
SEES_CASES = (Role.COORDINATOR, Role.MANAGER)
SAYS_CHILDREN_LIVING = (*SEES_CASES, Role.ANALYST)


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


def can_say_children_living(practitioner: Practitioner) -> Ruling:
    """Whether somebody may say how many children live in the authority, by which rates are worked out."""
    if practitioner.has_role(*SAYS_CHILDREN_LIVING):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("How many children live here is entered by coordinators, managers and analysts.")


def can_save_view(practitioner: Practitioner) -> Ruling:
    """Whether somebody may keep how they divide a report."""
    return can_see_cases_behind(practitioner)


def can_remove_view(practitioner: Practitioner, view: SavedView) -> Ruling:
    """Whether somebody may remove a saved view: their own, or one that is shared."""
    if not can_see_cases_behind(practitioner):
        return can_see_cases_behind(practitioner)
    if view.recorded_by_id == practitioner.id:
        return yes("It is yours.")
    if view.shared:
        return yes("It is shared in the authority.")
    return no("Only whoever saved this view can remove it.")


def can_be_mailed(practitioner: Practitioner, view: SavedView) -> Ruling:
    """Whether somebody may get a mail when a view is ready: who opens the cases behind it, and finds it."""
    if not can_see_cases_behind(practitioner):
        return can_see_cases_behind(practitioner)
    if view.shared or view.recorded_by_id == practitioner.id:
        return yes("You find it among your reports.")
    return no("Only whoever saved this view can have mails about it.")
