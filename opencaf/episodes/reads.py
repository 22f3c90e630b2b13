"""The reads that nearly every page of a case makes; each is composed once."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery

from opencaf.access.models import AccessGrant, Basis
from opencaf.access.sight import Sight
from opencaf.core.asked import asked_once
from opencaf.core.composed import composed_once
from opencaf.episodes.models import Episode, EpisodeChild, LeadProfessional


@asked_once
@composed_once
def visible_episode(
    authority_id: uuid.UUID,
    granted_to_id: uuid.UUID | None,
    locality_id: uuid.UUID | None,
    sees_all: bool,
    episode_id: uuid.UUID,
) -> models.QuerySet[Any]:
    """The episode, if it is within this sight (the first four), with who started it and where.

    Where grants widen the sight it knows until when it was opened in an emergency, if it was.
    """
    sight = Sight(authority_id, granted_to_id, locality_id, sees_all)
    found = Episode.objects.within(sight).filter(pk=episode_id).select_related("initiator", "locality")
    if granted_to_id is None:
        return found
    emergencies = AccessGrant.objects.live().filter(
        practitioner_id=granted_to_id, episode_id=OuterRef("pk"), basis=Basis.GLASS
    )
    return found.annotate(glass_until=Subquery(emergencies.order_by("-ends_at").values("ends_at")[:1]))


@asked_once
@composed_once
def children_now(episode_id: uuid.UUID) -> models.QuerySet[EpisodeChild]:
    """The children that an episode is about now, in their order."""
    now = EpisodeChild.objects.filter(episode_id=episode_id, left_on=None)
    return now.select_related("child")


@asked_once
@composed_once
def lead_now(episode_id: uuid.UUID) -> models.QuerySet[LeadProfessional]:
    """The lead professional of now, if there is one."""
    return LeadProfessional.objects.filter(episode_id=episode_id, ended_on=None).select_related(
        "practitioner"
    )


@asked_once
@composed_once
def last_lead(episode_id: uuid.UUID) -> models.QuerySet[LeadProfessional]:
    """Whoever led last, if anybody did."""
    return LeadProfessional.objects.filter(episode_id=episode_id).order_by("-started_on", "-id")[:1]


@composed_once
def leads_case_of(practitioner_id: uuid.UUID, child_id: uuid.UUID) -> models.QuerySet[LeadProfessional]:
    """Where somebody leads a case of a child now."""
    leading = LeadProfessional.objects.filter(practitioner_id=practitioner_id, ended_on=None)
    return leading.filter(episode__episode_children__child_id=child_id)
