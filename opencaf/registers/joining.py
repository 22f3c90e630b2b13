"""Which children of a register are one child, which rows one CAF: certain ones joined, others proposed.

Two records become one child only where nothing speaks against it and enough speaks for it. Numbers that were
copied wrongly do not count. Children of one row are never joined.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from opencaf.registers.comparing import MAYBE, SAME, compared
from opencaf.registers.joining_cases import joined_cases, shared_numbers
from opencaf.registers.slots import Case, Slot, keys_of

MOST_IN_A_BLOCK = 80


@dataclass
class Joined:
    """What belongs together. persons: by slot, the number of its child; episodes: the row of its CAF."""

    persons: dict[tuple[int, int], int]
    episodes: dict[int, int]
    proposed: list[tuple[tuple[int, int], tuple[int, int]]]
    shared_numbers: set[int]


def join(slots: list[Slot], cases: dict[int, Case]) -> Joined:
    """Return which slots are one child and which rows one CAF."""
    groups = Groups(len(slots))
    doubtful: list[tuple[int, int]] = []
    certain: list[tuple[int, int]] = []
    for one, other in candidates(slots):
        found = compared(slots[one], slots[other], cases)
        if found == SAME:
            certain.append((one, other))
        elif found == MAYBE:
            doubtful.append((one, other))
    members: dict[int, list[Slot]] = {}
    for one, other in certain:
        first, second = groups.find(one), groups.find(other)
        if first == second:
            continue
        groups_slots = [members.get(number, [slots[number]]) for number in (first, second)]
        if may_be_one(*groups_slots):
            members.pop(first, None)
            members.pop(second, None)
            members[groups.join(one, other)] = [slot for group in groups_slots for slot in group]
        else:
            doubtful.append((one, other))
    persons = {(slot.row, slot.place): groups.find(number) for number, slot in enumerate(slots)}
    proposed = [
        ((slots[one].row, slots[one].place), (slots[other].row, slots[other].place))
        for one, other in doubtful
        if groups.find(one) != groups.find(other)
    ]
    episodes = joined_cases(slots, cases, persons)
    return Joined(persons, episodes, proposed, shared_numbers(cases, episodes))


class Groups:
    """Sets that grow together."""

    def __init__(self, count: int) -> None:
        self.above = list(range(count))

    def find(self, one: int) -> int:
        """Return the set of one."""
        while self.above[one] != one:
            self.above[one] = self.above[self.above[one]]
            one = self.above[one]
        return one

    def join(self, one: int, other: int) -> int:
        """Make two sets one."""
        first, second = sorted((self.find(one), self.find(other)))
        self.above[second] = first
        return first


def candidates(slots: list[Slot]) -> Iterable[tuple[int, int]]:
    """Give pairs that have something in common."""
    seen: set[int] = set()
    for listed in blocks_of(slots):
        if len(listed) > MOST_IN_A_BLOCK:
            continue
        for one, other in combinations(listed, 2):
            pair = one * len(slots) + other
            if slots[one].row != slots[other].row and pair not in seen:
                seen.add(pair)
                yield one, other


def blocks_of(slots: list[Slot]) -> list[list[int]]:
    """Return the numbers of slots that share a key, for each key that several have.

    Keys are kept by their hash, and most stand alone: that is a third of the memory. Two keys of one hash
    would only be compared in vain.
    """
    alone: dict[int, int] = {}
    shared: dict[int, list[int]] = {}
    for number, slot in enumerate(slots):
        for key in map(hash, keys_of(slot)):
            if key in shared:
                shared[key].append(number)
            elif key in alone:
                shared[key] = [alone.pop(key), number]
            else:
                alone[key] = number
    return list(shared.values())


def may_be_one(group: list[Slot], other: list[Slot]) -> bool:
    """Whether no number, and no row, tells two sets of records apart."""
    for name in ("nhs", "upn"):
        if len({getattr(slot, name) for slot in (*group, *other)} - {""}) > 1:
            return False
    return not {slot.row for slot in group} & {slot.row for slot in other}
