"""Old registers that were brought in: what was read of each row, and what it became."""

from opencaf.registers.models.imports import Import, ImportedWorker
from opencaf.registers.models.rows import ImportedOriginal, ImportedPerson, ImportedRow

__all__ = ["Import", "ImportedOriginal", "ImportedPerson", "ImportedRow", "ImportedWorker"]
