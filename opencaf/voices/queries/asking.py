"""Who waits to be asked, and what stands behind a link."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.episodes.links import digest_of
from opencaf.episodes.models import Episode, EpisodeChild
from opencaf.voices.codes import Outcome
from opencaf.voices.models import Asked

BEHIND = "select voices_behind_link(%s)"
OWN = "select voices_own_cases()"


@dataclass(frozen=True)
class BehindLink:
    """What whoever holds a link is asked, and whether they answered or declined already."""

    questionnaire_id: uuid.UUID
    outcome: str

    @property
    def is_answered(self) -> bool:
        """Whether the answers have arrived."""
        return self.outcome == Outcome.ANSWERED


def behind_link(secret: str) -> BehindLink | None:
    """Return what stands behind a link that still works, in the authority that asks."""
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, [digest_of(secret)])
        (found,) = cursor.fetchone()
    if found is None:
        return None
    row = found if isinstance(found, dict) else json.loads(found)
    return BehindLink(uuid.UUID(row["questionnaire_id"]), row["outcome"])


def waiting(practitioner: Practitioner) -> QuerySet[Asked]:
    """Return who has not answered, of cases that somebody sees and never worked with, the oldest first."""
    cases = Episode.objects.visible_to(practitioner)
    rows = Asked.objects.filter(episode__in=cases, outcome="")
    return rows.select_related("episode", "child__child", "practitioner", "questionnaire").prefetch_related(
        "episode__episode_children__child"
    )


def asked_with(practitioner: Practitioner, asked_id: uuid.UUID) -> Asked | None:
    """Return somebody who has not answered yet."""
    return waiting(practitioner).filter(pk=asked_id).first()


def works_with_case(episode_id: uuid.UUID) -> bool:
    """Whether who asks works, or ever worked, with a case."""
    with connection.cursor() as cursor:
        cursor.execute(OWN)
        (found,) = cursor.fetchone()
    return episode_id in found


def case_to_ask(practitioner: Practitioner, reference: str) -> Episode | None:
    """Return a case that somebody sees, by its reference; a shielded one is never asked about."""
    rows = Episode.objects.visible_to(practitioner).filter(reference__iexact=reference, shielded=False)
    return rows.first()


def children_to_ask(episode: Episode) -> QuerySet[EpisodeChild]:
    """Return the children of a case who are in it still."""
    return episode.episode_children.filter(left_on=None, child__died_on=None, child__shielded=False)
