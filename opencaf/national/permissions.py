"""Who reads the figures of all authorities."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner, Role
from opencaf.core.rulings import Ruling, no, yes


def can_read_national(practitioner: Practitioner) -> Ruling:
    """Whether somebody may see summaries of every authority, and so no record of any."""
    if practitioner.authority.is_national and practitioner.has_role(Role.NATIONAL_ANALYST):
        return yes(f"You analyse for {practitioner.authority}.")
    return no("National reports are for analysts of a national body.")
