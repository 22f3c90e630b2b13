"""Who may bring in an old register."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import Ruling, no, yes
from opencaf.people.permissions import can_load_people


def can_import_registers(practitioner: Practitioner) -> Ruling:
    """Whoever may load many children at once: those who see all of the authority's."""
    return can_load_people(practitioner)


def can_write_registers(practitioner: Practitioner) -> Ruling:
    """Whether somebody may write a register into the records, or take it back: who sees every case."""
    ruling = can_import_registers(practitioner)
    if ruling and practitioner.post.locality_id:
        return no("You coordinate one locality. Registers are brought in by who sees every case.")
    return yes("You see every case.") if ruling else ruling
