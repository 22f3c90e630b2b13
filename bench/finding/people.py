"""Families as a country has them, from a seed, part after part, each part the same whoever asks for it.

One child in a hundred is left out of what is loaded: nobody has recorded them yet, while brothers and
sisters of theirs may be there.
"""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from bench.finding import places
from bench.finding.communities import Community
from bench.finding.naming import a_community, family_names, given_names, names_beginning_like
from bench.finding.numbers import nhs_number, phone, upn
from bench.finding.places import Home

CHILDREN_OF_A_PART = 2_000
TODAY = dt.date(2026, 11, 2)
LEFT_OUT = 0.01
SIZES = (0.45, 0.35, 0.13, 0.05, 0.02)
SUMS_OF_SIZES = list(accumulate(SIZES))
SHORT_ENDS = ("y", "ie", "")


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name: known_as (of the given name) or previous (of the family name)."""

    kind: str
    given_names: str = ""
    family_name: str = ""


@dataclass(frozen=True, slots=True)
class Parent:
    """A mother or father. number: of the person, the same for all of their children."""

    number: int
    given_names: str
    family_name: str
    kinship: str
    phone: str


@dataclass(frozen=True, slots=True)
class Child:
    """A child with all that is on file. number: below nought for one who was left out."""

    number: int
    family: int
    given_names: str
    family_name: str
    sex: str
    home: Home
    parents: tuple[Parent, ...]
    born_on: dt.date | None = None
    accuracy: str = "AAA"
    expected_on: dt.date | None = None
    other_names: tuple[OtherName, ...] = ()
    earlier_home: Home | None = None
    school: str = ""
    nhs_number: str = ""
    upn: str = ""
    identifier: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the child is among those who are loaded."""
        return self.number >= 0

    @property
    def first_name(self) -> str:
        """The first of the given names."""
        return self.given_names.split()[0] if self.given_names else ""


def people(children: int, *, seed: int) -> Iterator[Child]:
    """Give so many children who are there, brothers and sisters together, and those left out among them."""
    for part in range((children + CHILDREN_OF_A_PART - 1) // CHILDREN_OF_A_PART):
        first = part * CHILDREN_OF_A_PART
        size = min(CHILDREN_OF_A_PART, children - first)
        yield from Part(first, size, postcodes=max(20, children // 8), seed=seed).people()


class Part:
    """So many children with numbers from the first on."""

    def __init__(self, first: int, size: int, *, postcodes: int, seed: int) -> None:
        self.rng = random.Random(f"{seed} {first}")
        self.next, self.end = first, first + size
        self.next_left_out = -1 - first
        self.next_family = first * 2
        self.postcodes = postcodes

    def people(self) -> Iterator[Child]:
        """Give families until the part is full; the last one may be cut short."""
        while self.next < self.end:
            for child in self.family():
                if self.rng.random() < LEFT_OUT:
                    yield self.numbered(child, self.next_left_out)
                    self.next_left_out -= 1
                elif self.next < self.end:
                    yield self.numbered(child, self.next)
                    self.next += 1

    def numbered(self, child: Child, number: int) -> Child:
        """Return a child with the numbers of other systems; one in four has no NHS number."""
        is_pupil = bool(child.school) and "Nursery" not in child.school
        has = self.rng.random
        return replace(
            child,
            number=number,
            nhs_number=nhs_number(number) if has() < 0.75 and child.born_on else "",
            upn=upn(number) if is_pupil and has() < 0.95 else "",
            identifier=f"SC-{number % 100_000_000:08d}" if has() < 0.2 else "",
        )

    def family(self) -> list[Child]:
        """Return the children of one family, the youngest last."""
        rng, number = self.rng, self.next_family
        self.next_family += 1
        community = a_community(rng)
        at = rng.randrange(self.postcodes)
        home = places.home(number, at)
        earlier = places.home(number + 1_000_000_000, rng.randrange(self.postcodes))
        earlier_home = earlier if rng.random() < 0.15 else None
        name, parents = self.couple(community, number)
        born = TODAY - dt.timedelta(days=rng.randrange(6_570))
        children: list[Child] = []
        for _ in range(bisect(SUMS_OF_SIZES, rng.random() * SUMS_OF_SIZES[-1]) + 1):
            child = self.child(community, children, name, parents, home, born)
            age = (TODAY - born).days // 365
            school = places.school(at, age) if child.born_on else ""
            children.append(replace(child, earlier_home=earlier_home, school=school))
            is_twin = rng.random() < 0.03
            born = born if is_twin else born + dt.timedelta(days=rng.randrange(300, 1_800))
            if born > TODAY:
                break
        return children

    def couple(self, community: Community, number: int) -> tuple[str, tuple[Parent, ...]]:
        """Return the family's name and the parents who are known."""
        rng, pool = self.rng, family_names(community)
        name = pool.draw(rng)
        if rng.random() < community.doubled:
            name = f"{name}-{pool.draw(rng)}"
        hers = name if rng.random() < 0.6 else pool.draw(rng)
        mother = Parent(
            number * 2, given_names(community, "F").draw(rng), feminine(hers, community), "mother", phone(rng)
        )
        father = Parent(number * 2 + 1, given_names(community, "M").draw(rng), name, "father", phone(rng))
        known = [parent for parent, share in ((mother, 0.97), (father, 0.7)) if rng.random() < share]
        return name, tuple(known)

    def child(
        self,
        community: Community,
        elders: list[Child],
        name: str,
        parents: tuple[Parent, ...],
        home: Home,
        born: dt.date,
    ) -> Child:
        """Return one more child of a family."""
        rng = self.rng
        sex = "F" if rng.random() < 0.49 else "M"
        if rng.random() < 0.12 and elders:  # another father, another name
            name = family_names(community).draw(rng)
        family_name = feminine(name, community) if sex == "F" else name
        if not elders and rng.random() < 0.012:
            due = TODAY + dt.timedelta(days=rng.randrange(-10, 220))
            mothers = parents[0].family_name if parents else family_name
            return Child(0, home.number, "", mothers, "U", home, parents, expected_on=due)
        first = self.first_name(community, sex, elders, parents)
        given = self.given_names(community, sex, first, parents)
        child = Child(0, home.number, given, family_name, sex, home, parents, born_on=born)
        child = replace(child, other_names=self.other_names(community, child))
        return self.less_certain(community, child)

    def first_name(
        self, community: Community, sex: str, elders: list[Child], parents: tuple[Parent, ...]
    ) -> str:
        """Return a name that no elder bears: now and then the father's, or one like the last child's."""
        rng = self.rng
        if sex == "M" and parents and parents[-1].kinship == "father" and rng.random() < 0.04:
            return parents[-1].given_names
        taken = {one.first_name for one in elders}
        if elders and elders[-1].first_name and rng.random() < 0.1:
            alike = set(names_beginning_like(community, sex, elders[-1].first_name[:2])) - taken
            if alike:
                return rng.choice(sorted(alike))
        while (name := given_names(community, sex).draw(rng)) in taken:
            continue
        return name

    def given_names(self, community: Community, sex: str, first: str, parents: tuple[Parent, ...]) -> str:
        """Return all given names: with the father's where that comes second, else with none to two more."""
        rng, names = self.rng, [first]
        if community.patronymic:
            return f"{first} {parents[-1].given_names}" if parents else first
        if rng.random() < 0.6:
            names.append(given_names(community, sex).draw(rng))
        if rng.random() < 0.12:
            names.append(given_names(community, sex).draw(rng))
        return " ".join(dict.fromkeys(names))

    def other_names(self, community: Community, child: Child) -> tuple[OtherName, ...]:
        """Return what a child is called besides, or was called before."""
        rng, names = self.rng, []
        if rng.random() < 0.08:
            short = child.first_name[: rng.choice((3, 4))] + rng.choice(SHORT_ENDS)
            names.append(OtherName("known_as", given_names=short))
        if rng.random() < 0.05:
            names.append(OtherName("previous", family_name=family_names(community).draw(rng)))
        return tuple(names)

    def less_certain(self, community: Community, child: Child) -> Child:
        """Return a child whose date may be known in part only, or be 1 January for want of a better one."""
        rng, day = self.rng, child.born_on
        assert day
        if rng.random() < community.first_of_january:
            return replace(child, born_on=day.replace(month=1, day=1))
        chance = rng.random()
        if chance < 0.007:
            return replace(child, born_on=day.replace(month=6, day=15), accuracy="UUA")
        if chance < 0.01:
            return replace(child, born_on=day.replace(day=15), accuracy="UAA")
        return child


def feminine(name: str, community: Community) -> str:
    """Return a family name as a woman bears it, where that makes a difference."""
    masculine, ending = community.daughters_end
    is_other = masculine and name.endswith(masculine)
    return name.removesuffix(masculine) + ending if is_other else name
