"""Who may bring in an old register."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import Ruling
from opencaf.people.permissions import can_load_people


def can_import_registers(practitioner: Practitioner) -> Ruling:
    """Whoever may load many children at once: those who see all of the authority's."""
    return can_load_people(practitioner)
