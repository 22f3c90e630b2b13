"""Whom to contact about a record that somebody may not open."""

from __future__ import annotations

from django.db.models import F

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.people.models import Person


def contacts_for_episode(episode: Episode) -> str:
    """Return the lead professional, or else the initiator, and how to reach them, in words."""
    lead = episode.lead_professionals.filter(ended_on=None).select_related("practitioner").first()
    if lead:
        return f"{reach(lead.practitioner)} ({episode.authority.lead_title})"
    return f"{reach(episode.initiator)} (started the {episode.authority.short_name})"


def contacts_for_child(child: Person) -> str:
    """Return whom to contact about a child: of the open or latest episode, else who recorded the child."""
    latest = latest_episode_of(child)
    if latest:
        return contacts_for_episode(latest)
    return reach(child.recorded_by) if child.recorded_by else "the coordinator"


def latest_episode_of(child: Person) -> Episode | None:
    """Return the open or else the latest episode of a child."""
    nulls_first = F("closed_on").desc(nulls_first=True)
    episodes = Episode.objects.filter(episode_children__child=child).order_by(nulls_first, "-intended_on")
    return episodes.select_related("initiator__user", "authority").first()


def reach(practitioner: Practitioner) -> str:
    """Return a practitioner's name with telephone and mail, as far as known."""
    ways = ", ".join(way for way in (practitioner.phone, practitioner.email) if way)
    return f"{practitioner}, {ways}" if ways else str(practitioner)
