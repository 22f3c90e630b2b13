"""What a model of mistakes is made of: kinds, each with what it leaves usable, and questions made by them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bench.finding.people import Child

Asked = dict[str, str]
Mistake = Callable[[Child, random.Random], Asked | None]


class Usable(StrEnum):
    """What of a question can still lead to the child."""

    TWO = "two"  # two of name, date and postcode: right, or off by one slip
    OTHER = "other"  # a number, a parent, a school, a telephone; or more than one slip in what there is
    FORENAME_AND_DATE = "forename_and_date"  # nothing but these, which others have too


@dataclass(frozen=True)
class Kind:
    """One kind of mistake."""

    name: str
    usable: Usable
    make: Mistake


@dataclass(frozen=True)
class Question:
    """What somebody types, the kind of their mistake, and the child who is meant."""

    kind: str
    usable: Usable
    asked: Asked
    child: int


def questions(
    kinds: Iterable[Kind], children: list[Child], *, of_each: int, seed: int
) -> tuple[list[Question], dict[str, int]]:
    """Return so many questions of each kind, and what is short.

    Each is about another child where there are enough.
    """
    made: list[Question] = []
    short: dict[str, int] = {}
    for kind in kinds:
        rng = random.Random(f"{seed} {kind.name}")
        found = of_kind(kind, rng.sample(children, len(children)), rng, of_each)
        made += found
        if len(found) < of_each:
            short[kind.name] = len(found)
    return made, short


def of_kind(kind: Kind, children: Iterable[Child], rng: random.Random, most: int) -> list[Question]:
    """Return questions of one kind about the first children for whom it can be made."""
    found: list[Question] = []
    for child in children:
        if len(found) == most:
            break
        if asked := kind.make(child, rng):
            found.append(Question(kind.name, kind.usable, asked, child.number))
    return found


def by_kind(items: Iterable[Question]) -> dict[str, list[Question]]:
    """Return questions by their kind."""
    found: dict[str, list[Question]] = defaultdict(list)
    for one in items:
        found[one.kind].append(one)
    return found
