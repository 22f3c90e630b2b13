"""From the events of a register to what becomes of each: sorted out, children joined, CAFs told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from opencaf.registers.events.cases import CaseReader
from opencaf.registers.events.code_lists import CodeLists
from opencaf.registers.events.details import Details
from opencaf.registers.events.events import Event, EventLayout, read_events, typists_month_first
from opencaf.registers.events.sorting import sort_out
from opencaf.registers.events.stories import stories_of
from opencaf.registers.interpreting.family_cells import SECRET
from opencaf.registers.interpreting.lexicon import Lexicon
from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.interpreting.workers import Workers, spoken
from opencaf.registers.joining import Groups, Joined, join
from opencaf.registers.slots import Case, Slot, slots_of
from opencaf.registers.wording import plain

WHERE = ("address", "address_2", "address_3", "postcode")
A_LOOK_UP = "a look-up: it belongs to the record of who looked, not to a CAF"


def read_event_register(layout: EventLayout, lists: CodeLists, register: str) -> Iterator[Reading]:
    """Give every record of a register of events as it was read."""
    events = list(read_events(layout, lists, register, typists_month_first(layout)))
    of_clients = by_client(sort_out(events, layout))
    EventRegister(layout, lists, of_clients).read()
    yield from (event.reading for event in events)


def by_client(events: list[Event]) -> dict[str, list[Event]]:
    """Return the events of each number of a child."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event.client].append(event)
    return found


class EventRegister:
    """The children and CAFs of a register of events."""

    def __init__(self, layout: EventLayout, lists: CodeLists, clients: dict[str, list[Event]]) -> None:
        self.layout, self.lists, self.clients = layout, lists, clients
        self.lexicon, self.workers = Lexicon(), Workers()
        self.learn()

    def learn(self) -> None:
        """Learn names and workers from all events."""
        for events in self.clients.values():
            for event in events:
                family, given = event.text("family_name"), event.text("given_names")
                if family and given and "&" not in given:
                    self.lexicon.learn(given, family)
        for _ in range(2):
            self.workers.mentions.clear()
            for events in self.clients.values():
                for event in events:
                    one = (
                        spoken(event.text("worker"), self.lexicon, event.text("agency"))
                        if event.text("worker")
                        else None
                    )
                    self.workers.learn(one)
                    if one and not one.is_initial:
                        self.lexicon.staff[plain(one.given.split()[0])] += 1
                        for word in (*one.given.split(), *one.family.split()):
                            self.lexicon.note_spelling(word)
        self.workers.settle(self.lexicon)

    def read(self) -> None:
        """Say of every event which child and which CAF it belongs to."""
        numbers = list(self.clients)
        slots, cases = self.compared(numbers)
        joined = join(slots, cases)
        self.propose(joined, numbers)
        groups = self.grouped(joined, numbers)
        for group in groups.values():
            self.read_child([numbers[row] for row in group], group[0])

    def compared(self, numbers: list[str]) -> tuple[list[Slot], dict[int, Case]]:
        """Return the children of each number as children are compared."""
        slots: list[Slot] = []
        cases: dict[int, Case] = {}
        for row, client in enumerate(numbers):
            details = Details(self.clients[client], self.lists, self.layout, self.lexicon)
            reading = Reading("", client, {})
            reading.values = details.home(reading)
            reading.children = details.children()
            slots += slots_of(row, reading)
            days = [event.on for event in self.clients[client] if event.on and event.kind == "started"]
            started = min(days).isoformat() if days else ""
            cases[row] = Case(row, client, "", started, "", "", False, len(self.clients[client]))
        return slots, cases

    def grouped(self, joined: Joined, numbers: list[str]) -> dict[int, list[int]]:
        """Return which numbers are one child, those among them that the register itself joined."""
        groups = Groups(len(numbers))
        first: dict[int, int] = {}
        for (row, _), person in joined.persons.items():
            groups.join(row, first.setdefault(person, row))
        places = {client: row for row, client in enumerate(numbers)}
        for client, events in self.clients.items():
            for event in events:
                if event.kind == "joined" and event.text("link") in places:
                    groups.join(places[client], places[event.text("link")])
        found: dict[int, list[int]] = defaultdict(list)
        for row in range(len(numbers)):
            found[groups.find(row)].append(row)
        return found

    def propose(self, joined: Joined, numbers: list[str]) -> None:
        """Point out numbers that may be one child."""
        for one, other in joined.proposed:
            for mine, theirs in ((one, other), (other, one)):
                first = self.clients[numbers[mine[0]]][0].reading
                first.proposed_same.append(
                    {
                        "person": client_id(numbers[mine[0]], mine[1]),
                        "same_as": client_id(numbers[theirs[0]], theirs[1]),
                        "row": numbers[theirs[0]],
                    }
                )
                first.flag("client", "possibly_same_child", self.layout.heading_of("client"))

    def headings_of(self, names: Sequence[str]) -> list[str]:
        """Return the headings over some fields."""
        return [self.layout.heading_of(name) for name in names]

    def read_child(self, clients: list[str], first: int) -> None:
        """Read the CAFs of one child, whatever numbers it stood under."""
        events = [event for client in clients for event in self.clients[client]]
        details = Details(events, self.lists, self.layout, self.lexicon)
        children = details.children()
        home = details.home(events[0].reading)
        persons = [client_id(clients[0], place) for place in range(len(children))]
        is_secret = home.get("address", {}).get("state") == "confidential"
        for event in events:
            typed = event.reading.original
            event.reading.secret = [
                heading
                for heading in self.headings_of(WHERE)
                if heading in typed and (is_secret or SECRET.search(typed[heading]))
            ]
            event.reading.persons, event.reading.children = persons, children
            event.reading.values["event"] = event_of(event)
            if event.kind == "look_up":
                event.reading.reason = A_LOOK_UP
            if not event.kind:
                event.reading.flag("event_type", "code_unknown", self.layout.heading_of("event_type"))
        for story in stories_of(clients[0], events):
            reader = CaseReader(story, self.lists, self.layout, self.lexicon, self.workers)
            values: dict[str, Any] = {**reader.read(), **home}
            for event in story.events:
                event.reading.episode = f"episode-{story.client}-{story.number}"
                event.reading.values = {**values, **event.reading.values}
                event.reading.workers = reader.people


def client_id(client: str, place: int) -> str:
    """Return the name of a child within a report."""
    return f"person-{client}" + (f"-{place + 1}" if place else "")


def event_of(event: Event) -> dict[str, Any]:
    """Return what happened, as the report says it."""
    said = {
        "id": event.id,
        "kind": event.kind,
        "on": event.on.isoformat() if event.on else None,
        "entered_on": event.entered_on.isoformat() if event.entered_on else None,
        "worker": event.text("worker"),
        "role": event.text("role"),
        "link": event.text("link"),
        "text": event.text("text"),
    }
    return {name: value for name, value in said.items() if value}
