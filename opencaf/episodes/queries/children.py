"""What a child's own page and the results of a search say about episodes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from opencaf.access.sight import Sight, sight_of
from opencaf.agencies.models import Authority, Practitioner
from opencaf.core.composed import composed_once
from opencaf.episodes.models import Episode, EpisodeChild
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
    """Return the episodes of children, open ones first, with whom to contact about each; one read."""
    found: dict[uuid.UUID, list[ChildEpisode]] = {}
    for row in rows_of_episodes(*sight_of(practitioner), list(child_ids)):
        found.setdefault(row["child_id"], []).append(as_episode(row))
    return found


@composed_once
def rows_of_episodes(
    authority_id: uuid.UUID,
    granted_to_id: uuid.UUID | None,
    locality_id: uuid.UUID | None,
    sees_all: bool,
    child_ids: list[uuid.UUID],
) -> QuerySet[Any]:
    """The episodes of children, and whether each is within this sight (the first four)."""
    sight = Sight(authority_id, granted_to_id, locality_id, sees_all)
    visible = Episode.objects.within(sight).filter(pk=OuterRef("episode_id"))
    rows: QuerySet[Any] = (
        EpisodeChild.objects.filter(child_id__any_of=child_ids)
        .annotate(
            lead=FilteredRelation(
                "episode__lead_professionals", condition=Q(episode__lead_professionals__ended_on=None)
            ),
            may_open=Exists(visible),
        )
        .order_by("-is_open", "-episode__intended_on")
        .values(
            "child_id",
            "episode_id",
            "is_open",
            "may_open",
            *(f"episode__{name}" for name in ("reference", "state", "intended_on", "closed_on")),
            *(f"lead__practitioner__{name}" for name in PERSON),
            *(f"episode__initiator__{name}" for name in PERSON),
        )
    )
    return rows


PERSON = ("given_name", "family_name", "phone", "email")


def as_episode(row: Mapping[str, Any]) -> ChildEpisode:
    """Return one row as what a page needs: the lead professional to contact, else who started it."""
    is_lead = row["lead__practitioner__given_name"] is not None
    prefix = "lead__practitioner__" if is_lead else "episode__initiator__"
    given, family, phone, email = (str(row[prefix + name] or "") for name in PERSON)
    return ChildEpisode(
        child_id=row["child_id"],
        episode_id=row["episode_id"],
        reference=str(row["episode__reference"]),
        state=State(str(row["episode__state"])).label,
        is_open=bool(row["is_open"]),
        intended_on=row["episode__intended_on"],
        closed_on=row["episode__closed_on"],
        may_open=bool(row["may_open"]),
        contact=f"{given} {family}".strip(),
        phone=phone,
        email=email,
        is_lead=is_lead,
    )
