"""Carries amounts to another year's prices: `manage.py uprate amounts.json`."""

from typing import Any

from opencaf.costing.commands import CostingCommand
from opencaf.costing.findings import Findings
from opencaf.costing.uprating import UpratingInput, uprated


class Command(CostingCommand):
    """Multiplies amounts by an index."""

    help = "Carry amounts from one financial year's prices to another's"
    table = UpratingInput
    rows_of_csv = "amounts"

    def compute(self, given: UpratingInput, findings: Findings) -> dict[str, Any]:
        return uprated(given, findings)
