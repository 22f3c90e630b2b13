"""On what a version rests: visits to the family, and assessments by others that it took over."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from opencaf.agencies.models import Practitioner
from opencaf.core.composed import composed_once
from opencaf.core.dates import in_words
from opencaf.episodes.models import Assessment, AssessmentVisit, ReusedAgreement, ReusedAssessment
from opencaf.people.models import Person


@dataclass(frozen=True)
class Visit:
    """A visit to the family for the assessment."""

    visited_on: dt.date
    visited_by: str
    note: str


@dataclass(frozen=True)
class Reused:
    """One assessment that was taken over."""

    id: uuid.UUID
    what: str
    made_on: dt.date
    agreed_by: list[str]

    @property
    def in_words(self) -> str:
        """What it was, of which day, and who agreed, in a line."""
        agreed = f" Agreed by {', '.join(self.agreed_by)}." if self.agreed_by else ""
        return f"{self.what}, of {in_words(self.made_on)}.{agreed}"


@dataclass(frozen=True)
class RestsOn:
    """The visits and the other assessments of a version, each the earliest first."""

    visits: list[Visit]
    reused: list[Reused]


def rests_on(assessment: Assessment) -> RestsOn:
    """Return on what a version rests, in one read."""
    row = visits_and_reused(assessment)[0]
    return as_rests_on(row["made"], row["taken"])


def as_rests_on(made: list[dict[str, Any]], taken: list[dict[str, Any]]) -> RestsOn:
    """Return on what a version rests, as read."""
    return RestsOn([as_visit(one) for one in made], [as_reused(one) for one in taken])


def as_visit(row: dict[str, Any]) -> Visit:
    """Return a visit as read."""
    who = str(Practitioner(given_name=row["given"], family_name=row["family"])) if row["family"] else ""
    return Visit(dt.date.fromisoformat(row["on"]), who, row["note"])


def as_reused(row: dict[str, Any]) -> Reused:
    """Return an assessment that was taken over, as read."""
    agreed = [Person(**names).full_name for names in row["agreed"]]
    return Reused(uuid.UUID(row["id"]), row["what"], dt.date.fromisoformat(row["on"]), agreed)


@composed_once
def visits_and_reused(assessment: Assessment) -> QuerySet[Any]:
    """The visits and the other assessments of a version, each as an array of objects."""
    return Assessment.objects.filter(pk=assessment.pk).values(made=visits_made(), taken=taken_over())


def visits_made() -> ArraySubquery:
    """The visits for a version that is read, the first one first."""
    visits = AssessmentVisit.objects.filter(assessment=OuterRef("pk")).order_by("visited_on", "id")
    by = {"given": "visited_by__given_name", "family": "visited_by__family_name"}
    return ArraySubquery(visits.values(one=JSONObject(on="visited_on", note="note", **by)))


def taken_over() -> ArraySubquery:
    """The other assessments that a version that is read took over, the earliest first."""
    agreed = ReusedAgreement.objects.filter(reused=OuterRef("pk")).order_by("id")
    names = JSONObject(given_names="person__given_names", family_name="person__family_name")
    agreements = ArraySubquery(agreed.values(one=names))
    reused = ReusedAssessment.objects.filter(assessment=OuterRef("pk")).order_by("made_on", "id")
    return ArraySubquery(reused.values(one=JSONObject(id="id", what="what", on="made_on", agreed=agreements)))
