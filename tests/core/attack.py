"""An attacker who reads every figure shown and knows the rules: which worlds are left?

They know how figures are rounded and hidden, and that what is hidden for its own sake is small. They search
all whole numbers that fit every sum they were shown, for one table and for several that share people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Atom = tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """What a figure tells: that the atoms it counts come to a number in a range."""

    atoms: frozenset[Atom]
    least: int
    most: int


def can_be(told: Sequence[Told], target: frozenset[Atom], value: int, *, most: int) -> bool:
    """Whether some world fits all that was told and has this value; none of its atoms is larger than most."""
    sums = [*told, Told(target, value, value)]
    atoms = sorted({atom for one in sums for atom in one.atoms})
    return solve(dict.fromkeys(atoms, (0, most)), sums)


def solve(bounds: dict[Atom, tuple[int, int]], sums: Sequence[Told]) -> bool:
    """Whether whole numbers fit: narrow the bounds, then try the values of one atom after another."""
    narrowed = narrow(dict(bounds), sums)
    if narrowed is None:
        return False
    open_ones = [atom for atom, (low, high) in narrowed.items() if low < high]
    if not open_ones:
        return True
    atom = min(open_ones, key=lambda one: narrowed[one][1] - narrowed[one][0])
    low, high = narrowed[atom]
    return any(solve({**narrowed, atom: (value, value)}, sums) for value in range(low, high + 1))


def narrow(bounds: dict[Atom, tuple[int, int]], sums: Iterable[Told]) -> dict[Atom, tuple[int, int]] | None:
    """Return the bounds that are left when each sum is held against its atoms; None where nothing fits."""
    is_settled = False
    while not is_settled:
        is_settled = True
        for one in sums:
            lows = sum(bounds[atom][0] for atom in one.atoms)
            highs = sum(bounds[atom][1] for atom in one.atoms)
            if lows > one.most or highs < one.least:
                return None
            for atom in one.atoms:
                low, high = bounds[atom]
                new = max(low, one.least - (highs - high)), min(high, one.most - (lows - low))
                if new[0] > new[1]:
                    return None
                if new != (low, high):
                    bounds[atom] = new
                    lows, highs = lows + new[0] - low, highs + new[1] - high
                    is_settled = False
    return bounds


def left_for(told: Sequence[Told], target: frozenset[Atom], values: Iterable[int], *, most: int) -> list[int]:
    """Return which of some values the attacker cannot rule out."""
    return [value for value in values if can_be(told, target, value, most=most)]
