"""That cases exist, and whom to contact about each: read past the wall, for who may not open them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from opencaf.agencies.models import Authority

KNOWN = "select * from episodes_known_to_exist(%s)"
FOUND = "select * from episodes_children_found(%s)"


@dataclass(frozen=True)
class KnownEpisode:
    """That a child has an episode, how far it has come, and who leads it or else started it."""

    child_id: uuid.UUID
    episode_id: uuid.UUID
    is_open: bool
    is_second: bool
    reference: str
    state: str
    intended_on: dt.date
    closed_on: dt.date | None
    contact_id: uuid.UUID
    given_name: str
    family_name: str
    phone: str
    email: str
    is_lead: bool

    @property
    def contact(self) -> str:
        """The name of whom to contact."""
        return f"{self.given_name} {self.family_name}".strip()

    def contact_words(self, authority: Authority) -> str:
        """Return whom to contact, how to reach them, and what they are in the case."""
        ways = ", ".join(way for way in (self.phone, self.email) if way)
        who = authority.lead_title if self.is_lead else f"started the {authority.short_name}"
        return f"{self.contact}{f', {ways}' if ways else ''} ({who})"


def known_episodes(child_ids: Iterable[uuid.UUID]) -> list[KnownEpisode]:
    """Return the episodes of children, open ones first, then the latest."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [list(child_ids)])
        return [KnownEpisode(*row) for row in cursor.fetchall()]


def open_episodes(child_ids: Iterable[uuid.UUID]) -> list[KnownEpisode]:
    """Return the episodes of children that are open."""
    return [one for one in known_episodes(child_ids) if one.is_open]


def latest_episode_of(child_id: uuid.UUID) -> KnownEpisode | None:
    """Return the open or else the latest episode of a child."""
    found = known_episodes([child_id])
    return max(found, key=lambda one: (one.closed_on or dt.date.max, one.intended_on), default=None)


def children_found(episode_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the children of an episode whom the practitioner who asks has found."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [episode_id])
        return [child_id for (child_id,) in cursor.fetchall()]
