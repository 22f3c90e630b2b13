"""Who looks for services, who keeps the list of them, and who brings a feed in."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner, Role
from opencaf.core.rulings import Ruling, no, yes

KEEPS_SERVICES = (Role.COORDINATOR, Role.MANAGER, Role.ADMINISTRATOR)


def can_keep_services(practitioner: Practitioner) -> Ruling:
    """Whether somebody may add services and take them off the list."""
    if practitioner.has_role(*KEEPS_SERVICES):
        return yes("You keep the list of services.")
    return no("Only coordinators, managers and administrators keep the list of services.")


def can_keep_waiting(practitioner: Practitioner, agency_id: object) -> Ruling:
    """Whether somebody may say how long a service makes wait: who keeps the list, and who works there."""
    if agency_id is not None and practitioner.agency.id == agency_id:
        return yes("You work for the agency that gives this service.")
    return can_keep_services(practitioner)
