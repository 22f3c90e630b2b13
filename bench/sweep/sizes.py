"""How much a sweep holds, and how much everybody looks at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """How much one person looks at: pages of cases, of any other route, and questions asked of one path."""

    of_cases: int = 60
    a_route: int = 60
    variants: int = 8


@dataclass(frozen=True)
class Extent:
    """How many addresses of others are tried for each route, how many families are searched for, who looks.

    Everybody looks in the first so many authorities, of the others only who looks in from outside.
    """

    tried: int
    families: int
    whole: int


@dataclass(frozen=True)
class Size:
    """How much there is, and how much everybody looks at."""

    authorities: str
    children: int
    episodes: int
    bounds: Bounds
    extent: Extent


FULL = Size(
    "ABCD", 600, 250, Bounds(of_cases=300, a_route=60, variants=20), Extent(tried=4, families=20, whole=4)
)
SMALL = Size("AC", 24, 20, Bounds(of_cases=24, a_route=5, variants=4), Extent(tried=1, families=2, whole=1))
