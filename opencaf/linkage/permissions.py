"""Who may link registers and judge what is doubtful."""

from __future__ import annotations

from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import Ruling, no, yes


def can_link_registers(practitioner: Practitioner) -> Ruling:
    """Whether somebody may link a register with the authority's children, judge pairs and remove links."""
    if practitioner.has_role(*SEES_ALL):
        return yes("You coordinate or manage.")
    return no("Linking registers is for those who coordinate or manage.")
