"""Makes an hour's cost from salary, on-costs, overheads, capital and hours: `manage.py rate roles.json`."""

from typing import Any

from opencaf.costing.commands import CostingCommand
from opencaf.costing.findings import Findings
from opencaf.costing.rate_checks import rates
from opencaf.costing.rates import RateInput


class Command(CostingCommand):
    """Returns each role's cost of an hour."""

    help = "Make the cost of an hour of each role from what it is made of"
    table = RateInput
    rows_of_csv = "roles"

    def compute(self, given: RateInput, findings: Findings) -> dict[str, Any]:
        return rates(given, findings)
