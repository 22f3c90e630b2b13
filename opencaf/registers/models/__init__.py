"""Old registers that were brought in, what became of each of their rows, and those that wait."""

from opencaf.registers.models.imports import Import, ImportedWorker
from opencaf.registers.models.rows import ImportedOriginal, ImportedPerson, ImportedRow
from opencaf.registers.models.waiting import TriedRow, WaitingRegister

__all__ = [
    "Import",
    "ImportedOriginal",
    "ImportedPerson",
    "ImportedRow",
    "ImportedWorker",
    "TriedRow",
    "WaitingRegister",
]
