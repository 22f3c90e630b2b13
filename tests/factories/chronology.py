"""Events of a family's life, made by the operation that adds them."""

import datetime as dt
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.core.partial_dates import PartialDate
from opencaf.episodes.models import ChronologyEvent, Episode
from opencaf.episodes.operations.chronology import EventWords, add_event

MOVED = "Family moves to Marlbeck"


def make_event(episode: Episode, text: str = MOVED, *, by: Practitioner, **values: Any) -> ChronologyEvent:
    """An event of 18 November 2024, unless it says otherwise."""
    values.setdefault("happened", PartialDate(dt.date(2024, 11, 18)))
    return add_event(episode=episode, words=EventWords(text=text, **values), by=by)
