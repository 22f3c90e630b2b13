"""The rows of a register as they wait to be written: which belong together, and in what portions they go."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from opencaf.registers.interpreting.readings import IMPORT, MERGE, Reading
from opencaf.registers.joining import Groups
from opencaf.registers.spool import Spool
from opencaf.registers.trying import Counts

AT_ONCE = 2_000


class Line(NamedTuple):
    """What has to be known of every row at once. digest: of what was typed in it."""

    number: int
    place: str
    digest: str
    disposition: str
    persons: tuple[str, ...]
    episode: str
    case_number: str

    @property
    def is_about_children(self) -> bool:
        """Whether the row says something of children that is written."""
        return self.disposition in (IMPORT, MERGE) and bool(self.persons)


def digest_of(reading: Reading) -> str:
    """Return a hash of what was typed in a row."""
    typed = json.dumps(reading.original, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(typed.encode()).hexdigest()


def spooled(readings: Iterable[Reading], spool: Spool, counts: Counts) -> list[Line]:
    """Put readings on disk and return what has to be known of each."""
    lines = []
    for reading in readings:
        counts.add(reading)
        number = spool.put(reading)
        lines.append(
            Line(
                number,
                reading.place,
                digest_of(reading),
                reading.disposition,
                tuple(reading.persons),
                reading.episode,
                str(reading.value("caf_number") or ""),
            )
        )
    return lines


def portions(lines: list[Line], at_once: int = AT_ONCE) -> Iterator[list[Line]]:
    """Give the rows in portions, all that is about the same child or CAF in one and the same."""
    groups = Groups(len(lines))
    first: dict[str, int] = {}
    for at, line in enumerate(lines):
        for name in (*line.persons, line.episode):
            if name:
                groups.join(at, first.setdefault(name, at))
    together: dict[int, list[Line]] = {}
    for at, line in enumerate(lines):
        together.setdefault(groups.find(at), []).append(line)
    portion: list[Line] = []
    for belonging in together.values():
        portion += belonging
        if len(portion) >= at_once:
            yield portion
            portion = []
    if portion:
        yield portion
