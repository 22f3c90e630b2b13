"""Streets, and the invented families in them."""

from __future__ import annotations

import uuid

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.practice.models import Street


def street_of(learner: Practitioner) -> Street | None:
    """Return the street on which somebody practises now."""
    return Street.objects.filter(learner=learner, ended_at=None).first()


def streets_of(authority_id: uuid.UUID) -> list[Street]:
    """Return the streets of an authority on which somebody practises now, the newest first."""
    live = Street.objects.filter(authority_id=authority_id, ended_at=None)
    return list(live.select_related("learner").order_by("-recorded_at", "-id"))


def street_with(authority_id: uuid.UUID, street_id: uuid.UUID) -> Street | None:
    """Return a street of an authority, by its own id."""
    streets = Street.objects.filter(authority_id=authority_id, ended_at=None).select_related("learner")
    return streets.filter(pk=street_id).first()


def cases_here(practitioner: Practitioner) -> list[Episode]:
    """Return the cases of a street, in the order in which they were begun."""
    if not practitioner.authority.is_practice:
        return []
    cases = Episode.objects.visible_to(practitioner).filter(authority_id=practitioner.authority_id)
    return list(cases.prefetch_related("episode_children__child").order_by("recorded_at", "id"))
