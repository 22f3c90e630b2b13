"""The rows of a portion as they wait for their table, and writing them, a statement a table."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from django.db import models

from opencaf.agencies.models import How, Practitioner, RecordedModel, signed
from opencaf.core.ids import new_id
from opencaf.core.sets import write_set
from opencaf.episodes.models import (
    Assessment,
    Closure,
    ContactNote,
    Episode,
    EpisodeChild,
    LeadProfessional,
    Meeting,
)
from opencaf.people.models import (
    ContactPoint,
    DuplicatePair,
    Household,
    HouseholdMember,
    Identifier,
    Person,
    PersonName,
    Relationship,
    Schooling,
    Seal,
    SealReader,
    SearchName,
)
from opencaf.registers.models import ImportedOriginal, ImportedPerson, ImportedRow

# Where somebody lives goes before the seal of it, and seal and list before what they hide. Whatever a case's
# standing follows from goes before the case, so that it is worked out once.
ORDER: tuple[type[models.Model], ...] = (
    Person,
    PersonName,
    ContactPoint,
    Identifier,
    Schooling,
    Relationship,
    HouseholdMember,
    Seal,
    SealReader,
    Household,
    SearchName,
    DuplicatePair,
    Meeting,
    LeadProfessional,
    Assessment,
    Closure,
    ContactNote,
    Episode,
    EpisodeChild,
    ImportedRow,
    ImportedPerson,
    ImportedOriginal,
)


class Rows:
    """Rows that wait. All of one table say the same columns; each bears the moment of its import."""

    def __init__(self, *, moment: dt.datetime, by: Practitioner) -> None:
        self.moment, self.by = moment, by
        self.waiting: dict[type[models.Model], list[tuple[Any, ...]]] = defaultdict(list)
        self.columns: dict[type[models.Model], tuple[str, ...]] = {}
        self.count = 0

    def add(self, model: type[models.Model], **values: Any) -> uuid.UUID:
        """Let a row wait, and return its id."""
        row_id: uuid.UUID = values.pop("id", None) or new_id()
        columns = self.columns.setdefault(model, ("id", *values))
        if columns[1:] != tuple(values):
            raise ValueError(f"{model.__name__} was given {', '.join(values)}")
        self.waiting[model].append((row_id, *values.values()))
        return row_id

    def write(self) -> None:
        """Write everything that waits."""
        for model in ORDER:
            rows = self.waiting.pop(model, [])
            shared: dict[str, Any] = {"authority_id": self.by.authority_id, "recorded_at": self.moment}
            if issubclass(model, RecordedModel):
                shared |= {**signed(self.by), "recorded_how": How.IMPORTED}
            self.count += len(rows)
            write_set(model, self.columns.get(model, ()), rows, **shared)
