"""What a child's own page and the results of a search say about episodes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from opencaf.access.sight import Sight, sight_of
from opencaf.agencies.models import Authority, Practitioner
from opencaf.core.composed import composed_once
from opencaf.episodes.models import Episode
from opencaf.episodes.queries.existence import KnownEpisode, known_episodes
from opencaf.episodes.states import State


@dataclass(frozen=True)
class ChildEpisode:
    """One episode of a child, as far as this practitioner may know of it."""

    child_id: uuid.UUID
    episode_id: uuid.UUID
    reference: str
    state: str
    is_open: bool
    intended_on: dt.date
    closed_on: dt.date | None
    may_open: bool
    contact: str
    phone: str
    email: str
    is_lead: bool

    def contact_words(self, authority: Authority) -> str:
        """Return whom to contact about it and how, in words."""
        who = authority.lead_title if self.is_lead else f"started the {authority.short_name}"
        ways = ", ".join(way for way in (self.phone, self.email) if way)
        return f"{self.contact} ({who}){f', {ways}' if ways else ''}"


def episodes_of_children(
    child_ids: Iterable[uuid.UUID], practitioner: Practitioner
) -> dict[uuid.UUID, list[ChildEpisode]]:
    """Return the episodes of children, open ones first, with whom to contact about each; in two reads."""
    rows = known_episodes(child_ids)
    if not rows:
        return {}
    seen = set(ids_within(*sight_of(practitioner), [row.episode_id for row in rows]))
    found: dict[uuid.UUID, list[ChildEpisode]] = {}
    for row in rows:
        found.setdefault(row.child_id, []).append(as_episode(row, may_open=row.episode_id in seen))
    return found


@composed_once
def ids_within(
    authority_id: uuid.UUID,
    granted_to_id: uuid.UUID | None,
    locality_id: uuid.UUID | None,
    sees_all: bool,
    episode_ids: list[uuid.UUID],
) -> QuerySet[Episode, uuid.UUID]:
    """The ids of those of these episodes that are within this sight (the first four)."""
    visible = Episode.objects.within(Sight(authority_id, granted_to_id, locality_id, sees_all))
    return visible.filter(pk__any_of=episode_ids).values_list("pk", flat=True)


def as_episode(row: KnownEpisode, *, may_open: bool) -> ChildEpisode:
    """Return an episode as what a page needs."""
    return ChildEpisode(
        child_id=row.child_id,
        episode_id=row.episode_id,
        reference=row.reference,
        state=State(row.state).label,
        is_open=row.is_open,
        intended_on=row.intended_on,
        closed_on=row.closed_on,
        may_open=may_open,
        contact=row.contact,
        phone=row.phone,
        email=row.email,
        is_lead=row.is_lead,
    )
