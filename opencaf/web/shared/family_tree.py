"""The family of a child as a picture, and as nested lists that say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from opencaf.people.models import Person, Relationship
from opencaf.people.queries.circle import Circle
from opencaf.people.queries.family_tree import FamilyTree, Member
from opencaf.web.shared.case import age_in_words
from opencaf.web.shared.relating import relationship_words
from opencaf.web.shared.tree_drawing import ON_SCREEN, Box, Drawn, Line, Look, tree_drawn


@dataclass(frozen=True)
class Told:
    """Somebody in words: the name with the age, and how they are related to others."""

    name: str
    lines: list[str]


@dataclass(frozen=True)
class HomeTold:
    """A home in words, and who lives there."""

    title: str
    people: list[Told]


def picture_of(circle: Circle, tree: FamilyTree, look: Look = ON_SCREEN) -> Drawn:
    """Return the tree as a picture."""
    rows = [[box_of(circle, tree, member) for member in row] for row in tree.rows]
    lines = [
        Line(tie.above, tie.below, is_whole=tie.is_by_birth and not tie.is_over, is_pair=tie.is_pair)
        for tie in tree.ties
    ]
    return tree_drawn(title_of(circle), rows, lines, look)


def title_of(circle: Circle) -> str:
    """Return what the picture is, and where the same stands in words."""
    return f"The family of {circle.child.first_name}. The list below says the same"


def box_of(circle: Circle, tree: FamilyTree, member: Member) -> Box:
    """Return what the picture says of somebody."""
    person = member.person
    if person is None:
        return Box(member.key, member.missing, is_missing=True)
    letters = tree.letters_of(person)
    lines = [known_age(person), kin_words(circle, person), f"Home {letters}" if letters else ""]
    is_own = person == circle.child
    return Box(member.key, person.full_name, tuple(filter(None, lines)), is_own=is_own)


def kin_words(circle: Circle, person: Person) -> str:
    """Return what somebody is to the child, in a word or two."""
    kin = [row for row in circle.kin_of(person) if row.of_id == person.id]
    return ", ".join(dict.fromkeys(row.get_kinship_display() for row in kin))


def known_age(person: Person) -> str:
    """Return an age in words, that somebody died, or nothing where neither is known."""
    if person.died_on:
        return "died"
    if person.born_on or person.expected_on or person.age_years is not None:
        return age_in_words(person)
    return ""


def told(
    circle: Circle, tree: FamilyTree, related: Callable[[Relationship], str] = relationship_words
) -> list[HomeTold]:
    """Return the homes with whoever lives there, and how everybody is related; each person's lines once."""
    said: set[Person] = set()
    homes = []
    for home in tree.homes:
        people = []
        for person in home.people:
            people.append(told_of(circle, tree, person, related, again=person in said))
            said.add(person)
        title = f"Home {home.letter}: {home.address}" if home.letter else "No address is known or shown"
        homes.append(HomeTold(title, people))
    return homes


def told_of(
    circle: Circle,
    tree: FamilyTree,
    person: Person,
    related: Callable[[Relationship], str],
    *,
    again: bool,
) -> Told:
    """Return somebody in words; whoever lives in two homes is told at length in the first."""
    age = known_age(person)
    name = f"{person.full_name}, {age}" if age else person.full_name
    if again:
        return Told(name, ["Lives in more than one home: see above"])
    lines = [related(row) for row in circle.relationships if row.of_id == person.id]
    if person == circle.child:
        lines += [member.missing for row in tree.rows for member in row if member.missing]
    return Told(name, lines)
