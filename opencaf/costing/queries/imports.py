"""Tables of times that were brought in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from opencaf.costing.models import ImportLine, Mode, TimeImport


@dataclass(frozen=True)
class ImportNow:
    """One table and what its lines are worth."""

    batch: TimeImport
    good: int
    faulty: int

    @property
    def mode_words(self) -> str:
        """How its times were collected."""
        return str(Mode(self.batch.mode).label)


def imports_of(authority_id: uuid.UUID) -> list[ImportNow]:
    """Return the tables that were brought in, the latest first."""
    rows = with_counts(TimeImport.objects.filter(authority_id=authority_id))
    return [as_import(row) for row in rows.order_by("-recorded_at", "-id")[:50]]


def import_with(authority_id: uuid.UUID, import_id: uuid.UUID) -> ImportNow | None:
    """Return one table."""
    row = with_counts(TimeImport.objects.filter(authority_id=authority_id, pk=import_id)).first()
    return as_import(row) if row else None


def with_counts(rows: QuerySet[TimeImport]) -> QuerySet[TimeImport]:
    """Return tables with how many of their lines are good, and how many faulty."""
    return rows.annotate(
        good=Count("lines", filter=Q(lines__problems=[])),
        faulty=Count("lines", filter=~Q(lines__problems=[])),
    )


def as_import(row: TimeImport) -> ImportNow:
    """Return a table with its counts."""
    return ImportNow(row, getattr(row, "good"), getattr(row, "faulty"))  # noqa: B009 - annotated


def faulty_lines(batch: TimeImport) -> list[ImportLine]:
    """Return the lines that cannot be taken over, as they were."""
    return list(batch.lines.exclude(problems=[]))


def good_lines(batch: TimeImport, most: int) -> list[ImportLine]:
    """Return the first lines that can be taken over."""
    return list(batch.lines.filter(problems=[])[:most])
