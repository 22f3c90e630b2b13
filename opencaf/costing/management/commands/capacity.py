"""Compares hours that CAFs need with hours that there are: `manage.py capacity input.json`."""

from typing import Any

from opencaf.costing.capacity import CapacityInput, capacity
from opencaf.costing.commands import CostingCommand
from opencaf.costing.findings import Findings


class Command(CostingCommand):
    """Compares hours that CAFs need with hours that there are."""

    help = "Compare hours needed with hours available, backlog and waiting"
    table = CapacityInput
    rows_of_csv = "volumes"

    def compute(self, given: CapacityInput, findings: Findings) -> dict[str, Any]:
        return capacity(given, findings)
