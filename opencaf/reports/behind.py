"""The cases behind a figure: for each fact of a page its case and its children."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, EpisodeChild
from opencaf.people.models import Person
from opencaf.reports.facts import Fact


@dataclass(frozen=True)
class Behind:
    """A fact with its case, and the children whom it is about."""

    fact: Fact
    episode: Episode
    children: list[Person]


def cases_of(practitioner: Practitioner, facts: Iterable[Fact]) -> list[Behind]:
    """Return the cases of facts, in their order, without those that the reader may not see any more."""
    shown = list(facts)
    ids = [fact.episode_id for fact in shown]
    cases = Episode.objects.visible_to(practitioner).select_related("initiating_agency").in_bulk(ids)
    rows = EpisodeChild.objects.filter(episode_id__any_of=ids).select_related("child")
    children: dict[object, list[Person]] = {}
    for row in rows.order_by("position", "id"):
        children.setdefault(row.episode_id, []).append(row.child)
    return [
        Behind(
            fact,
            cases[fact.episode_id],
            [one for one in children.get(fact.episode_id, []) if fact.child_id in (None, one.pk)],
        )
        for fact in shown
        if fact.episode_id in cases
    ]
