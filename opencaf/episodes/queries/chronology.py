"""The chronology of a case: its events in order, as far as somebody may see them.

An event that names children of the case is kept back where the family leaves any of them out for an agency:
the part of the assessment that the event tells of, or every part where it tells of none. One that names
none of them is kept back where that holds of every child (docs/adr/0030).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from opencaf.core.composed import composed_once
from opencaf.core.partial_dates import PartialDate
from opencaf.episodes import mentions
from opencaf.episodes.models import ChronologyEvent, ChronologyPerson, Episode, EpisodeChild
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.corrections import corrections_of
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.people.models import Person


@dataclass(frozen=True)
class Event:
    """One event with whom it is about, and what it said before."""

    row: ChronologyEvent
    people: list[Person]
    child_ids: frozenset[uuid.UUID]
    corrected: list[str] = field(default_factory=list)

    @property
    def id(self) -> uuid.UUID:
        """The event's id."""
        return self.row.id

    @property
    def happened(self) -> PartialDate:
        """The day with what is known of it."""
        return self.row.happened

    @property
    def names(self) -> list[str]:
        """Whom it is about, by first name."""
        return [person.first_name for person in self.people]

    @property
    def element(self) -> str:
        """The part of the assessment that it tells of, in words."""
        return form_areas().name(self.row.element)

    @property
    def in_a_story(self) -> str:
        """The words with which a story mentions it."""
        return mentions.words_for(self.happened, self.row.text, self.row.source)

    @property
    def in_words(self) -> str:
        """The event in a line, with whom it is about."""
        return f"{self.in_a_story}, about {', '.join(self.names)}" if self.names else self.in_a_story

    def is_about(self, child_ids: Collection[uuid.UUID]) -> bool:
        """Whether it may be told with some children: one that names others of the case alone may not."""
        return not self.child_ids or not self.child_ids.isdisjoint(child_ids)


@dataclass(frozen=True)
class Chronology:
    """The events that stand, and those that were removed, each in order."""

    standing: list[Event]
    removed: list[Event]


def chronology_of(episode: Episode, child_ids: Sequence[uuid.UUID], *, hidden: Areas) -> Chronology:
    """Return every event that may be seen, with what was corrected; child_ids: the children now."""
    events = seen_events(events_by_day(episode), child_ids, hidden)
    corrected = corrections_of([episode.id]) if events else {}
    for event in events:
        event.corrected.extend(was for key, lines in corrected.items() if key[0] == event.id for was in lines)
    return Chronology(
        standing=[event for event in events if not event.row.removed_on],
        removed=[event for event in events if event.row.removed_on],
    )


def events_of(episode: Episode, child_ids: Sequence[uuid.UUID], *, hidden: Areas) -> list[Event]:
    """Return the events that stand and may be seen, in order."""
    events = seen_events(events_by_day(episode), child_ids, hidden)
    return [event for event in events if not event.row.removed_on]


def seen_events(
    rows: Iterable[ChronologyEvent], child_ids: Sequence[uuid.UUID], hidden: Areas
) -> list[Event]:
    """Return the events that are not kept back."""
    events = [as_event(row) for row in rows]
    return [one for one in events if not is_kept_back(one.child_ids, one.row.element, child_ids, hidden)]


def is_kept_back(
    named: Collection[uuid.UUID], element: str, child_ids: Sequence[uuid.UUID], hidden: Areas
) -> bool:
    """Whether an event that names these children, and tells of this part or of none, is kept back."""
    if not hidden:
        return False
    if named:
        return any(is_left_out(child_id, element, hidden) for child_id in named)
    return all(is_left_out(child_id, element, hidden) for child_id in child_ids)


def is_left_out(child_id: uuid.UUID, element: str, hidden: Areas) -> bool:
    """Whether a part of a child is left out; with no part named, whether all of them are."""
    codes = [element] if element else form_areas().codes
    return all((child_id, code) in hidden for code in codes)


def as_event(row: Any) -> Event:
    """Return an event as read with its people."""
    children = frozenset(uuid.UUID(one["id"]) for one in row.about if one["is_child"])
    return Event(row, [as_person(one) for one in row.about], children)


def as_person(named: dict[str, Any]) -> Person:
    """Return somebody whom an event is about, with what their name needs."""
    return Person(
        id=uuid.UUID(named["id"]), given_names=named["given_names"], family_name=named["family_name"]
    )


@composed_once
def events_by_day(episode: Episode) -> QuerySet[Any]:
    """The events of a case in order, with whom each is about."""
    return with_people(episode.chronology.all(), episode).order_by("happened_on", "id")


@composed_once
def event_to_open(episode: Episode, event_id: uuid.UUID) -> QuerySet[Any]:
    """One event of a case, with whom it is about."""
    return with_people(episode.chronology.filter(pk=event_id), episode)


def with_people(events: QuerySet[ChronologyEvent], episode: Episode) -> QuerySet[Any]:
    """Return events with the people each is about, who are named in JSON, children of the case marked."""
    ours = EpisodeChild.objects.filter(episode=episode, child=OuterRef("person"))
    people = ChronologyPerson.objects.filter(event=OuterRef("pk")).order_by("id")
    named = people.values(
        one=JSONObject(
            id="person_id",
            given_names="person__given_names",
            family_name="person__family_name",
            is_child=Exists(ours),
        )
    )
    return events.annotate(about=ArraySubquery(named)).select_related("recorded_by", "removed_by")


def event_seen(
    episode: Episode, event_id: uuid.UUID, child_ids: Sequence[uuid.UUID], *, hidden: Areas
) -> Event | None:
    """Return one event of a case that may be seen, or None."""
    return next(iter(seen_events(event_to_open(episode, event_id), child_ids, hidden)), None)
