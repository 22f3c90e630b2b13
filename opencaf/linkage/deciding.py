"""Which pairs are certain, and which a person has to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from opencaf.linkage.comparisons import COMPARISONS, DIFFERS
from opencaf.linkage.model import Model, probability

MOST_OF_AN_ENTRY = 3
PLACES = {comparison.name: place for place, comparison in enumerate(COMPARISONS)}


class Compared(Protocol):
    """A person and an entry of a register, compared."""

    @property
    def person(self) -> int: ...

    @property
    def entry(self) -> int: ...

    @property
    def bits(self) -> float: ...

    @property
    def levels(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Decision:
    """What becomes of a pair: a link, or a question. against: why it is not certain, as a code."""

    person: int
    entry: int
    bits: float
    levels: tuple[str, ...]
    against: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether the link is made without asking anybody."""
        return not self.against


def decide(pairs: Iterable[Compared], model: Model) -> list[Decision]:
    """Return links to make and questions to ask, those of one entry together, the best first."""
    of_entry: dict[int, list[Compared]] = defaultdict(list)
    of_person: dict[int, list[Compared]] = defaultdict(list)
    for pair in pairs:
        of_entry[pair.entry].append(pair)
        of_person[pair.person].append(pair)
    for group in (*of_entry.values(), *of_person.values()):
        group.sort(key=rank, reverse=True)
    found: list[Decision] = []
    for group in of_entry.values():
        found += decisions_of(group, of_person, model)
    return found


def decisions_of(
    group: Sequence[Compared], of_person: dict[int, list[Compared]], model: Model
) -> list[Decision]:
    """Return what becomes of the pairs of one entry."""
    first = group[0]
    against = against_certainty(first, model) or against_others(first, group, of_person[first.person], model)
    if not against:
        return [Decision(*parts_of(first))]
    asked = [pair for pair in group if probability(pair.bits) >= model.doubtful or has_same_number(pair)]
    return [
        Decision(*parts_of(pair), against if pair is first else "another")
        for pair in asked[:MOST_OF_AN_ENTRY]
    ]


def parts_of(pair: Compared) -> tuple[int, int, float, tuple[str, ...]]:
    """Return what a decision takes over from a pair."""
    return pair.person, pair.entry, pair.bits, pair.levels


def rank(pair: Compared) -> tuple[bool, float, int, int]:
    """Return the order of pairs: the same number before everything, then the evidence."""
    return has_same_number(pair), pair.bits, -pair.person, -pair.entry


def has_same_number(pair: Compared) -> bool:
    """Whether NHS number or UPN are the same."""
    return "same" in (level(pair, "nhs"), level(pair, "upn"))


def level(pair: Compared, name: str) -> str:
    """Return the level of one comparison."""
    return pair.levels[PLACES[name]]


def against_certainty(pair: Compared, model: Model) -> str:
    """Return what in the pair itself speaks against making the link unasked, as a code."""
    if probability(pair.bits) < model.certain:
        return "weak"
    if DIFFERS in (level(pair, "nhs"), level(pair, "upn")):
        return "number"
    differing = [name for name in ("given", "family", "born") if level(pair, name) == DIFFERS]
    # Twins and brothers agree in everything but the given name; a number may be somebody else's.
    if "given" in differing and not has_same_number(pair):
        return "given"
    if "born" in differing and not has_same_number(pair):
        return "born"
    return "several" if len(differing) > 1 else ""


def against_others(
    first: Compared, of_entry: Sequence[Compared], of_person: Sequence[Compared], model: Model
) -> str:
    """Return whether another child, or another entry, comes too near, as a code."""
    if too_near(first, of_entry, model):
        return "another"
    if of_person[0].entry != first.entry or too_near(first, of_person, model):
        return "claimed"
    return ""


def too_near(first: Compared, group: Sequence[Compared], model: Model) -> bool:
    """Whether another pair of the group is nearly as good; the same number is ahead of any without it."""
    others = (pair for pair in group if (pair.person, pair.entry) != (first.person, first.entry))
    if has_same_number(first):
        return any(has_same_number(pair) for pair in others)
    return any(has_same_number(pair) or pair.bits > first.bits - model.lead for pair in others)


WHY_NOT_CERTAIN = {
    "weak": "Not enough agrees to be sure.",
    "number": "Both have a number, and the numbers differ.",
    "given": "The given names differ: it may be a brother, a sister or a twin.",
    "born": "The dates of birth differ.",
    "several": "A number is the same, and too much else differs.",
    "another": "More than one child fits.",
    "claimed": "More than one entry of the register fits this child.",
}
