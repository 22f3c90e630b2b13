"""The family of a child in generations: who stands above whom, who is missing, and who lives with whom."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from opencaf.people.codes import Kinship
from opencaf.people.models import Person, Relationship
from opencaf.people.queries.circle import PARENTS, Circle
from opencaf.people.queries.facts import Fact, PersonFacts, in_one_line

# How many generations the one who is the kinship of another stands above them.
ABOVE = {
    **dict.fromkeys((Kinship.GRANDMOTHER, Kinship.GRANDFATHER, Kinship.GREAT_AUNT, Kinship.GREAT_UNCLE), 2),
    **dict.fromkeys((Kinship.MOTHER, Kinship.FATHER, Kinship.STEPMOTHER, Kinship.STEPFATHER), 1),
    **dict.fromkeys((Kinship.PARENTS_PARTNER, Kinship.FOSTER_CARER, Kinship.GUARDIAN, Kinship.CARER), 1),
    **dict.fromkeys((Kinship.AUNT, Kinship.UNCLE), 1),
    **dict.fromkeys((Kinship.SISTER, Kinship.BROTHER, Kinship.SIBLING, Kinship.COUSIN), 0),
    **dict.fromkeys((Kinship.HALF_SIBLING, Kinship.STEP_SIBLING), 0),
    **dict.fromkeys((Kinship.PARTNER, Kinship.FORMER_PARTNER), 0),
}
BIRTH_PARENTS = (Kinship.MOTHER, Kinship.FATHER)
PAIRS = (Kinship.PARTNER, Kinship.FORMER_PARTNER)


@dataclass(frozen=True)
class Member:
    """Somebody in the tree, or a mother or father of whom nothing is known (then there is no person)."""

    key: str
    person: Person | None
    generation: int
    missing: str = ""


@dataclass(frozen=True)
class Tie:
    """A line of the tree: from a parent to a child, or between two of one generation."""

    above: str
    below: str
    is_by_birth: bool = True
    is_pair: bool = False
    is_over: bool = False


@dataclass(frozen=True)
class Home:
    """A home that goes on, and who lives there; without an address, those of whom none is known or shown."""

    letter: str
    address: str
    people: list[Person]


@dataclass
class FamilyTree:
    """Generations, the eldest first, the lines between them, homes, and who stands in no generation."""

    rows: list[list[Member]] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    others: list[Person] = field(default_factory=list)

    def letters_of(self, person: Person | None) -> str:
        """Return the letters of the homes where somebody lives; nothing where none is shown."""
        return ", ".join(home.letter for home in self.homes if home.letter and person in home.people)


def tree_of(circle: Circle, facts: dict[uuid.UUID, PersonFacts]) -> FamilyTree:
    """Return the family around a child as a tree; homes that are sealed are left out."""
    lasting = [row for row in circle.relationships if row.to_on is None or row.kinship in BIRTH_PARENTS]
    generations = generations_of(circle.child, lasting)
    members = [
        Member(str(one.id), one, generations[one.id]) for one in circle.everybody if one.id in generations
    ]
    ties = ties_between(lasting, generations)
    for missing, tie in missing_parents(circle.child, lasting, generations):
        members.append(missing)
        ties.append(tie)
    return FamilyTree(
        rows=ordered(members, ties),
        ties=ties,
        homes=homes_of(circle.everybody, facts),
        others=[one for one in circle.people if one.id not in generations],
    )


def generations_of(child: Person, rows: Iterable[Relationship]) -> dict[uuid.UUID, int]:
    """Return in which generation everybody stands whom relationships join to the child, who is in 0."""
    found, waiting = {child.id: 0}, [child.id]
    steps = [(row.of_id, row.to_id, ABOVE[Kinship(row.kinship)]) for row in rows if row.kinship in ABOVE]
    while waiting:
        here = waiting.pop(0)
        for of_id, to_id, above in steps:
            for known, other, difference in ((to_id, of_id, above), (of_id, to_id, -above)):
                if known == here and other not in found:
                    found[other] = found[here] + difference
                    waiting.append(other)
    return found


def ties_between(rows: Iterable[Relationship], generations: dict[uuid.UUID, int]) -> list[Tie]:
    """Return the lines: whoever brings a child up, and pairs."""
    found = []
    for row in rows:
        of, to = generations.get(row.of_id), generations.get(row.to_id)
        if of is None or to is None:
            continue
        if row.kinship in PARENTS and of == to + 1:
            found.append(Tie(str(row.of_id), str(row.to_id), is_by_birth=row.kinship in BIRTH_PARENTS))
        elif row.kinship in PAIRS and of == to:
            is_over = row.kinship == Kinship.FORMER_PARTNER or row.to_on is not None
            found.append(Tie(str(row.of_id), str(row.to_id), is_pair=True, is_over=is_over))
    return found


def missing_parents(
    child: Person, rows: Iterable[Relationship], generations: dict[uuid.UUID, int]
) -> list[tuple[Member, Tie]]:
    """Return a mother or father of the child of whom nobody is recorded, each with the line to the child."""
    held = {row.kinship for row in rows if row.to_id == child.id and row.of_id in generations}
    return [
        (Member(kinship.value, None, 1, f"{kinship.label} not recorded"), Tie(kinship.value, str(child.id)))
        for kinship in BIRTH_PARENTS
        if kinship not in held
    ]


def ordered(members: list[Member], ties: list[Tie]) -> list[list[Member]]:
    """Return the generations, the eldest first; in each, whoever belongs together stands side by side."""
    rows: dict[int, list[Member]] = {}
    for member in members:
        rows.setdefault(member.generation, []).append(member)
    placed: dict[str, float] = {}
    for generation in sorted(rows, key=abs):
        rows[generation].sort(key=lambda member: near(member, ties, placed, rows[generation]))
        placed |= {member.key: place for place, member in enumerate(rows[generation])}
    return [rows[generation] for generation in sorted(rows, reverse=True)]


def near(member: Member, ties: list[Tie], placed: dict[str, float], row: list[Member]) -> float:
    """Return where somebody should stand: over or under those they are tied to, else by a partner."""
    pairs = [tie for tie in ties if tie.is_pair and member.key in (tie.above, tie.below)]
    partners = {key for tie in pairs for key in (tie.above, tie.below)} - {member.key}
    lines = [tie for tie in ties if not tie.is_pair]
    places = [placed[tie.below] for tie in lines if tie.above == member.key and tie.below in placed]
    places += [placed[tie.above] for tie in lines if tie.below == member.key and tie.above in placed]
    if places:
        return sum(places) / len(places)
    beside = [near(one, lines, placed, row) for one in row if one.key in partners]
    return beside[0] + 0.1 if beside else float(len(row))


def homes_of(people: Iterable[Person], facts: dict[uuid.UUID, PersonFacts]) -> list[Home]:
    """Return the homes that go on, each with a letter; last, without one, whoever has none that is shown."""
    found: dict[uuid.UUID | None, Home] = {}
    elsewhere: list[Person] = []
    for person in people:
        shown = [fact for fact in facts[person.id].homes if is_shown(fact)]
        for fact in shown:
            letter = chr(ord("A") + len(found)) if len(found) < 26 else str(len(found) + 1)
            home = found.setdefault(fact.place_id, Home(letter, in_one_line(fact.words), []))
            home.people.append(person)
        if not shown:
            elsewhere.append(person)
    return [*found.values(), *([Home("", "", elsewhere)] if elsewhere else [])]


def is_shown(home: Fact) -> bool:
    """Whether a home goes on and is not sealed; sealed ones stand on the child's page alone."""
    return not (home.is_over or home.is_hidden or home.is_sealed)
