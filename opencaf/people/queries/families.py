"""Families of a child."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.people.models import Family, FamilyMember, Person


@dataclass(frozen=True)
class ShownFamily:
    """A family with those who belong to it."""

    family: Family
    members: list[FamilyMember]


def families_of(child: Person) -> list[ShownFamily]:
    """Return the families a child belongs to, with their members, in one read."""
    found: dict[uuid.UUID, ShownFamily] = {}
    for row in members_of_families(child):
        found.setdefault(row.family_id, ShownFamily(row.family, [])).members.append(row)
    return list(found.values())


@composed_once
def members_of_families(child: Person) -> QuerySet[FamilyMember]:
    """The members of every family that a child belongs to."""
    own = FamilyMember.objects.filter(person=child).values("family")
    return FamilyMember.objects.filter(family__in=own).select_related("family", "person").order_by("id")


def family_of(child: Person, family_id: uuid.UUID) -> Family | None:
    """Return one family of a child, or None."""
    return next(iter(families_called(child, family_id)), None)


@composed_once
def families_called(child: Person, family_id: uuid.UUID) -> QuerySet[Family]:
    """Whichever family of a child has this id."""
    return Family.objects.filter(pk=family_id, members__person=child)
