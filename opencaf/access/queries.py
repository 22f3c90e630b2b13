"""Reads over the grants, as subqueries for visible_to."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models

from opencaf.access.models import AccessGrant, Basis, Level
from opencaf.core.asked import asked_once
from opencaf.core.composed import composed_once

READS_ONLY = (Basis.ASKED, Basis.DUTY, Basis.GLASS, Basis.CONTRIBUTES, Basis.OFFERED)


def let_write(grants: Iterable[AccessGrant]) -> bool:
    """Whether one of these grants is for somebody who works with the family, not one to read only."""
    return any(grant.level >= Level.FULL and grant.basis not in READS_ONLY for grant in grants)


def child_ids_of(practitioner_id: uuid.UUID) -> models.QuerySet[AccessGrant, uuid.UUID]:
    """Return the ids of children whose record this practitioner may see, as a subquery."""
    live = AccessGrant.objects.live().filter(practitioner_id=practitioner_id, level__gte=Level.FULL)
    return live.values_list("child_id", flat=True)


def episode_ids_of(practitioner_id: uuid.UUID) -> models.QuerySet[AccessGrant, uuid.UUID | None]:
    """Return the ids of cases that this practitioner may see, as a subquery."""
    live = AccessGrant.objects.live().filter(practitioner_id=practitioner_id, level__gte=Level.FULL)
    return live.exclude(episode_id=None).values_list("episode_id", flat=True)


@asked_once("access_accessgrant", "agencies_post", "episodes_episode")
@composed_once
def live_grants_for_episode(
    practitioner_id: uuid.UUID, episode_id: uuid.UUID
) -> models.QuerySet[AccessGrant]:
    """The live reasons for which somebody sees a case, the widest first."""
    live = AccessGrant.objects.live().filter(practitioner_id=practitioner_id, episode_id=episode_id)
    return live.order_by("-level", "id")


@asked_once("access_accessgrant", "agencies_post", "episodes_episode")
@composed_once
def live_grants_for_child(practitioner_id: uuid.UUID, child_id: uuid.UUID) -> models.QuerySet[AccessGrant]:
    """The live reasons for which somebody sees, or knows of, a child's record, the widest first."""
    live = AccessGrant.objects.live().filter(practitioner_id=practitioner_id, child_id=child_id)
    return live.order_by("-level", "id")


@composed_once
def ids_with_summary(practitioner_id: uuid.UUID, child_ids: list[uuid.UUID]) -> models.QuerySet[Any, Any]:
    """The ids of those of these children of whom this practitioner may see the summary at least."""
    live = AccessGrant.objects.live().filter(practitioner_id=practitioner_id, level__gte=Level.SUMMARY)
    return live.filter(child_id__any_of=child_ids).values_list("child_id", flat=True)
