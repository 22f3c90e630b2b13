"""How rare the words of a name are among the children here: a common name says less of who is meant."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from opencaf.people.queries.existence import rows_of
from opencaf.people.weights import WEIGHTS

NAMES = WEIGHTS.names
# The word that says how many children were counted.
EVERYBODY = ""
LEAST_COUNTED = 1000
SURELY_TYPED_RIGHT = 0.9
WORDS = "people_nameword where key = any(%s) and word = key"


def rarity_of(words: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return the bits of each word as a given and as a family name.

    Nothing where too few children were counted, and none of a word that nobody bore when it was counted.
    """
    if not words:
        return {}
    counted = {row[0]: row[1:] for row in rows_of(WORDS, [[EVERYBODY, *words]], "word, given, family")}
    total, _ = counted.pop(EVERYBODY, (0, 0))
    if total < LEAST_COUNTED:
        return {}
    return {word: (bits(given, total), bits(family, total)) for word, (given, family) in counted.items()}


def bits(bearers: int, total: int) -> float:
    """Return what it is worth that a name is one which so many bear."""
    share = max(bearers, 1) / total
    return float(min(NAMES.most, max(NAMES.least, log2(SURELY_TYPED_RIGHT / share))))
