"""What a register teaches about names: which are given names, which family names, how they are spelt."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from opencaf.people.name_keys import FORMS_OF
from opencaf.registers.wording import plain

PREFIXES = ("O'", "D'", "N'", "Mc", "Mac", "Fitz")
SHOUTED = re.compile(r"[^\W\d_]{2,}")


@dataclass
class Lexicon:
    """Counts of words as given and as family names, and their spellings in mixed case."""

    given: Counter[str] = field(default_factory=Counter)
    family: Counter[str] = field(default_factory=Counter)
    staff: Counter[str] = field(default_factory=Counter)
    women: Counter[str] = field(default_factory=Counter)
    men: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def learn(self, given: str, family: str, sex: str = "") -> None:
        """Take note of a name of which it is known which part is which."""
        for word in words_in(given):
            self.given[plain(word)] += 1
            if sex:
                (self.women if sex == "F" else self.men)[plain(word)] += 1
        if family.strip():
            self.family[plain(family)] += 1
            for word in words_in(family):
                self.family[plain(word)] += 1
        for word in re.findall(r"[^\s,&+/()]+", f"{given} {family}"):
            self.note_spelling(word)

    def note_spelling(self, word: str) -> None:
        """Take note of how a word is spelt where it is not all capitals or all small."""
        if not word.isupper() and not word.islower():
            self.spellings[word.casefold()][word] += 1

    def leaning(self, word: str) -> float:
        """Return from -1 (a family name) to 1 (a given name) what a word is here; 0 if unknown."""
        key = plain(word)
        given, family = self.given[key] + self.staff[key], self.family[key]
        if not given and not family:
            return 0.3 if key in FORMS_OF else 0.0
        return (given - family) / (given + family)

    def is_family(self, word: str) -> bool:
        """Whether a word is known as a family name rather than a given one."""
        return self.leaning(word) < 0

    def is_given(self, word: str) -> bool:
        """Whether a word is known as a given name rather than a family one."""
        return self.leaning(word) > 0

    def sex_of(self, given: str) -> str:
        """Return F or M where a given name is known as one's alone, or nearly."""
        first = next(iter(words_in(given)), "")
        women, men = self.women[plain(first)], self.men[plain(first)]
        if women > 4 * men:
            return "F"
        return "M" if men > 4 * women else ""

    def cased(self, name: str) -> str:
        """Return a name in the letters of names: as spelt elsewhere where it is all capitals or small."""
        return " ".join(self.cased_word(word) for word in name.split())

    def cased_word(self, word: str) -> str:
        """Return one word of a name in the letters of names."""
        if not (word.isupper() or word.islower()) or len(word) < 2:
            return word if len(word) > 1 or not word.islower() else word.upper()
        known = self.spellings.get(word.casefold())
        if known:
            return known.most_common(1)[0][0]
        return "-".join(capital(part) for part in word.split("-"))


def capital(part: str) -> str:
    """Return a part of a name with capitals where they belong."""
    low = part.lower().replace("\u2019", "'")
    for prefix in PREFIXES[:4]:
        if low.startswith(prefix.lower()) and len(low) > len(prefix):
            return prefix + low[len(prefix) :].capitalize()
    return (
        low.capitalize()
        if "'" not in low
        else "'".join([low.split("'")[0].capitalize(), low.split("'", 1)[1]])
    )


def words_in(name: str) -> list[str]:
    """Return the words of a name."""
    return [word for word in re.split(r"[\s,&+/]+", name) if len(word) > 1]
