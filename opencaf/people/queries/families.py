"""Families of a child."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from opencaf.people.models import Family, FamilyMember, Person


@dataclass(frozen=True)
class ShownFamily:
    """A family with those who belong to it."""

    family: Family
    members: list[FamilyMember]


def families_of(child: Person) -> list[ShownFamily]:
    """Return the families a child belongs to, with their members, in one read."""
    own = FamilyMember.objects.filter(person=child).values("family")
    rows = FamilyMember.objects.filter(family__in=own).select_related("family", "person").order_by("id")
    found: dict[uuid.UUID, ShownFamily] = {}
    for row in rows:
        found.setdefault(row.family_id, ShownFamily(row.family, [])).members.append(row)
    return list(found.values())


def family_of(child: Person, family_id: uuid.UUID) -> Family | None:
    """Return one family of a child, or None."""
    return Family.objects.filter(pk=family_id, members__person=child).first()
