"""What must be so before the program serves: counted tries are shared by all workers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

OF_ONE_PROCESS = ("LocMemCache", "DummyCache")


@register(Tags.security)
def counted_tries_are_shared(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a cache that each worker keeps for itself: every worker would allow five wrong passwords."""
    backend = settings.CACHES["default"]["BACKEND"]
    if not backend.endswith(OF_ONE_PROCESS):
        return []
    return [
        Error(
            "The cache is kept by each process for itself, so wrong passwords are not counted together.",
            hint="Set CACHES to the database cache (cache_entries) or another that all workers share.",
            id="opencaf.E001",
        )
    ]
