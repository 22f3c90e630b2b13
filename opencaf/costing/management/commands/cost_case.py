"""Weighs an electronic record's costs against the time it saves: `manage.py cost_case input.json`."""

from typing import Any

from opencaf.costing.case_tables import CaseInput
from opencaf.costing.commands import CostingCommand
from opencaf.costing.electronic_record_case import cost_case
from opencaf.costing.findings import Findings


class Command(CostingCommand):
    """Weighs an electronic record's costs against the time it saves."""

    help = "Weigh what an electronic record costs against the time it saves"
    table = CaseInput
    rows_of_csv = "savings"

    def compute(self, given: CaseInput, findings: Findings) -> dict[str, Any]:
        return cost_case(given, findings)
