"""The family of the children on a copy: the tree as a picture, and the list that says the same."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opencaf.people.models import Person
from opencaf.people.queries.circle import Circle, circle_of
from opencaf.people.queries.facts import facts_of
from opencaf.people.queries.family_tree import FamilyTree, tree_of
from opencaf.web.shared.family_tree import Told, picture_of, title_of, told
from opencaf.web.shared.paper import FONTS, Block, Bullets, Heading, Words, printable_text
from opencaf.web.shared.paper.pictures import drawing
from opencaf.web.shared.relating import kinship_words, relationship_words
from opencaf.web.shared.tree_drawing import Look

ON_PAPER = Look("white", ", ".join(FONTS))
HOW_TO_READ = (
    "A whole line means by birth, a broken one other ways of bringing a child up. Two lines join partners, "
    "broken where that is over. The letter of a home says who lives together."
)


@dataclass(frozen=True)
class Family:
    """The people around a child, and how they stand to one another."""

    circle: Circle
    tree: FamilyTree


def families_of(children: Sequence[Person]) -> list[Family]:
    """Return the families of some children, each once: brothers and sisters of one family share theirs."""
    found: dict[frozenset[uuid.UUID], Family] = {}
    for child in children:
        circle = circle_of(child)
        everybody = frozenset(person.id for person in circle.everybody)
        if circle.people and everybody not in found:
            found[everybody] = Family(circle, tree_of(circle, facts_of(everybody)))
    return list(found.values())


def family_told(family: Family, *, for_family: bool) -> Iterator[Block]:
    """The tree, and the list that says the same.

    The family's own copy goes from hand to hand: it has no address, and of two people only their kinship.
    """
    picture = picture_of(family.circle, family.tree, ON_PAPER)
    yield Heading(f"The family of {family.circle.child.first_name}")
    yield Words(HOW_TO_READ, small=True, keeps_with_next=True)
    yield drawing(
        printable_text(picture.svg), width=picture.width, height=picture.height, alt=title_of(family.circle)
    )
    related = kinship_words if for_family else relationship_words
    for home, held in zip(told(family.circle, family.tree, related), family.tree.homes, strict=True):
        letter = f"Home {held.letter}" if held.letter else "Home not known or not shown"
        yield Heading(letter if for_family else home.title, level=2)
        yield Bullets([in_a_line(person) for person in home.people])


def in_a_line(person: Told) -> str:
    """Return somebody with how they are related to others."""
    return f"{person.name}: {'; '.join(person.lines)}" if person.lines else person.name
