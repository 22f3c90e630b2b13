"""Which children of a register are one child, which rows one CAF: certain ones joined, others proposed.

Two records become one child only where nothing speaks against it and enough speaks for it. Numbers that were
copied wrongly do not count. Children of one row are never joined.
"""

from __future__ import annotations

from collections import defaultdict
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
    members = {number: [slot] for number, slot in enumerate(slots)}
    for one, other in certain:
        if groups.find(one) != groups.find(other) and may_be_one(
            members[groups.find(one)], members[groups.find(other)]
        ):
            merged = members.pop(groups.find(one)) + members.pop(groups.find(other))
            members[groups.join(one, other)] = merged
        elif groups.find(one) != groups.find(other):
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
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, slot in enumerate(slots):
        for key in keys_of(slot):
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for listed in blocks.values():
        if len(listed) > MOST_IN_A_BLOCK:
            continue
        for pair in combinations(listed, 2):
            if slots[pair[0]].row != slots[pair[1]].row and pair not in seen:
                seen.add(pair)
                yield pair


def may_be_one(group: list[Slot], other: list[Slot]) -> bool:
    """Whether no number, and no row, tells two sets of records apart."""
    for name in ("nhs", "upn"):
        if len({getattr(slot, name) for slot in (*group, *other)} - {""}) > 1:
            return False
    return not {slot.row for slot in group} & {slot.row for slot in other}
