"""Whom to contact about a record that somebody may not open."""

from __future__ import annotations

from opencaf.agencies.models import Authority, Practitioner
from opencaf.episodes.queries.existence import latest_episode_of
from opencaf.people.models import Person


def contacts_for_child(child: Person, authority: Authority) -> str:
    """Return whom to contact about a child: of the open or latest episode, else who recorded the child."""
    latest = latest_episode_of(child.id)
    if latest:
        return latest.contact_words(authority)
    return reach(child.recorded_by) if child.recorded_by else "the coordinator"


def reach(practitioner: Practitioner) -> str:
    """Return a practitioner's name with telephone and mail, as far as known."""
    ways = ", ".join(way for way in (practitioner.phone, practitioner.email) if way)
    return f"{practitioner}, {ways}" if ways else str(practitioner)
