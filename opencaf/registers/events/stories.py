"""The CAFs of a child out of its events: where one ends and the next begins, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from opencaf.registers.events.events import Event

BEGINNINGS = frozenset({"started", "received", "consent", "meeting", "lead", "panel"})
OF_NO_CASE = frozenset({"look_up"})


@dataclass
class Story:
    """One CAF of a child: its events in the order in which they happened."""

    client: str
    number: int
    events: list[Event] = field(default_factory=list)

    def of_kind(self, *kinds: str) -> list[Event]:
        """Return the events of some kinds."""
        return [event for event in self.events if event.kind in kinds]

    @property
    def closing(self) -> Event | None:
        """Return the event that closed it for good."""
        last = None
        for event in self.events:
            if event.kind == "closed":
                last = event
            elif event.kind == "reopened":
                last = None
        return last


def stories_of(client: str, events: list[Event]) -> list[Story]:
    """Return the CAFs of a child: a new one begins with what begins one, after the last was closed."""
    stories = [Story(client, 1)]
    is_closed, sequence = False, 0
    for event in sorted(events, key=lambda one: one.order_in_story):
        if event.kind in OF_NO_CASE:
            continue
        begins = event.kind == "started" or (event.kind in BEGINNINGS and event.sequence > max(sequence, 1))
        if is_closed and begins:
            stories.append(Story(client, len(stories) + 1))
            is_closed, sequence = False, event.sequence
        stories[-1].events.append(event)
        sequence = max(sequence, event.sequence)
        if event.kind == "closed":
            is_closed = True
        elif event.kind == "reopened":
            is_closed = False
    return [story for story in stories if story.events]
