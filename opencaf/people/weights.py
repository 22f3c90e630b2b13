"""The weights of matching are data: match_weights.toml says what each agreement is worth.

An authority may learn its own for some of them (LearntWeights); those of the file stand for the rest.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

FILE = Path(__file__).with_name("match_weights.toml")


@dataclass(frozen=True)
class Weights:
    """The weights by what they are about; each a name of the file, in bits or as a share of them."""

    names: Any
    likeness: Any
    dates: Any
    places: Any
    numbers: Any
    people: Any


def read_weights(file: Path = FILE) -> Weights:
    """Return the weights of a file. Raises TypeError for a part that is missing or not known."""
    with file.open("rb") as opened:
        return Weights(**{part: SimpleNamespace(**values) for part, values in tomllib.load(opened).items()})


WEIGHTS = read_weights()


def with_learnt(learnt: Mapping[str, Mapping[str, float]], shipped: Weights = WEIGHTS) -> Weights:
    """Return the shipped weights with learnt ones in their place; KeyError for one that is not known."""
    parts = {}
    for part, values in learnt.items():
        known = vars(getattr(shipped, part))
        unknown = set(values) - set(known)
        if unknown:
            raise KeyError(f"{part} has no weight {sorted(unknown)[0]}")
        parts[part] = SimpleNamespace(**{**known, **values})
    return replace(shipped, **parts)
