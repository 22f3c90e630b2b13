"""Which of some children a practitioner may see."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from opencaf.agencies.models import Practitioner
from opencaf.people.models import Person


def seen_among(child_ids: Collection[uuid.UUID], practitioner: Practitioner) -> set[uuid.UUID]:
    """Return those of these children whose record the practitioner may open."""
    visible = Person.objects.visible_to(practitioner).filter(pk__in=child_ids)
    return set(visible.values_list("pk", flat=True))


def people_seen(child_ids: Collection[uuid.UUID], practitioner: Practitioner) -> list[Person]:
    """Return those of these children whom the practitioner may see, in that order."""
    found = Person.objects.visible_to(practitioner).in_bulk(list(child_ids))
    return [found[one] for one in child_ids if one in found]
