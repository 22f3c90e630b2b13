"""The reads that nearly every page of a case makes; each is composed once."""

from __future__ import annotations

import uuid

from django.db import models

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
) -> models.QuerySet[Episode]:
    """The episode, if it is within this sight (the first four), with who started it and where."""
    sight = Sight(authority_id, granted_to_id, locality_id, sees_all)
    return Episode.objects.within(sight).filter(pk=episode_id).select_related("initiator", "locality")


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
