"""Figures for those who see no cases: small numbers hidden, and none to be worked out from the others.

`Rule` rounds the others too, for tables that share people in many ways; `Exact` shows them as they are, for
few and fixed tables. What is hidden besides, so that nothing gives a small number away, is found alike.

Fixed random rounding: a number is rounded to a multiple of the threshold, up or down by a draw that depends
on what the group is made of and on a secret. The same group is rounded alike wherever it stands, so that
asking again tells nothing more; another group, were it larger by one child, is drawn anew. What is rounded to
nought is hidden, and so is what would narrow down a hidden number in its own table (docs/adr/0044).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

SMALLEST_SHOWN = 5  # where an authority does not choose
WIDE = 10**9  # as much as nobody counts

Place = tuple[int, int]


@dataclass(frozen=True)
class Group:
    """How many are in a group, and a number that stands for who they are."""

    number: int = 0
    keys: int = 0

    def __add__(self, other: Group) -> Group:
        return Group(self.number + other.number, self.keys + other.keys)


def all_of(groups: Sequence[Group]) -> Group:
    """Return the group of all that are in some groups, of which no two share anybody."""
    return Group(sum(one.number for one in groups), sum(one.keys for one in groups))


def is_small(number: int) -> bool:
    """Whether a number could let somebody recognise a child. Nought tells of nobody."""
    return 0 < number < SMALLEST_SHOWN


class Hides(Protocol):
    """How numbers are shown: below which they are small, and what a reader may think of each."""

    @property
    def below(self) -> int:
        """The smallest number that is not small."""

    def shown(self, group: Group) -> int | None:
        """Return what stands for a group; None where it is hidden."""

    def range_of(self, shown: int | None) -> range:
        """Return what a reader may think a number is that is shown so, and is small if it is hidden."""


@dataclass(frozen=True)
class Exact:
    """Small numbers hidden, all others as they are; a nought is shown, so that a small one is one or more."""

    below: int = SMALLEST_SHOWN

    def shown(self, group: Group) -> int | None:
        """Return the number of a group; None where it is small."""
        return None if 0 < group.number < self.below else group.number

    def range_of(self, shown: int | None) -> range:
        """Return the number that is shown, or all small ones."""
        return range(1, self.below) if shown is None else range(shown, shown + 1)


@dataclass(frozen=True)
class Rule:
    """How an authority hides: below which number, and with which secret.

    A nought is hidden like a small number. Were it shown, each hidden number would be one at least, and four
    of them in a hidden total would be one each.
    """

    below: int
    secret: bytes

    def shown(self, group: Group) -> int | None:
        """Return what stands for a group; None where it is hidden."""
        return self.rounded(group) or None

    def rounded(self, group: Group) -> int:
        """Return the multiple of the threshold below or above, each as often as leaves the sums true."""
        down, rest = divmod(group.number, self.below)
        said = f"{group.number}:{group.keys}".encode()
        draw = int.from_bytes(hmac.digest(self.secret, said, hashlib.sha256)[:8], "big")
        return self.below * (down + (draw % self.below < rest))

    def range_of(self, shown: int | None) -> range:
        """Return what a reader may think a number is that is shown so, and is small if it is hidden."""
        if shown is None:
            return range(self.below)
        return range(shown - self.below + 1, shown + self.below)


@dataclass(frozen=True)
class Hidden:
    """A table as it may be shown, with its totals at the right and below; None stands for a hidden number."""

    figures: list[list[int | None]]

    @property
    def column_totals(self) -> list[int | None]:
        """The total of each column."""
        return self.figures[-1][:-1]

    @property
    def total(self) -> int | None:
        """The total of all."""
        return self.figures[-1][-1]


def hide(table: Sequence[Sequence[Group]], rule: Hides) -> Hidden:
    """Return a table with its totals, rounded and hidden as a rule says.

    No hidden number can be narrowed down by what the table shows: it may be any below the threshold.
    """
    whole = with_totals(table)
    shown = [[rule.shown(group) for group in row] for row in whole]
    network = Network([[group.number for group in row] for row in whole], shown, rule)
    for r, c in network.hide_what_would_tell():
        shown[r][c] = None
    return Hidden(shown)


def with_totals(table: Sequence[Sequence[Group]]) -> list[list[Group]]:
    """Return a table with the totals of its rows at the right and of its columns below."""
    rows = [[*row, all_of(row)] for row in table]
    return [*rows, [all_of(column) for column in zip(*rows, strict=True)]]


class Network:
    """A table with its totals as pipes between rows and columns, to find what its figures tell of each other.

    Rows and columns are points, the totals' own among them, and a figure is a pipe between its row and its
    column, so that as much comes to each point as leaves it. One figure can be larger by some where the
    same runs back another way, through pipes that take it within what a reader may think of them. How much
    that is, is a largest flow; where it is too little, a smallest cut shows which figures tell it.
    """

    def __init__(self, numbers: list[list[int]], shown: list[list[int | None]], rule: Hides) -> None:
        self.height, self.width = len(numbers), len(numbers[0])
        self.numbers, self.shown, self.rule = numbers, shown, rule
        self.ranges = [[rule.range_of(figure) for figure in row] for row in shown]
        self.wide: set[Place] = set()
        self.told: list[Place] = []

    def hide_what_would_tell(self) -> list[Place]:
        """Return the figures that are hidden besides, so that each small one may be any small number."""
        is_settled = False
        while not is_settled:
            before = len(self.wide)
            for place in self.hidden_and_small():
                self.free(place)
            is_settled = len(self.wide) == before
        return self.told

    def hidden_and_small(self) -> list[Place]:
        """Return the small numbers that are hidden, also those that were rounded up and hidden besides."""
        places = [(r, c) for r in range(self.height) for c in range(self.width)]
        small = self.rule.range_of(None)
        return [
            (r, c)
            for r, c in places
            if self.shown[r][c] is None or ((r, c) in self.told and self.numbers[r][c] in small)
        ]

    def free(self, place: Place) -> None:
        """Hide figures until a small one may be any number of its range."""
        number, possible = self.numbers[place[0]][place[1]], self.rule.range_of(None)
        for is_up, by in ((True, possible[-1] - number), (False, number - possible[0])):
            while (cut := self.cut_off(place, by, is_up=is_up)) is not None and cut:
                self.widen(cut)

    def widen(self, cut: list[Place]) -> None:
        """Hide the smallest of the figures in the way, noughts last; a small one if no other does."""
        said = [place for place in cut if self.shown[place[0]][place[1]] is not None]
        found = min(said or cut, key=self.price)
        if found in said:
            self.told.append(found)
        self.wide.add(found)

    def price(self, place: Place) -> tuple[bool, int, Place]:
        """Return what hiding a figure loses: itself; most where it is a nought, which hides nobody."""
        number = self.numbers[place[0]][place[1]]
        return not number, number, place

    def cut_off(self, place: Place, by: int, *, is_up: bool) -> list[Place] | None:
        """Return the figures that keep one from being larger, or smaller, by some; None where none does."""
        moved: dict[Place, int] = {}
        tail, head = self.ends(place)
        start, end = (head, tail) if is_up else (tail, head)
        while by > 0:
            way = self.way(start, end, place, moved)
            if isinstance(way, set):
                return self.across(way, place)
            step = min(by, *(self.room(one, moved, is_up=forth) for one, forth in way))
            for one, forth in way:
                moved[one] = moved.get(one, 0) + (step if forth else -step)
            by -= step
        return None

    def ends(self, place: Place) -> tuple[int, int]:
        """Return the points between which a figure runs: from its row to its column, or back for a total."""
        row, column = place[0], self.height + place[1]
        is_forth = (place[0] == self.height - 1) == (place[1] == self.width - 1)
        return (row, column) if is_forth else (column, row)

    def room(self, place: Place, moved: dict[Place, int], *, is_up: bool) -> int:
        """Return by how much a figure may still be larger or smaller, as far as a reader knows."""
        now = self.numbers[place[0]][place[1]] + moved.get(place, 0)
        if place in self.wide:
            return WIDE if is_up else now
        possible = self.ranges[place[0]][place[1]]
        return possible[-1] - now if is_up else now - max(possible[0], 0)

    def way(
        self, start: int, end: int, besides: Place, moved: dict[Place, int]
    ) -> list[tuple[Place, bool]] | set[int]:
        """Return a way with room from one point to another, or all points that can be reached."""
        reached = {start}
        points, left = [start], [self.pipes(start, end)]
        steps: list[tuple[Place, bool]] = []
        while left:
            for place, other in left[-1]:
                forth = self.ends(place)[0] == points[-1]
                if place == besides or other in reached or self.room(place, moved, is_up=forth) <= 0:
                    continue
                steps.append((place, forth))
                if other == end:
                    return steps
                reached.add(other)
                points.append(other)
                left.append(self.pipes(other, end))
                break
            else:
                points.pop()
                left.pop()
                steps = steps[:-1]
        return reached

    def pipes(self, point: int, end: int) -> Iterator[tuple[Place, int]]:
        """Give the figures of a row or column with the points to which they lead, the wanted one first."""
        is_row = point < self.height
        if is_row != (end < self.height):
            yield ((point, end - self.height) if is_row else (end, point - self.height)), end
        for index in range(self.width if is_row else self.height):
            yield ((point, index), self.height + index) if is_row else ((index, point - self.height), index)

    def across(self, reached: set[int], besides: Place) -> list[Place]:
        """Return the figures between what can be reached and what cannot, that could be hidden."""
        found = []
        for r in range(self.height):
            for c in range(self.width):
                place = (r, c)
                if len(set(self.ends(place)) & reached) == 1 and place != besides and place not in self.wide:
                    found.append(place)
        return found
