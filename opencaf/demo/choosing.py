"""Choices that look like chance and come out the same whenever the seed is the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def chooser(*parts: object) -> Random:
    """Return a source of choices of its own for whatever the parts name, so that one never shifts another."""
    return Random("/".join(str(part) for part in parts))


def chance(choose: Random, share: float) -> bool:
    """Whether something happens that happens in this share of cases."""
    return choose.random() < share


def weighted(choose: Random, weights: Mapping[T, float]) -> T:
    """Return one of the keys, by weight."""
    return choose.choices(list(weights), list(weights.values()))[0]


def some(choose: Random, options: Sequence[T], count: int) -> list[T]:
    """Return up to so many different options, in the order in which they stand."""
    taken = sorted(choose.sample(range(len(options)), min(count, len(options))))
    return [options[place] for place in taken]


def apportion(weights: Mapping[T, float], total: int) -> list[T]:
    """Return a list of this length in which each key stands as often as its weight asks."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    counts = {key: int(share) for key, share in exact.items()}
    by_remainder = sorted(exact, key=lambda key: counts[key] - exact[key])
    for key in by_remainder[: total - sum(counts.values())]:
        counts[key] += 1
    return [key for key, count in counts.items() for _ in range(count)]
