"""What the record knows and the chronology does not say yet: offered to be confirmed, never copied."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from opencaf.core import clock
from opencaf.core.partial_dates import PartialDate
from opencaf.episodes.queries.chronology import Event
from opencaf.episodes.queries.team import Known
from opencaf.people.models import Person
from opencaf.people.queries.circle import is_young

THE_RECORD = "the record"


@dataclass(frozen=True)
class KnownEvent:
    """A birth as the record has it: of whom, when, who said so, and since when it stands there."""

    person: Person
    happened: PartialDate
    source: str
    recorded_on: dt.date

    @property
    def key(self) -> uuid.UUID:
        """What tells it from others in an address."""
        return self.person.id

    @property
    def text(self) -> str:
        """What happened."""
        return f"{self.person.first_name} born"


def known_births(family: Iterable[Known], events: Sequence[Event]) -> list[KnownEvent]:
    """Return the births of children and young people that no event tells of, the earliest first."""
    told = {(person.id, event.happened) for event in events for person in event.people}
    people = [one.who for one in family if isinstance(one.who, Person)]
    found = [as_event(who, who.birth) for who in people if who.birth and is_young(who)]
    return sorted(
        (one for one in found if (one.person.id, one.happened) not in told),
        key=lambda one: (one.happened.day, one.person.id),
    )


def as_event(person: Person, birth: PartialDate) -> KnownEvent:
    """Return a birth as an event."""
    recorded_on = person.recorded_at.astimezone(clock.LONDON).date()
    return KnownEvent(person, birth, person.born_source or THE_RECORD, recorded_on)
