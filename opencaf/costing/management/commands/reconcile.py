"""Checks parts against the headline that a source prints: `manage.py reconcile input.json`."""

from typing import Any

from opencaf.costing.commands import CostingCommand
from opencaf.costing.findings import Findings
from opencaf.costing.reconciling import ReconcileInput, reconciled


class Command(CostingCommand):
    """Checks parts against the headline that a source prints."""

    help = "Add parts up and compare them with what is printed"
    table = ReconcileInput
    rows_of_csv = "parts"

    def compute(self, given: ReconcileInput, findings: Findings) -> dict[str, Any]:
        return reconciled(given, findings)
