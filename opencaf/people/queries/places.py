"""Places where children learn."""

from __future__ import annotations

from opencaf.agencies.models import Agency, Authority, Sector


def schools_of(authority: Authority) -> list[Agency]:
    """Return the nurseries, schools and colleges of an authority, by name."""
    learning = (Sector.SCHOOLS, Sector.EARLY_YEARS)
    return list(Agency.objects.filter(authority=authority, sector__in=learning, active=True).order_by("name"))
