"""Who may see what is wrong in the records, and who may call it right."""

from __future__ import annotations

from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import Ruling, no, yes
from opencaf.episodes.models import Episode
from opencaf.episodes.permissions import works_with
from opencaf.people.permissions import WRITES_RECORDS


def can_see_quality(practitioner: Practitioner) -> Ruling:
    """Whether somebody may see the work list of the cases that they look after."""
    if practitioner.has_role(*SEES_ALL):
        return yes(f"You are {practitioner.post.get_role_display()}.")
    return no(
        "The data-quality list opens cases, so it is for coordinators and managers. Ask one for a figure."
    )


def can_put_right(practitioner: Practitioner) -> Ruling:
    """Whether somebody may see what is to be put right in the cases that they lead or started."""
    if practitioner.has_role(*WRITES_RECORDS):
        return yes("You work with families.")
    return no("What can be put right is for people who work with families. Your role sees no case records.")


def can_accept(practitioner: Practitioner, episode: Episode) -> Ruling:
    """Whether somebody may say that a finding is right as it is, and that it is to be looked at again."""
    return works_with(practitioner, episode)
