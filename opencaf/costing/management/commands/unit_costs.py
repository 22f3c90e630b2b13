"""Makes unit costs from times and rates: `manage.py unit_costs times-and-rates.json`."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from opencaf.costing.catalogue import ACTIVITIES, PROCESSES
from opencaf.costing.commands import CostingCommand
from opencaf.costing.findings import Findings
from opencaf.costing.unit_cost_results import unit_costs
from opencaf.costing.unit_cost_tables import UnitCostInput


class Command(CostingCommand):
    """Returns the unit cost of each process, its cells and their intervals."""

    help = "Make unit costs of processes from times and rates"
    table = UnitCostInput
    rows_of_csv = "records"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--catalogue", action="store_true", help="print processes and activities and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["catalogue"]:
            super().handle(*args, **options)
            return
        catalogue = {
            "processes": [asdict(process) for process in PROCESSES.values()],
            "activities": [asdict(activity) for activity in ACTIVITIES.values()],
        }
        self.stdout.write(json.dumps(catalogue, indent=2, ensure_ascii=False))

    def compute(self, given: UnitCostInput, findings: Findings) -> dict[str, Any]:
        return unit_costs(given, findings)
