"""Which of some children a practitioner may see."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import QuerySet

from opencaf.access.queries import ids_with_summary
from opencaf.access.sight import ChildSight, child_sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core.composed import composed_once
from opencaf.people.models import Person
from opencaf.people.permissions import SEES_SUMMARIES
from opencaf.people.queries.existence import people_who_exist, standing_for


def seen_among(child_ids: Collection[uuid.UUID], practitioner: Practitioner) -> set[uuid.UUID]:
    """Return those of these children whose record the practitioner may open."""
    return set(ids_within(list(child_ids), *child_sight_of(practitioner)))


def summaries_among(child_ids: Collection[uuid.UUID], practitioner: Practitioner) -> set[uuid.UUID]:
    """Return those of these children whose summary the practitioner may see."""
    if practitioner.has_role(*SEES_SUMMARIES):
        return set(child_ids)
    return set(ids_with_summary(practitioner.id, list(child_ids)))


@composed_once
def ids_within(
    child_ids: list[uuid.UUID], authority_id: uuid.UUID, granted_to_id: uuid.UUID | None
) -> QuerySet[Person, uuid.UUID]:
    """The ids of those of these children who are within this sight (the last two)."""
    visible = Person.objects.within(ChildSight(authority_id, granted_to_id))
    return visible.filter(pk__any_of=child_ids).values_list("pk", flat=True)


@composed_once
def person_of_authority(authority_id: uuid.UUID, person_id: uuid.UUID) -> QuerySet[Person]:
    """One person of an authority, where the second wall shows the row; not one who leads to another."""
    return Person.objects.filter(authority_id=authority_id, pk=person_id, merged_into=None)


def person_who_exists(authority_id: uuid.UUID, person_id: uuid.UUID) -> Person | None:
    """Return a person of an authority: the whole record where it is open, else as far as it is recognised.

    A record that was merged is the one that was kept.
    """
    found = person_of_authority(authority_id, person_id) or people_who_exist([person_id])
    if found:
        return found[0]
    kept_id = standing_for(person_id)
    return person_who_exists(authority_id, kept_id) if kept_id else None


def people_seen(child_ids: Collection[uuid.UUID], practitioner: Practitioner) -> list[Person]:
    """Return those of these children whom the practitioner may see, in that order."""
    found = Person.objects.visible_to(practitioner).in_bulk(list(child_ids))
    return [found[one] for one in child_ids if one in found]
