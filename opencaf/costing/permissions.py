"""Who may see what CAFs cost, note time, and change what costs are made of."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner, Role
from opencaf.agencies.permissions import can_pass_border
from opencaf.core.rulings import Ruling, no, yes
from opencaf.costing.models import TimeEntry, TimeImport
from opencaf.episodes.models import Episode
from opencaf.episodes.permissions import works_with

SEES_COSTS = (Role.COORDINATOR, Role.MANAGER, Role.ANALYST)
SETS_COSTS = (Role.MANAGER, Role.ANALYST)
SEES_CASES = (Role.COORDINATOR, Role.MANAGER)


def can_see_costs(practitioner: Practitioner) -> Ruling:
    """Whether somebody may see unit costs, groups and capacity: figures, never the words of a case."""
    if practitioner.has_role(*SEES_COSTS):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("Costs are for coordinators, managers and analysts. What one case costs stands in the case.")


def can_set_costs(practitioner: Practitioner) -> Ruling:
    """Whether somebody may change the catalogue, rates and sheets, and bring times in."""
    if practitioner.has_role(*SETS_COSTS):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("Only managers and analysts can change what costs are made of.")


def can_see_small_groups(practitioner: Practitioner) -> Ruling:
    """Whether somebody may see costs of fewer than five children: those who may open the cases anyway."""
    if practitioner.has_role(*SEES_CASES):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("Costs of fewer than five children are hidden.")


def can_see_case_cost(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may see what one case costs: who works with the family, or sees every case."""
    ruling = works_with(practitioner, episode)
    if ruling:
        return ruling
    short = practitioner.authority.short_name
    return no(f"Only those who work with this family and the coordinator see what this {short} costs.")


def can_compare(practitioner: Practitioner) -> Ruling:
    """Whether somebody may show the authority's unit costs to the other authorities."""
    if practitioner.has_role(Role.MANAGER):
        return can_pass_border(practitioner) and yes("You are Manager.")
    return no("Only a manager can let other authorities see unit costs.")


def can_note_time(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may note time in a case: who works with the family, also after it closed."""
    return works_with(practitioner, episode)


def can_correct_time(practitioner: Practitioner, entry: TimeEntry) -> Ruling:
    """Whether somebody may put a time right: only who noted it."""
    if entry.respondent.practitioner_id == practitioner.id:
        return yes("You noted this time.")
    return no("Only the person who noted a time can correct it.")


def can_take_over(practitioner: Practitioner, batch: TimeImport) -> Ruling:
    """Whether somebody may take a table of times over: who brought it in."""
    if batch.recorded_by_id == practitioner.id:
        return can_set_costs(practitioner)
    return no("Only the person who brought this table in can take it over or drop it.")
