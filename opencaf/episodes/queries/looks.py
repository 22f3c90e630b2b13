"""Who has looked at a case or its children: read through database functions that serve nobody else."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection

from opencaf.access.models import Basis
from opencaf.agencies.models import Role

LOOKS_AT = "select * from episodes_looks_at(%s)"
LOOKS_BY = "select * from episodes_looks_by(%s, %s)"
WITH_REFERENCE = "select episodes_with_reference(%s)"
REFERENCE_OF = "select episodes_reference_of(%s)"


@dataclass(frozen=True)
class Look:
    """What one person looked at on one day, how often, and why they could."""

    day: dt.date
    practitioner_id: uuid.UUID
    name: str
    agency: str
    role: str
    basis: str
    action: str
    subject_kind: str
    page: str
    times: int
    first_at: dt.datetime

    @property
    def why(self) -> str:
        """Why they could see it at that moment, in words."""
        if self.basis:
            return Basis(self.basis).label
        return Role(self.role).label if self.role in Role.values else ""


@dataclass(frozen=True)
class LookBy:
    """What one practitioner looked at, searched for or was refused on one day."""

    day: dt.date
    action: str
    subject_kind: str
    page: str
    reason: str
    references: str
    ids_shown: int
    times: int
    first_at: dt.datetime


def looks_at(episode_id: uuid.UUID) -> list[Look]:
    """Return every look at a case and its children, the latest day first."""
    with connection.cursor() as cursor:
        cursor.execute(LOOKS_AT, [episode_id])
        return [Look(*row) for row in cursor.fetchall()]


def looks_by(practitioner_id: uuid.UUID, *, since: dt.datetime) -> list[LookBy]:
    """Return what a practitioner looked at since a moment, the latest first; for auditors only."""
    with connection.cursor() as cursor:
        cursor.execute(LOOKS_BY, [practitioner_id, since])
        return [LookBy(*row) for row in cursor.fetchall()]


def case_with_reference(reference: str) -> uuid.UUID | None:
    """Return the id of a case of the auditor's authority by its reference."""
    with connection.cursor() as cursor:
        cursor.execute(WITH_REFERENCE, [reference])
        found: uuid.UUID | None = cursor.fetchone()[0]
    return found


def reference_of(episode_id: uuid.UUID) -> str:
    """Return the reference of a case of the auditor's authority, or nothing."""
    with connection.cursor() as cursor:
        cursor.execute(REFERENCE_OF, [episode_id])
        return cursor.fetchone()[0] or ""
