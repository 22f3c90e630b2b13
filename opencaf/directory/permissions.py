"""Who keeps the list of services."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner, Role
from opencaf.core.rulings import Ruling, no, yes

KEEPS_SERVICES = (Role.COORDINATOR, Role.MANAGER, Role.ADMINISTRATOR)


def can_keep_services(practitioner: Practitioner) -> Ruling:
    """Whether somebody may add services and take them off the list."""
    if practitioner.has_role(*KEEPS_SERVICES):
        return yes("You keep the list of services.")
    return no("Only coordinators, managers and administrators keep the list of services.")
