"""Costs children from their dated events: `manage.py cost_child events.csv`."""

from typing import Any

from opencaf.costing.commands import CostingCommand
from opencaf.costing.cost_results import cost_report
from opencaf.costing.findings import Findings
from opencaf.costing.journeys import CostInput


class Command(CostingCommand):
    """Returns what each child cost, by process, month, year and payer."""

    help = "Cost children from their dated events and a sheet of unit costs"
    table = CostInput
    rows_of_csv = "events"

    def compute(self, given: CostInput, findings: Findings) -> dict[str, Any]:
        return cost_report(given, findings)
