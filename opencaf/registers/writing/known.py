"""What of a register was brought in before: rows, rows that say something else, children and CAFs."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.models import ImportedPerson, ImportedRow
from opencaf.registers.spool import Spool
from opencaf.registers.writing.lines import Line


class Before(NamedTuple):
    """A row that was brought in before."""

    id: uuid.UUID
    place: str
    episode_id: uuid.UUID | None
    import_id: uuid.UUID


@dataclass
class Known:
    """What is known of the rows of a register before they are written.

    same: rows that were brought in as they are, by number; changed: rows that say an earlier row anew.
    people, cases: which record stands for a name of the report. likely: names that may be of a record.
    """

    same: dict[int, Before] = field(default_factory=dict)
    changed: dict[int, Before] = field(default_factory=dict)
    people: dict[str, uuid.UUID] = field(default_factory=dict)
    cases: dict[str, uuid.UUID] = field(default_factory=dict)
    likely: list[tuple[str, uuid.UUID]] = field(default_factory=list)

    def is_new(self, line: Line) -> bool:
        """Whether a row has not been brought in, in these words or others."""
        return line.number not in self.same and line.number not in self.changed


def what_is_known(lines: Iterable[Line], spool: Spool, authority_id: uuid.UUID) -> Known:
    """Return which rows were brought in before, and which records stand for their children and CAFs."""
    known = Known()
    rows = ImportedRow.objects.filter(authority_id=authority_id).exclude(ended=ImportedRow.Ended.CHANGED)
    before: dict[str, list[Before]] = defaultdict(list)
    for row_id, digest, place, episode_id, import_id in rows.order_by("recorded_at", "number").values_list(
        "id", "digest", "place", "episode_id", "brought_in_id"
    ):
        before[digest].append(Before(row_id, place, episode_id, import_id))
    if not before:
        return known
    fresh = []
    for line in lines:
        if held := before.get(line.digest):
            known.same[line.number] = one = held.pop(0)
            if line.episode and one.episode_id:
                known.cases[line.episode] = one.episode_id
        elif line.is_about_children:
            fresh.append(line)
    name_people(known, lines, authority_id)
    if fresh:
        copies = {one.import_id for one in known.same.values()}
        left = {one.id: one for held in before.values() for one in held if one.import_id in copies}
        told_anew(known, fresh, left, spool)
    return known


def name_people(known: Known, lines: Iterable[Line], authority_id: uuid.UUID) -> None:
    """Note which records stand for the children of rows that are known."""
    people: dict[uuid.UUID, dict[int, uuid.UUID]] = defaultdict(dict)
    rows = ImportedPerson.objects.filter(authority_id=authority_id)
    for row_id, position, person_id in rows.values_list("row_id", "position", "person_id"):
        people[row_id][position] = person_id
    for line in lines:
        if one := known.same.get(line.number):
            for position, name in enumerate(line.persons):
                if position in people[one.id]:
                    known.people[name] = people[one.id][position]


def told_anew(known: Known, fresh: list[Line], left: dict[uuid.UUID, Before], spool: Spool) -> None:
    """Note which new rows are earlier ones in other words: the same number, or the same place and name.

    left: rows of earlier copies of this register that do not stand in it any more.
    """
    by_mark: dict[tuple[str, ...], list[Before]] = defaultdict(list)
    for row_id, place, reading in ImportedRow.objects.filter(pk__in=left).values_list(
        "id", "place", "reading"
    ):
        for mark in marks_of(place, reading.get("values", {}), reading.get("children", [])):
            by_mark[mark].append(left[row_id])
    for line in fresh:
        reading = spool.reading(line.number)
        for mark in marks_of(line.place, reading.values, reading.children):
            found = by_mark.get(mark, [])
            if len(found) == 1:
                known.changed[line.number] = one = found[0]
                if line.episode and one.episode_id:
                    known.cases.setdefault(line.episode, one.episode_id)
                break


def marks_of(place: str, values: dict[str, Any], children: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Return by what a row is known again though something in it was changed."""
    event = values.get("event", {}).get("id")
    if event:
        return [("event", str(event))]
    name = str((children or [{}])[0].get("family_name", {}).get("value") or "").casefold()
    number = values.get("caf_number", {}).get("value")
    marks: list[tuple[str, ...]] = [("number", str(number), name)] if number else []
    return [*marks, ("place", place, name)] if name else marks


def values_kept(reading: Reading, *, is_first: bool) -> dict[str, Any]:
    """Return what of a reading is kept with its row; what all events of a CAF say alike is kept once."""
    values = reading.values
    if "event" in values and not is_first:
        values = {"event": values["event"]}
    return {
        "values": values,
        "children": reading.children if is_first else reading.children[:1],
        "workers": reading.workers,
        "proposed_same": reading.proposed_same,
    }
