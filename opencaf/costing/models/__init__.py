"""An authority's own costing data: catalogue, rates, sheets, times, and what it lets others compare."""

from opencaf.costing.models.catalogue import OwnActivity, OwnProcess, ProcessChoice, WithRecord
from opencaf.costing.models.compared import ComparedCost
from opencaf.costing.models.imports import ImportLine, TimeImport
from opencaf.costing.models.indices import PriceIndex
from opencaf.costing.models.rates import CostSettings, Payer, RoleRate
from opencaf.costing.models.reckoned import Figure, Reckoning, Stage
from opencaf.costing.models.services import ServicePrice
from opencaf.costing.models.sheets import CostSheet, CostSheetLine
from opencaf.costing.models.times import Mode, Respondent, Stopwatch, TimeEntry, TimeState

__all__ = [
    "ComparedCost",
    "CostSettings",
    "CostSheet",
    "CostSheetLine",
    "Figure",
    "ImportLine",
    "Mode",
    "OwnActivity",
    "OwnProcess",
    "Payer",
    "PriceIndex",
    "ProcessChoice",
    "Reckoning",
    "Respondent",
    "RoleRate",
    "ServicePrice",
    "Stage",
    "Stopwatch",
    "TimeEntry",
    "TimeImport",
    "TimeState",
    "WithRecord",
]
