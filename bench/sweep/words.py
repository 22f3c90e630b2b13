"""Words that name the record into which they were written: wherever one turns up, it says what was shown."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from typing import NamedTuple

# Standing alone: inside the tokens of forms such letters come by chance.
WORD = re.compile(
    r"(?<![a-z0-9])qz([a-z])([cf])([a-z]{3})([cnpv])([a-z]{3})(?![a-z0-9])", re.IGNORECASE | re.ASCII
)
# The same for PostgreSQL.
PATTERN = r"(?<![a-z0-9])qz[a-z][cf][a-z]{3}[cnpv][a-z]{3}(?![a-z0-9])"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Kind(StrEnum):
    """What a word was written into; each kind has its own rules (bench.sweep.rules)."""

    CASE = "c"  # what is told of a case
    NAME = "n"  # what a child is called
    PERSON = "p"  # everything else about children, parents and where they live
    VOICE = "v"  # what somebody of the family thinks of the help


class Unit(NamedTuple):
    """A family of an authority, with its case (c) or without one (f): what is open together."""

    authority: str
    sort: str
    number: int


class Word(NamedTuple):
    """One word: of which family, of which kind, the how-manieth."""

    unit: Unit
    kind: Kind
    place: int

    def __str__(self) -> str:
        authority, sort, number = self.unit
        return f"Qz{authority.lower()}{sort}{in_letters(number)}{self.kind}{in_letters(self.place)}"


class Mint:
    """Makes words, each once."""

    def __init__(self) -> None:
        self.made: Counter[tuple[Unit, Kind]] = Counter()

    def word(self, unit: Unit, kind: Kind) -> str:
        """Return the next word of a family."""
        count = self.made[unit, kind]
        self.made[unit, kind] += 1
        return str(Word(unit, kind, count))


def in_letters(number: int) -> str:
    """Return a number below 17,576 as three letters."""
    if not 0 <= number < 26**3:
        raise ValueError(f"{number} does not fit three letters")
    return LETTERS[number // 676] + LETTERS[number // 26 % 26] + LETTERS[number % 26]


def from_letters(letters: str) -> int:
    """Return the number that three letters say."""
    first, second, third = (LETTERS.index(letter) for letter in letters.lower())
    return first * 676 + second * 26 + third


def words_in(text: str) -> set[Word]:
    """Return every such word of a text, however it is written."""
    return {
        Word(
            Unit(authority.upper(), sort.lower(), from_letters(number)),
            Kind(kind.lower()),
            from_letters(count),
        )
        for authority, sort, number, kind, count in WORD.findall(text)
    }
