"""Which events are none of a CAF: of no client, of the training client, posted twice, or the database's."""

from __future__ import annotations

import re

from opencaf.registers.events.events import Event, EventLayout
from opencaf.registers.interpreting.readings import IMPORT, MERGE, REJECT, SKIP, VOID
from opencaf.registers.wording import simple

OF_THE_DATABASE = re.compile(
    r"\d+ (rows?|records?) (selected|exported|affected)|sql>.*|spool.*|elapsed.*|end of (file|report).*|-+",
    re.IGNORECASE,
)
TRAINING = re.compile(r"\b(zz+)?test\w*\b|\btraining\b|\bdummy\b|\bzzz+\w*\b|\bexample\b")
NO_CLIENT = "cannot be placed: no number of a child"
NO_EVENT = "not an event: no kind of event"
TRAINING_CLIENT = "the training client: nobody real"
DATABASE_LINE = "a line of the database, not an event"
HEADINGS_AGAIN = "the headings once more"


def sort_out(events: list[Event], layout: EventLayout) -> list[Event]:
    """Say of events that belong to no CAF how they end, and return the others."""
    training = training_clients(events)
    first: dict[tuple[object, ...], Event] = {}
    kept = []
    for event in events:
        ends, reason = end_of(event, training, layout)
        if ends != IMPORT:
            event.reading.disposition, event.reading.reason = ends, reason
            continue
        same = first.setdefault(key_of(event, layout), event)
        if same is event:
            kept.append(event)
        else:
            event.reading.disposition, event.reading.same_as = MERGE, same.reading.place
            event.reading.reason = f"posted twice: the same as record {same.reading.place}"
    return kept


def end_of(event: Event, training: frozenset[str], layout: EventLayout) -> tuple[str, str]:
    """Return how an event ends by itself, and why."""
    cells = [simple(text) for text in event.reading.original.values()]
    if len(cells) == 1 and OF_THE_DATABASE.fullmatch(next(iter(event.reading.original.values())).strip()):
        return SKIP, DATABASE_LINE
    if sum(event.reading.original.get(heading) == heading for heading in layout.headings) >= 3:
        return SKIP, HEADINGS_AGAIN
    if not event.client:
        return (REJECT, NO_CLIENT) if len(cells) > 1 else (SKIP, DATABASE_LINE)
    if event.client in training:
        return VOID, TRAINING_CLIENT
    return (IMPORT, "") if event.text("event_type") else (REJECT, NO_EVENT)


def training_clients(events: list[Event]) -> frozenset[str]:
    """Return the numbers under which nobody real stands."""
    named = {
        event.client
        for event in events
        if TRAINING.search(simple(f"{event.text('family_name')} {event.text('given_names')}"))
    }
    return frozenset(
        named
        | {
            event.client
            for event in events
            if re.fullmatch(r"9{4,}|0+", event.client) and TRAINING.search(simple(event.text("text")))
        }
    )


def key_of(event: Event, layout: EventLayout) -> tuple[object, ...]:
    """Return by what an event that was posted twice is known: child, kind, day, and what it says."""
    said = tuple(
        event.text(name) for name in ("worker", "agency", "outcome", "consent", "link", "text", "needs")
    )
    return event.client, event.text("event_type"), event.on or event.text("event_on"), said
