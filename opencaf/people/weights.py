"""The weights of matching are data: match_weights.toml says what each agreement is worth."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
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
