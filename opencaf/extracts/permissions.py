"""Who may have extracts made, and take their files."""

from __future__ import annotations

from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Practitioner, Role
from opencaf.agencies.permissions import can_pass_border
from opencaf.core.rulings import Ruling, no, yes
from opencaf.extracts.models import MadeExtract

READS_TABLES = (Role.COORDINATOR, Role.MANAGER, Role.TRAINING, Role.ANALYST)


def can_make_extracts(practitioner: Practitioner) -> Ruling:
    """Whether somebody may have a file made that names children: who sees every case of the authority."""
    if not practitioner.has_role(*SEES_ALL):
        return no("Extracts name children. They are made by coordinators and managers, who see every case.")
    if practitioner.post.locality_id:
        return no("You coordinate one locality. Extracts are made by who sees every case of the authority.")
    return can_pass_border(practitioner) and yes("You see every case.")


def can_take_extract(practitioner: Practitioner, made: MadeExtract) -> Ruling:
    """Whether somebody may take the file of an extract: whoever had it made, in the post of then."""
    ruling = can_make_extracts(practitioner)
    if not ruling:
        return ruling
    if made.recorded_by_id != practitioner.id or made.recorded_post_id != practitioner.post.id:
        return no("A file holds what its maker may see. Have one made for yourself.")
    return yes("You had it made.")


def can_see_tables(practitioner: Practitioner) -> Ruling:
    """Whether somebody may see how the authority works, in the tables of the study: settings and no child."""
    if practitioner.has_role(*READS_TABLES):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no("These tables are for coordinators, managers, the training team and analysts.")
