"""Finding a child for a program or another page: the search with the references of the cases found."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from opencaf.agencies.models import Practitioner
from opencaf.episodes.queries.children import episodes_of_children
from opencaf.people.operations.finding import find_children
from opencaf.people.sought import sought_of


@dataclass(frozen=True)
class Answer:
    """A child who may be meant: the reference is that of the newest case, or empty where there is none."""

    child: uuid.UUID
    reference: str
    score: float
    band: str
    why: tuple[str, ...]


def find_by_details(*, details: Mapping[str, str], by: Practitioner) -> list[Answer]:
    """Return who may be meant by details (people.sought.KEYS), likeliest first, as the page would.

    Ceilings count it and the trail keeps it. band: likely or possible.
    """
    hits = find_children(sought=sought_of(details), by=by)
    episodes = episodes_of_children([hit.child.id for hit in hits], by)
    return [
        Answer(
            child=hit.child.id,
            reference=next((one.reference for one in episodes.get(hit.child.id, [])), ""),
            score=round(hit.score, 2),
            band=hit.band,
            why=(*hit.reasons, *(f"but {doubt}" for doubt in hit.doubts)),
        )
        for hit in hits
    ]
