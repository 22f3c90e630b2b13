"""From a file to what would come of each of its rows: opened, read, joined. Nothing is written."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from opencaf.registers.events.code_lists import lists_beside
from opencaf.registers.events.events import event_layout
from opencaf.registers.events.reading import read_event_register
from opencaf.registers.interpreting.layouts import layouts_of
from opencaf.registers.interpreting.learning import learn
from opencaf.registers.interpreting.readings import MERGE, REJECT, Reading
from opencaf.registers.interpreting.rows import read_rows
from opencaf.registers.joining import Joined, join
from opencaf.registers.mapping import Mapping
from opencaf.registers.reading.opening import open_register
from opencaf.registers.slots import Case, Slot, are_compared, case_of, slots_of
from opencaf.registers.spool import Spool

WORDS = {
    "import": "imported",
    "merge": "joined to the CAF of another row",
    "reject": "on the reject list",
    "void": "of no effect",
    "skip": "no part of the register",
}


@dataclass
class Counts:
    """How many rows end in which way, and how much is put before a person."""

    dispositions: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)

    def add(self, reading: Reading) -> None:
        """Count a row."""
        self.dispositions[reading.disposition] += 1
        self.doubts.update(flag["code"] for flag in reading.flags)
        if reading.disposition == REJECT:
            self.reasons[reading.reason] += 1

    def as_data(self) -> dict[str, dict[str, int]]:
        """Return the counts as they are kept with an import."""
        return {
            "ends": dict(self.dispositions),
            "reasons": dict(self.reasons),
            "doubts": dict(self.doubts),
        }

    def sentences(self) -> Iterator[str]:
        """Give the counts as lines for people."""
        yield f"{self.dispositions.total():,} rows:"
        for disposition, count in self.dispositions.most_common():
            yield f"  {count:,} {WORDS[disposition]}"
        for reason, count in self.reasons.most_common():
            yield f"    {count:,} {reason}"
        yield f"{self.doubts.total():,} things for a person to look at:"
        for code, count in self.doubts.most_common():
            yield f"  {count:,} {code.replace('_', ' ')}"


@dataclass
class Clock:
    """How long reading and matching took, in seconds, and what was learnt of the register on the way.

    up_to: the day up to which it goes; has_events: whether it has one row an event.
    """

    read: float = 0.0
    matched: float = 0.0
    written: float = 0.0
    up_to: dt.date | None = None
    has_events: bool = False


def try_register(path: Path, mapping: Mapping, clock: Clock | None = None) -> Iterator[Reading]:
    """Give every row of a register as it was read, with the child and the CAF it belongs to."""
    clock = clock or Clock()
    begun = time.perf_counter()
    sheets = open_register(path)
    if layout := event_layout(sheets, mapping):
        clock.has_events = True
        yield from read_event_register(layout, lists_beside(path), path.stem)
        clock.read = time.perf_counter() - begun
        return
    layouts = layouts_of(sheets, mapping)
    learnt = learn(layouts, mapping)
    clock.up_to = learnt.updated_on
    with Spool() as spool:
        spool.put_all(read_rows(layouts, learnt, path.stem))
        clock.read = time.perf_counter() - begun
        yield from with_joins(spool, clock)


def with_joins(spool: Spool, clock: Clock) -> Iterator[Reading]:
    """Give the readings of a spool, joined."""
    begun = time.perf_counter()
    slots: list[Slot] = []
    cases: dict[int, Case] = {}
    for row, reading in enumerate(spool.readings()):
        if are_compared(reading):
            slots += slots_of(row, reading)
            cases[row] = case_of(row, reading)
    joined = join(slots, cases)
    slots.clear()
    places = {row: case.place for row, case in cases.items()}
    cases.clear()
    proposals = proposals_of(joined, places)
    clock.matched = time.perf_counter() - begun
    for row, reading in enumerate(spool.readings()):
        if row in places:
            say_joins(reading, row, joined, places)
            reading.proposed_same = proposals.get(row, [])
            if reading.proposed_same:
                reading.flag("name", "possibly_same_child")
        yield reading


def say_joins(reading: Reading, row: int, joined: Joined, places: dict[int, str]) -> None:
    """Say of a row which children and which CAF it is about."""
    reading.persons = [person_id(joined.persons[row, place]) for place in range(len(reading.children))]
    kept = joined.episodes[row]
    reading.episode = f"episode-{kept + 1:06d}"
    if kept != row:
        reading.disposition, reading.same_as = MERGE, places[kept]
        reading.reason = f"joins the CAF of {places[kept]}"
    if row in joined.shared_numbers:
        reading.flag("caf_number", "caf_number_shared", column_of(reading))


def column_of(reading: Reading) -> str:
    """Return the heading over a row's number."""
    number = reading.value("caf_number")
    return next(
        (
            heading
            for heading, typed in reading.original.items()
            if typed and number and typed.strip().upper().lstrip("D0 ") == str(number).lstrip("D0 ")
        ),
        "caf_number",
    )


def proposals_of(joined: Joined, places: dict[int, str]) -> dict[int, list[dict[str, str]]]:
    """Return, for each row, the children elsewhere that may be its own."""
    found: dict[int, list[dict[str, str]]] = {}
    for one, other in joined.proposed:
        for mine, theirs in ((one, other), (other, one)):
            found.setdefault(mine[0], []).append(
                {
                    "person": person_id(joined.persons[mine]),
                    "same_as": person_id(joined.persons[theirs]),
                    "row": places[theirs[0]],
                }
            )
    return found


def person_id(number: int) -> str:
    """Return the name of a child within a report."""
    return f"person-{number + 1:06d}"
