"""How much each agreement says that two records are of one child: chances, as data, and bits made of them.

linkage_model.toml holds the shipped chances; an authority may learn its own (manage.py learn_match_weights).
The same data serve every backend of Splink.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("linkage_model.toml")
# Of each level: among records of one child, among records of two children.
Chances = dict[str, dict[str, tuple[float, float]]]
LEAST_CHANCE = 1e-9


@dataclass(frozen=True)
class Model:
    """The chances of each level of agreement, and from which probability a pair is certain or doubtful."""

    chances: Chances
    certain: float
    doubtful: float
    lead: float
    overlap: float

    def bits(self, comparison: str, level: str) -> float:
        """Return what a level adds to or takes from the evidence; nothing where one side says nothing."""
        if level == "missing":
            return 0.0
        same, other = self.chances[comparison][level]
        return log2(max(same, LEAST_CHANCE) / max(other, LEAST_CHANCE))

    def prior(self, size: int) -> float:
        """Return the chance that two records taken at random are of one child; size: of the larger side."""
        return self.overlap / max(size, LEAST_SIZE)

    def as_data(self) -> dict[str, Any]:
        """Return what model_of takes."""
        thresholds = {name: getattr(self, name) for name in THRESHOLDS}
        levels = {
            name: {level: list(pair) for level, pair in of.items()} for name, of in self.chances.items()
        }
        return {"thresholds": thresholds, "chances": levels}


THRESHOLDS = ("certain", "doubtful", "lead", "overlap")
# So few people are nobody's whole population: a child of a register may be none of them.
LEAST_SIZE = 10_000


def model_of(data: Mapping[str, Any]) -> Model:
    """Return a model from its data. Raises KeyError or TypeError for a part that is missing or not known."""
    chances = {
        name: {level: (float(same), float(other)) for level, (same, other) in levels.items()}
        for name, levels in data["chances"].items()
    }
    return Model(chances=chances, **{name: float(value) for name, value in data["thresholds"].items()})


def shipped_model() -> Model:
    """Return the model that comes with the program."""
    with FILE.open("rb") as opened:
        return model_of(tomllib.load(opened))


def probability(bits: float) -> float:
    """Return the probability that goes with evidence in bits, the prior included."""
    if bits > 60:
        return 1.0
    odds = float(2**bits)
    return odds / (1 + odds)


def bits_of(chance: float) -> float:
    """Return the evidence that goes with a probability."""
    return log2(chance / (1 - chance))
