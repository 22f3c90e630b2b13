"""One particular of the people around a child, by its kind and id."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet

from opencaf.agencies.models import RecordedModel
from opencaf.core.composed import composed_once
from opencaf.people.models import (
    ContactPoint,
    Family,
    FamilyMember,
    HouseholdMember,
    Identifier,
    Person,
    PersonName,
    Relationship,
    Schooling,
)
from opencaf.people.queries.circle import circle_people, households_of_circle

KINDS: dict[str, type[Any]] = {
    "name": PersonName,
    "contact": ContactPoint,
    "number": Identifier,
    "school": Schooling,
    "stay": HouseholdMember,
    "member": FamilyMember,
}


def particular_of(child: Person, kind: str, record_id: uuid.UUID) -> RecordedModel | None:
    """Return a particular of somebody who is reached through a child, or None."""
    if kind not in (*KINDS, "address", "relationship", "family"):
        return None
    return next(iter(particulars_called(child, kind, record_id)), None)


@composed_once
def particulars_called(child: Person, kind: str, record_id: uuid.UUID) -> QuerySet[Any]:
    """Whatever particular of a known kind has this id."""
    if kind == "address":
        return households_of_circle(child).filter(pk=record_id)
    if kind == "family":
        return Family.objects.filter(pk=record_id, members__person=child)
    people = circle_people(child).values("pk")
    if kind == "relationship":
        rows = Relationship.objects.filter(of__in=people, to__in=people)
        return rows.select_related("of", "to").filter(pk=record_id)
    found: QuerySet[Any] = KINDS[kind].objects.filter(person__in=people, pk=record_id)
    return found.select_related("person")
