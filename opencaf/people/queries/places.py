"""Places where children learn."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from opencaf.agencies.models import Agency, Authority, Sector
from opencaf.core.composed import composed_once


def schools_of(authority: Authority) -> list[Agency]:
    """Return the nurseries, schools and colleges of an authority, by name."""
    return places_of_learning(authority.id)


@composed_once
def places_of_learning(authority_id: uuid.UUID) -> QuerySet[Agency]:
    """The active agencies of an authority where children learn, by name."""
    places = Agency.objects.filter(authority_id=authority_id, sector__in=(Sector.SCHOOLS, Sector.EARLY_YEARS))
    return places.filter(active=True).order_by("name")
