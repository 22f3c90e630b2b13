"""What stands around the boxes of a version, in one read: the visits, and the files beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from opencaf.core.composed import composed_once
from opencaf.episodes.models import Assessment, AssessmentVisit, CaseFile
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.files import beside_version, file_from, files_as_objects, shown_files


@dataclass(frozen=True)
class Visit:
    """A visit to the family: when, who went, and what was noted."""

    visited_on: dt.date
    visited_by: str
    note: str


@dataclass(frozen=True)
class Beside:
    """The visits for a version, the first one first, and its files, the latest first."""

    visits: list[Visit]
    files: list[CaseFile]


def beside(version: Assessment, hidden: Areas) -> Beside:
    """Return what stands around a version, without what is withheld."""
    ((visits, files),) = in_json(version)
    shown = shown_files(map(file_from, files), hidden)
    return Beside([visit_from(said) for said in visits], beside_version(shown, version))


def visit_from(said: dict[str, Any]) -> Visit:
    """Return a visit read as an object."""
    who = f"{said['given'] or ''} {said['family'] or ''}".strip()
    return Visit(dt.date.fromisoformat(said["on"]), who, said["note"])


@composed_once
def in_json(version: Assessment) -> QuerySet[Assessment, Any]:
    """The visits and the files, each as an array."""
    visits = AssessmentVisit.objects.filter(assessment=OuterRef("pk")).order_by("visited_on", "id")
    said = JSONObject(
        on="visited_on",
        note="note",
        given="visited_by__given_name",
        family="visited_by__family_name",
    )
    return Assessment.objects.filter(pk=version.pk).values_list(
        ArraySubquery(visits.values(one=said)), files_as_objects("episode")
    )
