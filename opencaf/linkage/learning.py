"""New chances out of what was estimated and what people judged, and search weights out of these.

What is estimated on few pairs is drawn to what was known before, so that a handful of odd records changes
little; and no weight leaves the bounds around its shipped one. The weights of numbers are never
learnt: a number that is the very same goes before every look-alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log2

from opencaf.linkage.comparisons import COMPARISONS, DIFFERS, MISSING
from opencaf.linkage.model import LEAST_CHANCE, Chances, Model
from opencaf.people.weights import WEIGHTS, Weights

# As if so many pairs had been seen before that agree as the shipped chances say.
SEEN_BEFORE = 200
NEVER_LEARNT = ("nhs", "upn")
BOUNDS = (0.6, 1.5)
LEAST_THE_SAME = {"given": 0.2, "family": 0.5, "born": 0.5}
# Which level says what a search weight is worth: part, name, comparison, level.
SEARCH_WEIGHTS = (
    ("names", "given", "given", "same"),
    ("names", "family", "family", "same"),
    ("dates", "same", "born", "same"),
    ("dates", "turned", "born", "turned"),
    ("dates", "one_figure", "born", "one_figure"),
    ("dates", "differs", "born", "differs"),
    ("places", "same_postcode", "postcode", "same"),
    ("places", "nearby", "postcode", "sector"),
    ("places", "district", "postcode", "district"),
    ("places", "another_postcode", "postcode", "differs"),
)
# What must not be worth more than what stands before it.
FALLING = (
    ("dates", ("same", "turned", "one_figure")),
    ("places", ("same_postcode", "nearby", "district")),
)
Estimated = Mapping[str, Mapping[str, tuple[float | None, float | None]]]


@dataclass(frozen=True)
class Estimate:
    """Chances by comparison and level, of one child and of two; None where nothing could be estimated.

    pairs: about how many pairs of one child there are among the records, on which the first of them rest.
    """

    chances: Estimated
    pairs: float

    @property
    def is_of_one_child(self) -> bool:
        """Whether what was taken for pairs of one child are such.

        In records without duplicates the likest pairs are brothers and sisters: they share family and house,
        and their given names and dates of birth differ. Some twins are always among the pairs.
        """
        same = {name: self.chances[name]["same"][0] or 0.0 for name in LEAST_THE_SAME}
        return all(same[name] >= least for name, least in LEAST_THE_SAME.items())

    def apart_from_twins(self, before: Chances) -> Estimate:
        """Return this estimate with given names differing as often as before: that is never learnt.

        Twins agree in all but the given name, and cannot be told from a child whose name was changed.
        """
        levels = self.chances["given"]
        stays = before["given"][DIFFERS][0]
        alike = sum(same or 0.0 for level, (same, _) in levels.items() if level != DIFFERS)
        given = {
            level: (same and same * (1 - stays) / alike, other) for level, (same, other) in levels.items()
        }
        given[DIFFERS] = (stays, levels[DIFFERS][1])
        return Estimate({**self.chances, "given": given}, self.pairs)

    @property
    def of_two_alone(self) -> Estimate:
        """What was estimated without what it says of pairs of one child."""
        chances = {
            name: {level: (None, other) for level, (_, other) in levels.items()}
            for name, levels in self.chances.items()
        }
        return Estimate(chances, 0.0)


@dataclass(frozen=True)
class JudgedPair:
    """A pair with its levels of agreement by comparison, how probable it was, and what it came to be.

    by_person: whether somebody judged it, or removed the link.
    """

    levels: dict[str, str]
    probability: float
    is_same: bool
    by_person: bool


def learnt_model(before: Model, estimate: Estimate, judged: Iterable[JudgedPair]) -> Model:
    """Return a model with the chances that follow from an estimate and from what people judged."""
    counts = counted(judged)
    is_sound = estimate.is_of_one_child
    taken = estimate.apart_from_twins(before.chances) if is_sound else estimate.of_two_alone
    chances = {
        comparison.name: before.chances[comparison.name]
        if comparison.name in NEVER_LEARNT
        else learnt_levels(
            before.chances[comparison.name],
            taken.chances.get(comparison.name, {}),
            taken.pairs,
            counts.get(comparison.name, Counter()),
        )
        for comparison in COMPARISONS
    }
    return replace(before, chances=chances)


def counted(judged: Iterable[JudgedPair]) -> dict[str, Counter[str]]:
    """Return how often each level was met in pairs that are one child."""
    found: dict[str, Counter[str]] = {}
    for pair in judged:
        if pair.is_same:
            for name, level in pair.levels.items():
                if level != MISSING:
                    found.setdefault(name, Counter())[level] += 1
    return found


def learnt_levels(
    before: Mapping[str, tuple[float, float]],
    estimated: Mapping[str, tuple[float | None, float | None]],
    pairs: float,
    counts: Counter[str],
) -> dict[str, tuple[float, float]]:
    """Return the chances of the levels of one comparison, whose bits stay within bounds of those before."""
    same, other = {}, {}
    for level, (same_before, other_before) in before.items():
        same_now, other_now = estimated.get(level, (None, None))
        same[level] = SEEN_BEFORE * same_before + counts[level]
        same[level] += pairs * (same_before if same_now is None else same_now)
        other[level] = other_before if other_now is None else other_now
    return {
        level: (share(same, level), bounded(share(same, level), share(other, level), pair))
        for level, pair in before.items()
    }


def bounded(same: float, other: float, before: tuple[float, float]) -> float:
    """Return the chance among records of two children with which the bits stay within their bounds."""
    bits = within_bounds(log2(same / other), log2(before[0] / before[1]))
    return float(same / 2**bits)


def within_bounds(bits: float, usual: float) -> float:
    """Return bits that are at least and at most so many times the usual ones, with their sign."""
    low, high = sorted((usual * BOUNDS[0], usual * BOUNDS[1]))
    return min(high, max(low, bits))


def share(values: Mapping[str, float], key: str) -> float:
    """Return one value as a share of all."""
    return max(values[key], LEAST_CHANCE) / sum(max(value, LEAST_CHANCE) for value in values.values())


def search_weights(model: Model, shipped: Weights = WEIGHTS) -> dict[str, dict[str, float]]:
    """Return the weights of the search that follow from a model: within bounds, and in their order."""
    learnt: dict[str, dict[str, float]] = {}
    for part, name, comparison, level in SEARCH_WEIGHTS:
        usual = float(getattr(getattr(shipped, part), name))
        bits = within_bounds(model.bits(comparison, level), usual)
        learnt.setdefault(part, {})[name] = round(bits, 2)
    for part, names in FALLING:
        for above, below in pairwise(names):
            learnt[part][below] = min(learnt[part][below], learnt[part][above])
    return learnt
