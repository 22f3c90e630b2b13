"""How far somebody sees: what visible_to asks of a practitioner, and nothing else of them."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from opencaf.agencies.models import Practitioner, Role

SEES_ALL = (Role.COORDINATOR, Role.MANAGER)


class Sight(NamedTuple):
    """Somebody's authority, whose grants and which locality widen it, and whether all there is seen."""

    authority_id: uuid.UUID
    granted_to_id: uuid.UUID | None
    locality_id: uuid.UUID | None
    sees_all: bool


class ChildSight(NamedTuple):
    """Somebody's authority, and whose grants open children's own records; None where all are seen."""

    authority_id: uuid.UUID
    granted_to_id: uuid.UUID | None


def child_sight_of(practitioner: Practitioner) -> ChildSight:
    """Return whose own records a practitioner sees while wearing this post."""
    granted_to_id = None if practitioner.has_role(*SEES_ALL) else practitioner.id
    return ChildSight(practitioner.authority_id, granted_to_id)


def sight_of(practitioner: Practitioner) -> Sight:
    """Return how far a practitioner sees while wearing this post."""
    if not practitioner.has_role(*SEES_ALL):
        return Sight(practitioner.authority_id, practitioner.id, None, sees_all=False)
    locality_id = practitioner.post.locality_id
    granted_to_id = practitioner.id if locality_id else None
    return Sight(practitioner.authority_id, granted_to_id, locality_id, sees_all=True)
