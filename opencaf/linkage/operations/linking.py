"""Linking a register: certain links are made, doubtful pairs wait for somebody to judge them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from opencaf.agencies.models import How, Practitioner, signed
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.linkage.comparisons import COMPARISONS
from opencaf.linkage.deciding import Decision
from opencaf.linkage.entries import Entry
from opencaf.linkage.model import Model, probability
from opencaf.linkage.models import LINKED, LinkState, Register, RegisterLink
from opencaf.linkage.permissions import can_link_registers
from opencaf.people.codes import Scheme
from opencaf.people.models import Identifier

AT_ONCE = 5_000


@dataclass(frozen=True)
class Found:
    """What comparing a register with the authority's children came to."""

    children: Sequence[uuid.UUID]
    entries: Sequence[Entry]
    decisions: Sequence[Decision]
    model: Model
    by_weights: int = 0


@dataclass(frozen=True)
class Linked:
    """How many links were made and questions put; those known before do not count."""

    links: int
    questions: int


@all_or_nothing
def link_register(*, system: str, found: Found, by: Practitioner) -> Linked:
    """Make the certain links of a register and put the doubtful pairs before whoever coordinates.

    A pair that was judged, removed or put before stays as it is, and an entry whose number a child bears
    is asked about no more: the same file makes nothing twice.
    """
    require(can_link_registers(by))
    register = register_called(system, len(found.entries), by)
    known = what_is_known(register)
    fresh = [one for one in found.decisions if not known.holds(found, one)]
    links = made(register, [one for one in fresh if one.is_certain], found, by)
    questions = asked(register, [one for one in fresh if not one.is_certain], found, by)
    trail.record(
        "register_linked",
        subject_kind="authority",
        subject_id=by.authority_id,
        register=str(register.id),
        entries=len(found.entries),
        links=links,
        questions=questions,
        weights=found.by_weights,
    )
    return Linked(links, questions)


def register_called(system: str, entries: int, by: Practitioner) -> Register:
    """Return the register of a system, locked until the end, so that two runs do not cross."""
    now = clock.now()
    register, is_new = Register.objects.select_for_update().get_or_create(
        authority_id=by.authority_id,
        system=system,
        defaults={**signed(by), "linked_at": now, "entries": entries, "recorded_how": How.IMPORTED},
    )
    if not is_new:
        register.linked_at, register.entries = now, entries
        register.save(update_fields=["linked_at", "entries"])
    return register


@dataclass(frozen=True)
class Known:
    """What was said of a register's entries before: pairs, and entries whose number a child bears."""

    pairs: frozenset[tuple[str, uuid.UUID]]
    linked: frozenset[str]

    def holds(self, found: Found, decision: Decision) -> bool:
        """Whether nothing new comes of a decision."""
        entry = found.entries[decision.entry].id
        return entry in self.linked or (entry, found.children[decision.person]) in self.pairs


def what_is_known(register: Register) -> Known:
    """Return what was said before of the entries of a register."""
    said = RegisterLink.objects.filter(register=register).values_list("entry", "person_id", "state")
    held = Identifier.objects.filter(
        authority_id=register.authority_id, scheme=Scheme.OTHER, system=register.system
    )
    rows = list(said)
    linked = {entry for entry, _, state in rows if state in LINKED}
    return Known(
        frozenset((entry, person_id) for entry, person_id, _ in rows),
        frozenset(linked | set(held.values_list("value", flat=True))),
    )


def made(register: Register, certain: Sequence[Decision], found: Found, by: Practitioner) -> int:
    """Write certain links, each with the number that the child bears from now on."""
    for part in in_parts(certain):
        numbers = {one.entry: number_of(register, one, found, by) for one in part}
        Identifier.objects.bulk_create(numbers.values())
        RegisterLink.objects.bulk_create(
            RegisterLink(
                **pair_of(register, one, found, by), state=LinkState.MADE, identifier=numbers[one.entry]
            )
            for one in part
        )
    return len(certain)


def asked(register: Register, doubtful: Sequence[Decision], found: Found, by: Practitioner) -> int:
    """Write doubtful pairs, each with the register's words until it is judged."""
    for part in in_parts(doubtful):
        RegisterLink.objects.bulk_create(
            RegisterLink(
                **pair_of(register, one, found, by),
                **words_of(found.entries[one.entry]),
                state=LinkState.WAITING,
                against=one.against,
            )
            for one in part
        )
    return len(doubtful)


def number_of(register: Register, decision: Decision, found: Found, by: Practitioner) -> Identifier:
    """Return the number that a child bears in the register's system."""
    return Identifier(
        **signed(by),
        id=new_id(),
        recorded_how=How.IMPORTED,
        person_id=found.children[decision.person],
        scheme=Scheme.OTHER,
        system=register.system,
        value=found.entries[decision.entry].id,
    )


def pair_of(register: Register, decision: Decision, found: Found, by: Practitioner) -> dict[str, Any]:
    """Return the columns of a pair with its evidence."""
    return {
        **signed(by),
        "recorded_how": How.IMPORTED,
        "register": register,
        "person_id": found.children[decision.person],
        "entry": found.entries[decision.entry].id,
        "bits": round(decision.bits, 2),
        "probability": round(probability(decision.bits), 6),
        "levels": [
            [comparison.name, level, round(found.model.bits(comparison.name, level), 1)]
            for comparison, level in zip(COMPARISONS, decision.levels, strict=True)
        ],
        "by_weights": found.by_weights,
    }


def words_of(entry: Entry) -> dict[str, str]:
    """Return what a register says of a child, to be laid beside the record."""
    return {
        "given_names": entry.given_names,
        "family_name": entry.family_name,
        "other_names": entry.other_names,
        "born": entry.born,
        "sex": entry.sex,
        "postcode": entry.postcode,
        "nhs_number": entry.nhs_number,
        "upn": entry.upn,
    }


def in_parts(decisions: Sequence[Decision]) -> Iterable[Sequence[Decision]]:
    """Give decisions so many at a time."""
    return (decisions[at : at + AT_ONCE] for at in range(0, len(decisions), AT_ONCE))
