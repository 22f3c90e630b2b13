"""Addresses that every page shows, worked out once: the menu alone would ask for a dozen each time."""

from __future__ import annotations

import uuid
from functools import cache

from django.urls import reverse

GAP = uuid.UUID(int=0)


@cache
def page_address(name: str) -> str:
    """Return the address of a page that needs no id."""
    return reverse(name)


def case_address(name: str, episode_id: uuid.UUID) -> str:
    """Return the address of a page of an episode; raises NoReverseMatch where there is none."""
    return address_with_gap(name).replace(str(GAP), str(episode_id))


@cache
def address_with_gap(name: str) -> str:
    """Return the address of a page of an episode with a gap for the episode's id."""
    return reverse(name, args=[GAP])
