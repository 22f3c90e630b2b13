"""Writing one portion of a register: children, CAFs, and what became of each row."""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.agencies.references import next_references
from opencaf.audit import trail
from opencaf.episodes.models import EpisodeChild
from opencaf.people.models import Identifier, Person
from opencaf.people.operations.recording import tell_holders_of_shields
from opencaf.registers.events.reading import A_LOOK_UP
from opencaf.registers.interpreting.readings import IMPORT, Reading
from opencaf.registers.models import Import, ImportedOriginal, ImportedPerson, ImportedRow
from opencaf.registers.spool import Spool
from opencaf.registers.writing.cases import Cases, year_of
from opencaf.registers.writing.known import Known, values_kept
from opencaf.registers.writing.lines import Line
from opencaf.registers.writing.people import People
from opencaf.registers.writing.rows import Rows
from opencaf.registers.writing.told import Told
from opencaf.registers.writing.workers import Workers

Ended = ImportedRow.Ended
LONGEST_NAME_IN_REPORT = 60


class Portions:
    """What all portions of one import share."""

    def __init__(self, brought_in: Import, known: Known, spool: Spool, by: Practitioner) -> None:
        self.brought_in, self.known, self.spool, self.by = brought_in, known, spool, by
        self.up_to = brought_in.up_to or brought_in.recorded_at.date()
        self.rows = Rows(moment=brought_in.recorded_at, by=by)
        self.people = People(self.rows, brought_in.name)
        self.cases = Cases(self.rows, Workers(brought_in, by), register=brought_in.name, up_to=self.up_to)
        self.words: set[str] = set()

    def write(self, lines: Sequence[Line]) -> int:
        """Write the rows of a portion that are not written yet; return how many."""
        fresh = [line for line in lines if line.number not in self.known.same]
        readings = {line.number: self.spool.reading(line.number) for line in fresh}
        self.people.begin_portion()
        added = self.write_children(fresh, readings)
        written = self.write_cases(fresh, readings)
        kept: set[str] = set()
        for line in fresh:
            self.keep_row(line, readings[line.number], written, added, is_first=line.episode not in kept)
            kept.add(line.episode)
        self.rows.write()
        self.people.write_words(self.words)
        if added:
            tell_holders_of_shields(
                [Person(id=one, authority_id=self.by.authority_id) for one in added.values()]
            )
        return len(fresh)

    def write_children(self, fresh: Iterable[Line], readings: dict[int, Reading]) -> dict[str, uuid.UUID]:
        """Add the children that have no record; return them by their names in the report."""
        told: dict[str, list[Told]] = defaultdict(list)
        for line in fresh:
            if line.is_about_children and line.number not in self.known.changed:
                reading = readings[line.number]
                for name, child in zip(line.persons, reading.children, strict=False):
                    told[name].append(Told(reading, child))
        held = self.numbers_held([self.known.people[name] for name in told if name in self.known.people])
        added = {}
        for name, said in told.items():
            said.sort(key=lambda one: one.reading.disposition != IMPORT)
            if child_id := self.known.people.get(name):
                self.people.add_to_known(child_id, said, held[child_id])
            else:
                self.known.people[name] = added[name] = self.people.add_child(said)
        return added

    def numbers_held(self, people: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
        """Return the numbers that records have already, and note which of them have an open case."""
        held: dict[uuid.UUID, set[str]] = defaultdict(set)
        if people:
            rows = Identifier.objects.filter(person__in=people)
            for person_id, value in rows.values_list("person_id", "value"):
                held[person_id].add(value)
            still = EpisodeChild.objects.filter(child__in=people, is_open=True)
            self.cases.open.update(still.values_list("child_id", flat=True))
        return held

    def write_cases(self, fresh: Iterable[Line], readings: dict[int, Reading]) -> dict[str, uuid.UUID]:
        """Add the CAFs that are no case yet; return them by their names in the report."""
        of_case: dict[str, list[Line]] = defaultdict(list)
        for line in fresh:
            if line.episode and line.is_about_children and line.number not in self.known.changed:
                if line.episode in self.known.cases:
                    self.add_event(self.known.cases[line.episode], readings[line.number])
                else:
                    of_case[line.episode].append(line)
        told = {
            name: sorted((readings[one.number] for one in lines), key=lambda one: one.disposition != IMPORT)
            for name, lines in of_case.items()
        }
        years = {name: year_of(said, self.up_to) for name, said in told.items()}
        numbers = self.give_numbers(Counter(years.values()))
        written = {}
        for name, said in told.items():
            children = [self.known.people[one] for one in dict.fromkeys(persons_of(of_case[name]))]
            written[name] = case_id = self.cases.add_case(said, children, next(numbers[years[name]]))
            trail.record(
                "case_brought_in",
                subject_kind="episode",
                subject_id=case_id,
                episode_id=case_id,
                brought_in=str(self.brought_in.id),
                row=of_case[name][0].number,
            )
        self.known.cases |= written
        return written

    def give_numbers(self, wanted: Counter[int]) -> dict[int, Any]:
        """Return numbers for the references of some years, and note which were given."""
        found = {}
        for year, count in sorted(wanted.items()):
            first = next_references(self.by.authority, year, count)
            before, _ = self.brought_in.counters.get(str(year), (first - 1 or None, 0))
            self.brought_in.counters[str(year)] = [before, first + count - 1]
            found[year] = iter(range(first, first + count))
        return found

    def add_event(self, case_id: uuid.UUID, reading: Reading) -> None:
        """Add what a new row of a register of events says of a case that was written before."""
        if "event" in reading.values:
            self.cases.add_notes(case_id, [reading], reading.values)

    def keep_row(
        self,
        line: Line,
        reading: Reading,
        written: dict[str, uuid.UUID],
        added: dict[str, uuid.UUID],
        *,
        is_first: bool,
    ) -> None:
        """Keep what became of a row, and what was typed in it."""
        before = self.known.changed.get(line.number)
        case_id = self.known.cases.get(line.episode) if line.is_about_children else None
        row_id = self.rows.add(
            ImportedRow,
            brought_in_id=self.brought_in.id,
            number=line.number,
            place=line.place[:120],
            digest=line.digest,
            disposition=line.disposition,
            reason=reading.reason[:300],
            ended=self.ended(line, reading, written),
            same_as=reading.same_as[:120],
            episode_id=case_id,
            stands_for_id=before.id if before else None,
            flags=dumped(reading.flags),
            reading=dumped(values_kept(reading, is_first=is_first or not line.episode)),
        )
        for position, name in enumerate(line.persons):
            if name in self.known.people and not before:
                self.rows.add(
                    ImportedPerson,
                    row_id=row_id,
                    person_id=self.known.people[name],
                    name=name[:LONGEST_NAME_IN_REPORT],
                    position=position,
                    is_new=name in added,
                )
        self.keep_original(row_id, line, reading, case_id)

    def ended(self, line: Line, reading: Reading, written: dict[str, uuid.UUID]) -> str:
        """Return how a row ended in the records."""
        if line.number in self.known.changed:
            return Ended.CHANGED
        if not line.is_about_children or reading.reason == A_LOOK_UP or not line.episode:
            return Ended.LEFT_OUT
        return Ended.WRITTEN if line.episode in written else Ended.JOINED

    def keep_original(
        self, row_id: uuid.UUID, line: Line, reading: Reading, case_id: uuid.UUID | None
    ) -> None:
        """Keep what was typed; a secret address apart, for those alone who may see the household."""
        homes = [
            home
            for name in line.persons
            if (home := self.people.secret_homes.get(self.known.people.get(name, row_id)))
        ]
        secret = {key: said for key, said in reading.original.items() if homes and key in reading.secret}
        openly = {key: said for key, said in reading.original.items() if key not in secret}
        for cells, is_sealed in ((openly, False), (secret, True)):
            if cells:
                self.rows.add(
                    ImportedOriginal,
                    row_id=row_id,
                    episode_id=case_id,
                    cells=dumped(cells),
                    sealed=is_sealed,
                    household_id=homes[0] if is_sealed else None,
                )


def persons_of(lines: Iterable[Line]) -> list[str]:
    """Return the children of a CAF in the order in which its rows name them."""
    return [name for line in lines for name in line.persons]


def dumped(value: Any) -> str:
    """Return a value as JSON; PostgreSQL holds no null characters."""
    return json.dumps(value, ensure_ascii=False).replace("\\u0000", "")
