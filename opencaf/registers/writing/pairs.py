"""Children who are likely one, and not certainly: put on the list of pairs to judge."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable

from opencaf.agencies.models import Practitioner
from opencaf.people.models import DuplicatePair
from opencaf.people.operations.duplicates import pairs_of
from opencaf.registers.spool import Spool
from opencaf.registers.writing.known import Known
from opencaf.registers.writing.lines import Line
from opencaf.registers.writing.rows import Rows

LIKELY = 20.0
WHY = "Old register: name, birth or numbers are alike, and not enough agrees to be certain"
Pair = tuple[uuid.UUID, uuid.UUID]


def note_likely(
    known: Known, lines: Iterable[Line], spool: Spool, moment: dt.datetime, by: Practitioner
) -> None:
    """Note pairs of children of the register, and of a child and a record, that may be one."""
    pairs: dict[Pair, None] = {}
    for name, person_id in known.likely:
        note(pairs, known.people.get(name), person_id)
    for line in lines:
        if line.is_about_children and known.is_new(line):
            for proposed in spool.reading(line.number).proposed_same:
                note(pairs, known.people.get(proposed["person"]), known.people.get(proposed["same_as"]))
    there = {ordered(row.first_id, row.second_id) for row in pairs_of(pairs)}
    rows = Rows(moment=moment, by=by)
    for first, second in pairs:
        if (first, second) not in there:
            rows.add(
                DuplicatePair,
                first_id=first,
                second_id=second,
                score=LIKELY,
                reasons=WHY,
                known=hashlib.sha256(f"{first}|{second}".encode()).hexdigest(),
                found_on=moment.date(),
            )
    rows.write()


def note(pairs: dict[Pair, None], one: uuid.UUID | None, other: uuid.UUID | None) -> None:
    """Note two records, once."""
    if one and other and one != other:
        pairs[ordered(one, other)] = None


def ordered(one: uuid.UUID, other: uuid.UUID) -> Pair:
    """Return two ids in the order in which a pair is kept."""
    return (one, other) if one < other else (other, one)
