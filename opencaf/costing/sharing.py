"""Which children shared a meeting, the oldest record first."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from opencaf.costing.journeys import (
    CostInput,
    Event,
)


def meeting_key(event: Event) -> tuple[str, str, date | None]:
    """Return what makes two children's meetings one."""
    return event.sibling_group, event.process, event.on


def children_sharing(given: CostInput) -> dict[tuple[str, str, date | None], list[str]]:
    """Return which children shared each meeting, whose record was opened first before the others."""
    opened: dict[str, date] = {}
    for event in given.events:
        if event.on:
            opened[event.child] = min(event.on, opened.get(event.child, date.max))
    sharing: dict[tuple[str, str, date | None], set[str]] = defaultdict(set)
    for event in given.events:
        if event.shared or event.shared_between:
            sharing[meeting_key(event)].add(event.child)
    return {
        key: sorted(children, key=lambda child: (opened.get(child, date.max), child))
        for key, children in sharing.items()
    }
