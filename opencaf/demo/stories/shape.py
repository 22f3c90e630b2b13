"""How a strand of a story is written down: groups of sentences of which one each is told.

Words in braces are filled in: {name} {he} {him} {his} {He} {His} of the child; {mum} what the one who
brings the child up is called at home, with {she} {She} {her} (possessive) {obj}; {sib} a brother or
sister; {school} {area} {hobby} {weekday} {month}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from opencaf.demo.choosing import chance

# Who does an action, beside kinds of agency.
LEAD, PARENT, CHILD, SCHOOL = "lead", "parent", "child", "school"

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Box:
    """What is told of one element, and the marks it may begin with."""

    element: str
    marks: tuple[int, ...]
    said: Groups
    words: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deed:
    """What somebody does, who (a kind of agency, or LEAD, PARENT, CHILD, SCHOOL), and how it went."""

    what: str
    who: str
    went: str


@dataclass(frozen=True)
class Help:
    """A service that is asked, the kind of agency that gives it, why, and what it gave."""

    service: str
    kind: str
    reason: str
    gave: str


@dataclass(frozen=True)
class Strand:
    """One thing a family lives with: from what is first said to what became better."""

    code: str
    ages: range
    tags: tuple[str, ...]
    why: Groups
    boxes: tuple[Box, ...]
    wishes: tuple[str, ...]
    measures: tuple[str, ...]
    deeds: tuple[Deed, ...]
    helps: tuple[Help, ...]
    strengths: tuple[str, ...]
    needs: tuple[str, ...]
    worries: tuple[str, ...]
    notes: tuple[str, ...]
    better: tuple[str, ...]
    stuck: tuple[str, ...]
    child_says: tuple[str, ...]
    parent_says: tuple[str, ...]
    starters: tuple[str, ...]
    fits_the_unborn: bool = False
    share: float = 1.0
    elements: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "elements", tuple(box.element for box in self.boxes))


def tell(choose: Random, groups: Groups, words: Mapping[str, str]) -> str:
    """Return one sentence of each group, filled in, as a paragraph."""
    return " ".join(say(choose, options, words) for options in groups)


def say(choose: Random, options: tuple[str, ...], words: Mapping[str, str]) -> str:
    """Return one of the sentences, filled in; nothing where there are none."""
    return choose.choice(options).format_map(words) if options else ""


def perhaps(choose: Random, share: float, options: tuple[str, ...], words: Mapping[str, str]) -> str:
    """Return one of the sentences in a share of cases, else nothing: people leave boxes blank."""
    return say(choose, options, words) if chance(choose, share) else ""
