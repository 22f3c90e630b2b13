"""How alike names are: of one word to another, and of the words typed to a given and a family name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import permutations
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from opencaf.people.name_keys import are_forms_of_one_name, codes
from opencaf.people.spelling import LEAST_OF_A_SKELETON, skeleton
from opencaf.people.weights import WEIGHTS

LIKENESS = WEIGHTS.likeness
NAMES = WEIGHTS.names
AGREES = 0.5
# Words less near than this (Jaro-Winkler) have nothing in common that is worth a closer look.
LEAST_NEARNESS = 0.5
LEAST_TO_SPELL = 4
LEAST_FOR_TWO_SLIPS = 6
LEAST_OF_A_BEGINNING = 3


class NameFit(NamedTuple):
    """What a name is worth, with the likeness of both parts; None where a part was not compared."""

    score: float = 0.0
    given: float | None = None
    family: float | None = None
    used: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the name that was typed is that of the record, wrongly spelt perhaps."""
        compared = [part for part in (self.given, self.family) if part is not None]
        return bool(compared) and min(compared) >= AGREES

    @property
    def reasons(self) -> tuple[str, ...]:
        """What agrees, in words."""
        if self.given == self.family == 1.0:
            return ("same name",)
        return (*said(self.given, "given name"), *said(self.family, "family name"))

    @property
    def doubts(self) -> tuple[str, ...]:
        """What does not fit, in words."""
        parts = ((self.given, "another given name"), (self.family, "another family name"))
        return tuple(words for likeness, words in parts if likeness == 0)


NO_NAME = NameFit()


def said(alike: float | None, what: str) -> tuple[str, ...]:
    """Return a likeness as a reason in words."""
    if not alike:
        return ()
    if alike == 1.0:
        return (f"same {what}",)
    if alike == LIKENESS.short_form:
        return (f"{what} is a short or long form",)
    heard = (LIKENESS.same_consonants, LIKENESS.sounds_alike)
    return (f"{what} sounds alike",) if alike in heard else (f"{what} is written alike",)


def likeness(word: str, name: str, *, is_given: bool = False) -> float:
    """Return from 0 (differs) to 1 (the same) how alike two plain words are."""
    if not word or not name:
        return 0.0
    if word == name:
        return 1.0
    if is_given and are_forms_of_one_name(word, name):
        return float(LIKENESS.short_form)
    nearness = JaroWinkler.similarity(word, name)
    if nearness < LEAST_NEARNESS:
        return 0.0
    return max(
        spelt_alike(word, name, nearness), sounding_alike(word, name, nearness), beginning_alike(word, name)
    )


def spelt_alike(word: str, name: str, nearness: float) -> float:
    """Return how alike two words are letter by letter."""
    if nearness >= 0.93:
        return float(LIKENESS.nearly)
    shorter = min(len(word), len(name))
    slips = OSA.distance(word, name, score_cutoff=2)
    if slips == 1 and shorter >= LEAST_TO_SPELL:
        return float(LIKENESS.one_letter)
    if nearness >= 0.88:
        return float(LIKENESS.written_alike)
    if slips == 2 and shorter >= LEAST_FOR_TWO_SLIPS:
        return float(LIKENESS.two_letters)
    is_somewhat = nearness >= 0.8 or (slips == 1 and shorter == LEAST_TO_SPELL - 1)
    return float(LIKENESS.somewhat) if is_somewhat else 0.0


def sounding_alike(word: str, name: str, nearness: float) -> float:
    """Return how alike two words sound."""
    bones = skeleton(word)
    if len(bones) >= LEAST_OF_A_SKELETON and bones == skeleton(name):
        return float(LIKENESS.same_consonants)
    if not sounds(word) & sounds(name):
        return 0.0
    return float(LIKENESS.sounds_alike if nearness >= 0.7 else LIKENESS.somewhat)


@lru_cache(maxsize=65536)
def sounds(word: str) -> frozenset[str]:
    """Return the sound codes of one word, without those of its short forms."""
    return frozenset(codes([word], with_forms=False))


def beginning_alike(word: str, name: str) -> float:
    """Return what it is worth that one word is the beginning of the other."""
    shorter, longer = sorted((word, name), key=len)
    begins = len(shorter) >= LEAST_OF_A_BEGINNING and longer.startswith(shorter)
    return float(LIKENESS.begins_alike) if begins else 0.0


class NameMatcher:
    """Compares the words typed with many names; what was compared once is remembered.

    rarity: the bits of a word as a given and as a family name, where it is known how many bear it. weights:
    what names are worth.
    """

    def __init__(
        self,
        words: Sequence[str],
        *,
        given: Sequence[str] = (),
        family: Sequence[str] = (),
        rarity: Mapping[str, tuple[float, float]] | None = None,
        weights: Any = NAMES,
    ) -> None:
        self.words, self.weights = tuple(words), weights
        self.given, self.family = frozenset(given), frozenset(family)
        self.rarity = rarity or {}
        self.fits: dict[tuple[str, str], NameFit] = {}
        self.alike: dict[tuple[str, str, bool], float] = {}

    def fit(self, given: str, family: str) -> NameFit:
        """Return how well the words, in any order, fit a given and a family name."""
        found = self.fits.get((given, family))
        if found is None:
            found = self.fits[given, family] = self.compare(given, family)
        return found

    def compare(self, given: str, family: str) -> NameFit:
        """Compare every choice of two words; one word may be either name."""
        if not self.words:
            return NO_NAME
        if len(self.words) == 1:
            return self.fit_of_one(self.words[0], given, family)
        pairs = (self.fit_of_pair(*pair, given, family) for pair in permutations(self.words, 2))
        return max(pairs, key=score_of)

    def fit_of_one(self, word: str, given: str, family: str) -> NameFit:
        """Return the better of the two: the word as a family name, or as a given name."""
        as_family, as_given = self.likeness(word, family), self.likeness(word, given, is_given=True)
        if as_family >= as_given and word not in self.given:
            score = self.worth(as_family, word, is_given=False)
            return NameFit(score, None, as_family, (word,))
        return NameFit(self.worth(as_given, word, is_given=True), as_given, None, (word,))

    def fit_of_pair(self, as_given: str, as_family: str, given: str, family: str) -> NameFit:
        """Return how well two chosen words fit as given and family name."""
        of_family = self.likeness(as_family, family)
        of_given = self.likeness(as_given, given, is_given=True) if given else None
        score = self.worth(of_family, as_family, is_given=False) if family else 0.0
        if of_given is not None:
            score += self.worth(of_given, as_given, is_given=True)
        if self.is_swapped(as_given, as_family):
            score += self.weights.swapped
        return NameFit(score, of_given, of_family if family else None, (as_given, as_family))

    def is_swapped(self, as_given: str, as_family: str) -> bool:
        """Whether words were typed into the fields of the other name."""
        swapped_given = as_given in self.family and as_given not in self.given
        return swapped_given or (as_family in self.given and as_family not in self.family)

    def likeness(self, word: str, name: str, *, is_given: bool = False) -> float:
        """Return how alike two words are, remembered."""
        key = (word, name, is_given)
        found = self.alike.get(key)
        if found is None:
            found = self.alike[key] = likeness(word, name, is_given=is_given)
        return found

    def worth(self, alike: float, word: str, *, is_given: bool) -> float:
        """Return what a likeness adds or takes away; how rare a name is counts where it is the same."""
        if not alike:
            return float(self.weights.differs)
        bits = self.bits(word, is_given=is_given) if alike == 1.0 else self.plain_bits(is_given=is_given)
        return alike * bits

    def bits(self, word: str, *, is_given: bool) -> float:
        """Return what it is worth that a name is this word."""
        known = self.rarity.get(word)
        return known[0 if is_given else 1] if known else self.plain_bits(is_given=is_given)

    def plain_bits(self, *, is_given: bool) -> float:
        """Return what a name is worth of which it is not known how many bear it."""
        return float(self.weights.given if is_given else self.weights.family)

    def best_possible(self) -> float:
        """Return the score of a record of exactly this name."""
        if len(self.words) < 2:
            choices = [self.bits(word, is_given=side) for word in self.words for side in (True, False)]
            return max(choices, default=0.0)
        pairs = permutations(self.words, 2)
        return max(self.bits(one, is_given=True) + self.bits(two, is_given=False) for one, two in pairs)


def score_of(one: NameFit) -> float:
    """Return the score, for sorting."""
    return one.score
