"""Imports, what became of their rows, and what was typed in the rows behind a case."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from opencaf.agencies.models import How, Practitioner
from opencaf.episodes.models import Episode
from opencaf.people.models import Person
from opencaf.registers.interpreting.readings import REJECT
from opencaf.registers.models import Import, ImportedOriginal, ImportedPerson, ImportedRow

Ended = ImportedRow.Ended
TOLD_BEFORE = "Old register "  # as writing/cases.py says of whom a case was heard


def imports_of(practitioner: Practitioner) -> QuerySet[Import]:
    """Return every import of somebody's authority, the newest first."""
    rows = Import.objects.filter(authority_id=practitioner.authority_id)
    return rows.select_related("recorded_by", "undone_by").order_by("-recorded_at", "-id")


def import_with(practitioner: Practitioner, import_id: uuid.UUID) -> Import | None:
    """Return an import of somebody's authority, or None."""
    return imports_of(practitioner).filter(pk=import_id).first()


def last_mapping(practitioner: Practitioner) -> dict[str, Any]:
    """Return what was said of the register that was brought in last; nothing before there is one."""
    done = imports_of(practitioner).filter(state=Import.State.DONE)
    return done.values_list("mapping", flat=True).first() or {}


@dataclass(frozen=True)
class Written:
    """How many cases and children an import added, and how many of its rows ended in which way."""

    cases: int
    children: int
    ended: dict[str, int]


def written_by(brought_in: Import) -> Written:
    """Return what an import added."""
    rows = brought_in.imported_rows.all()
    added = ImportedPerson.objects.filter(row__brought_in=brought_in, is_new=True)
    cases = rows.filter(ended=Ended.WRITTEN).values("episode").distinct().count()
    ended = rows.order_by().values_list("ended").annotate(count=Count("id"))
    return Written(cases, added.values("person").distinct().count(), dict(ended))


def rejected_rows(brought_in: Import) -> QuerySet[ImportedRow]:
    """Return the rows of which nothing was made, since they have no child."""
    return brought_in.imported_rows.filter(disposition=REJECT)


def doubtful_rows(brought_in: Import, code: str = "") -> QuerySet[ImportedRow]:
    """Return the rows that a person should look at; code: for one kind of doubt alone."""
    rows = brought_in.imported_rows.exclude(flags=[])
    return rows.filter(flags__contains=[{"code": code}]) if code else rows


def changed_rows(brought_in: Import) -> QuerySet[ImportedRow]:
    """Return the rows that say something else than an earlier copy of the register did."""
    return brought_in.imported_rows.filter(ended=Ended.CHANGED)


def rows_that_came_to_cases(brought_in: Import) -> QuerySet[ImportedRow]:
    """Return the rows of cases that were here already."""
    return brought_in.imported_rows.filter(ended=Ended.JOINED)


def same_child_rows(brought_in: Import) -> QuerySet[ImportedRow]:
    """Return the rows of which a child may be the same as one of another row."""
    return doubtful_rows(brought_in, "possibly_same_child")


Cells = list[tuple[str, str]]


def cells_of(rows: Iterable[ImportedRow], headings: Sequence[str]) -> dict[uuid.UUID, Cells]:
    """Return what was typed in some rows, as far as the reader may see it, by the row."""
    found: dict[uuid.UUID, dict[str, str]] = {}
    for row_id, cells in (
        ImportedOriginal.objects.filter(row__in=[row.id for row in rows])
        .order_by("sealed", "id")
        .values_list("row_id", "cells")
    ):
        found.setdefault(row_id, {}).update(cells)
    return {row_id: in_order(cells, headings) for row_id, cells in found.items()}


def in_order(cells: dict[str, str], headings: Sequence[str]) -> Cells:
    """Return cells in the order of the register's columns."""
    places = {heading: place for place, heading in enumerate(headings)}
    return sorted(cells.items(), key=lambda cell: places.get(cell[0], len(places)))


def originals_of_case(episode: Episode) -> list[Cells]:
    """Return what was typed in each row behind a case, as far as the reader may see it."""
    return originals([episode.pk]).get(episode.pk, [])


def originals(episode_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Cells]]:
    """Return what was typed in the rows behind some cases, by the case and in the order of the register.

    Who sees single cases only does not see the import, and so not in which order its columns stood.
    """
    wanted = list(episode_ids)
    imports = Import.objects.filter(imported_rows__episode__in=wanted).order_by("-recorded_at")
    headings = imports.values_list("headings", flat=True).first() or []
    by_case: dict[uuid.UUID, dict[uuid.UUID, dict[str, str]]] = {}
    rows = ImportedOriginal.objects.filter(episode__in=wanted).order_by("row", "sealed")
    for episode_id, row_id, cells in rows.values_list("episode_id", "row_id", "cells"):
        if episode_id:
            by_case.setdefault(episode_id, {}).setdefault(row_id, {}).update(cells)
    return {
        episode_id: [in_order(cells, headings) for cells in found.values()]
        for episode_id, found in by_case.items()
    }


def register_of(episode: Episode) -> str:
    """Return the name of the register that a case came from; nothing where the reader sees no row of it."""
    if episode.recorded_how != How.IMPORTED or not ImportedOriginal.objects.filter(episode=episode).exists():
        return ""
    return episode.told.removeprefix(TOLD_BEFORE).rpartition(", ")[0]


def cases_from_registers(child: Person, practitioner: Practitioner) -> list[Episode]:
    """Return the cases of a child that somebody sees and that came from a register."""
    seen = Episode.objects.visible_to(practitioner).filter(
        Q(episode_children__child=child), imported_originals__isnull=False
    )
    return list(seen.distinct().order_by("intended_on", "id"))
