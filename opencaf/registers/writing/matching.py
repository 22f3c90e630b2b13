"""Which children of a register have a record here already: certain ones are joined, likely ones proposed.

They are compared as the children of one register are compared with each other (registers.comparing).
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from opencaf.core.partial_dates import EXACT, MONTH_KNOWN
from opencaf.episodes.models import Assessment, Episode, EpisodeChild
from opencaf.people.codes import Scheme, Sex
from opencaf.people.comparable import house_and_street
from opencaf.people.identifiers import is_sound_nhs_number, is_sound_upn
from opencaf.people.models import (
    ContactPoint,
    HouseholdMember,
    Identifier,
    Person,
    PersonName,
    Relationship,
    SearchName,
)
from opencaf.people.name_keys import parts, plain_postcode
from opencaf.registers.comparing import MAYBE, SAME, compared
from opencaf.registers.joining import may_be_one
from opencaf.registers.joining_cases import one_case
from opencaf.registers.slots import Case, Slot, case_of, keys_of, slots_of
from opencaf.registers.spool import Spool
from opencaf.registers.writing.known import Known
from opencaf.registers.writing.lines import Line

AT_ONCE = 5_000


def match_with_records(known: Known, lines: list[Line], spool: Spool, authority_id: uuid.UUID) -> None:
    """Note which children of new rows have a record, which of their CAFs a case, and who may be whom."""
    filed = SearchName.objects.filter(authority_id=authority_id, is_child=True)
    here = set(filed.values_list("person_id", flat=True).distinct()) - set(known.people.values())
    fresh = [line for line in lines if line.is_about_children and known.is_new(line)]
    if here and fresh:
        found = Matches(known, fresh, spool)
        for some in in_parts(sorted(here)):
            found.compare(records_of(some))
        found.settle()
    match_cases(known, fresh, spool)


class Matches:
    """Comparing children of new rows with records."""

    def __init__(self, known: Known, lines: list[Line], spool: Spool) -> None:
        self.known = known
        self.slots: list[Slot] = []
        self.names: list[str] = []
        self.cases: dict[int, Case] = {}
        self.by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.members: dict[str, list[Slot]] = defaultdict(list)
        self.same: dict[str, set[uuid.UUID]] = defaultdict(set)
        self.maybe: dict[str, set[uuid.UUID]] = defaultdict(set)
        for line in lines:
            if any(name not in known.people for name in line.persons):
                self.add(line, spool)

    def add(self, line: Line, spool: Spool) -> None:
        """Take the children of a row."""
        reading = spool.reading(line.number)
        self.cases[line.number] = case_of(line.number, reading)
        for name, slot in zip(line.persons, slots_of(line.number, reading), strict=False):
            if name in self.known.people:
                continue
            for key in keys_of(slot):
                self.by_key[key].append(len(self.slots))
            self.slots.append(slot)
            self.names.append(name)
            self.members[name].append(slot)

    def compare(self, records: Iterator[tuple[uuid.UUID, Slot, Case]]) -> None:
        """Compare records with the children that have something in common with them."""
        for person_id, record, case in records:
            self.cases[record.row] = case
            near = {at for key in keys_of(record) for at in self.by_key.get(key, ())}
            for at in near:
                found = compared(self.slots[at], record, self.cases)
                if found == SAME and may_be_one(self.members[self.names[at]], [record]):
                    self.same[self.names[at]].add(person_id)
                elif found in (SAME, MAYBE):
                    self.maybe[self.names[at]].add(person_id)

    def settle(self) -> None:
        """Join whoever has one record that nobody else has; propose the others."""
        claims: dict[uuid.UUID, int] = defaultdict(int)
        for people in self.same.values():
            for person_id in people:
                claims[person_id] += 1
        for name, people in self.same.items():
            if len(people) == 1 and claims[next(iter(people))] == 1:
                self.known.people[name] = next(iter(people))
            else:
                self.maybe[name] |= people
        for name, people in self.maybe.items():
            joined = self.known.people.get(name)
            self.known.likely += [(name, one) for one in sorted(people) if one != joined]


def records_of(ids: list[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Slot, Case]]:
    """Give records of children as children of a register are compared."""
    names, homes, numbers, carers, phones = (
        names_of(ids),
        homes_of(ids),
        numbers_of(ids),
        carers_of(ids),
        phones_of(ids),
    )
    people = Person.objects.filter(pk__in=ids, merged_into=None)
    for place, person in enumerate(people.order_by("id"), start=1):
        postcode, line = homes.get(person.id, ("", ""))
        held = numbers[person.id]
        born = "" if person.born_on is None else partial_day(person.born_on.isoformat(), person.born_accuracy)
        slot = Slot(
            -place,
            0,
            tuple(parts(person.given_names)),
            tuple(parts(person.family_name)),
            tuple(names[person.id]),
            born,
            person.expected_on.isoformat() if person.expected_on else "",
            person.expected_on is not None,
            "" if person.sex == Sex.UNKNOWN else person.sex,
            held.get(Scheme.NHS, ""),
            held.get(Scheme.UPN, ""),
            postcode,
            line,
            tuple(carers[person.id]),
            tuple(phones[person.id]),
            "",
            False,
        )
        yield person.id, slot, Case(-place, "", held.get(Scheme.OTHER, ""), "", "", "", False, 0)


def partial_day(day: str, accuracy: str) -> str:
    """Return a day as far as it is known."""
    return day if accuracy == EXACT else day[:7] if accuracy == MONTH_KNOWN else day[:4]


def names_of(ids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return the words of other names of these people."""
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = PersonName.objects.filter(person__in=ids)
    for person_id, given, family in rows.values_list("person_id", "given_names", "family_name"):
        found[person_id] += [*parts(given), *parts(family)]
    return found


def homes_of(ids: list[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Return postcode and house of the homes of these people that are not secret."""
    rows = HouseholdMember.objects.filter(person__in=ids, to_on=None, household__sealed=False)
    listed = rows.values_list("person_id", "household__postcode", "household__line1", "household__line2")
    return {
        person_id: (plain_postcode(postcode), house_and_street(f"{line1}, {line2}"))
        for person_id, postcode, line1, line2 in listed
    }


def numbers_of(ids: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, str]]:
    """Return the numbers of these people whose check digits fit."""
    found: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    rows = Identifier.objects.filter(person__in=ids).order_by("id")
    for person_id, scheme, value in rows.values_list("person_id", "scheme", "value"):
        is_sound = {Scheme.NHS: is_sound_nhs_number, Scheme.UPN: is_sound_upn}.get(Scheme(scheme))
        if is_sound is None or is_sound(value):
            found[person_id][scheme] = value
    return found


def carers_of(ids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return the plain names of those who care for these children."""
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = Relationship.objects.filter(to__in=ids)
    for child_id, given, family in rows.values_list("to_id", "of__given_names", "of__family_name"):
        if given and family:
            found[child_id].append(" ".join([*parts(given), *parts(family)]))
    return found


def phones_of(ids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return the telephone numbers of these people as figures."""
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = ContactPoint.objects.filter(person__in=ids).exclude(kind=ContactPoint.Kind.EMAIL)
    for person_id, value in rows.values_list("person_id", "value"):
        found[person_id].append("".join(sign for sign in value if sign.isdigit()))
    return found


def match_cases(known: Known, lines: list[Line], spool: Spool) -> None:
    """Note which CAFs of new rows are cases that their children have already: number and dates agree."""
    wanted = [
        line
        for line in lines
        if line.episode
        and line.episode not in known.cases
        and any(name in known.people for name in line.persons)
    ]
    people = {known.people[name] for line in wanted for name in line.persons if name in known.people}
    if not people:
        return
    here = cases_of(sorted(people))
    for line in wanted:
        case = case_of(line.number, spool.reading(line.number))
        for name in line.persons:
            person_id = known.people.get(name)
            there = here.get(person_id, []) if person_id else []
            fitting = [case_id for case_id, one in there if one_case(case, one)]
            if len(fitting) == 1:
                known.cases.setdefault(line.episode, fitting[0])


def cases_of(people: list[uuid.UUID]) -> dict[uuid.UUID, list[tuple[uuid.UUID, Case]]]:
    """Return the cases of children, as CAFs of a register are compared."""
    found: dict[uuid.UUID, list[tuple[uuid.UUID, Case]]] = defaultdict(list)
    for some in in_parts(people):
        rows = EpisodeChild.objects.filter(child__in=some).select_related("episode")
        completed = dict(
            Assessment.objects.filter(episode__episode_children__child__in=some)
            .exclude(completed_on=None)
            .order_by("-version")
            .values_list("episode_id", "completed_on")
        )
        for row in rows:
            found[row.child_id].append((row.episode_id, as_case(row.episode, completed.get(row.episode_id))))
    return found


def as_case(episode: Episode, completed_on: Any) -> Case:
    """Return a case as CAFs of a register are compared."""
    started = episode.intended_on.isoformat() if episode.intended_accuracy == EXACT else ""
    ended = episode.closed_on if episode.closed_accuracy == EXACT else None
    return Case(
        0,
        "",
        "",
        started,
        completed_on.isoformat() if completed_on else "",
        ended.isoformat() if ended else "",
        False,
        0,
    )


def in_parts(ids: list[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    """Give ids so many at a time."""
    return (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))
