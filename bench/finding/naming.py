"""Drawing names as often as they are borne: common ones by rank, rare ones put together."""

from __future__ import annotations

import random
from bisect import bisect
from functools import cache
from itertools import accumulate, product

from bench.finding.communities import COMMUNITIES, Community

FLATTENED_BY = (
    25  # ranks by which the law of frequencies is shifted, so that the first name is not half of all
)
MOST_RARE = 40_000
FEW = 3_000  # rare names; makings that give fewer may come twice in the middle


class Pool:
    """Names with how many of all bear each; one is drawn in the time of a bisection."""

    def __init__(self, common: list[str], rare: list[str], rare_share: float) -> None:
        self.names = common + rare
        weights = by_rank(len(common), share=1 - rare_share) + by_rank(len(rare), share=rare_share)
        self.sums = list(accumulate(weights))

    def draw(self, rng: random.Random) -> str:
        """Return a name by chance."""
        return self.names[bisect(self.sums, rng.random() * self.sums[-1], hi=len(self.names) - 1)]


def by_rank(count: int, *, share: float) -> list[float]:
    """Return falling shares of so many names, together so much: 1 / (rank + shift)."""
    raw = [1 / (rank + FLATTENED_BY) for rank in range(1, count + 1)]
    return [share * weight / sum(raw) for weight in raw] if raw else []


def rare_names(parts: tuple[str, ...], common: list[str]) -> list[str]:
    """Return the names that beginnings and endings give, in an order of chance."""
    pieces = [part.split(" ") if part.startswith(" ") else part.split() for part in parts]
    if len(pieces) == 3 and len(pieces[0]) * len(pieces[1]) * len(pieces[2]) < FEW:
        pieces.insert(1, pieces[1])
    made = {"".join(chosen) for chosen in product(*pieces)} - set(common)
    order = sorted(made)
    random.Random("rare").shuffle(order)
    return order[:MOST_RARE]


@cache
def family_names(community: Community) -> Pool:
    """Return the family names of a community."""
    common = community.families.split()
    return Pool(common, rare_names(community.family_parts, common), community.rare)


@cache
def given_names(community: Community, sex: str) -> Pool:
    """Return the given names of a community's girls or boys."""
    common = (community.girls if sex == "F" else community.boys).split()
    first, last = community.given_parts
    # the same makings serve girls and boys, each with their own half of the endings
    endings = last.split()[0 if sex == "F" else 1 :: 2]
    return Pool(common, rare_names((first, " ".join(endings)), common), 0.12)


@cache
def names_beginning_like(community: Community, sex: str, beginning: str) -> list[str]:
    """Return given names that begin alike: those that twins are given."""
    return [name for name in given_names(community, sex).names if name.startswith(beginning)]


SUMS_OF_COMMUNITIES = list(accumulate(one.share for one in COMMUNITIES))


def a_community(rng: random.Random) -> Community:
    """Return a community by how many families it has."""
    return COMMUNITIES[bisect(SUMS_OF_COMMUNITIES, rng.random() * SUMS_OF_COMMUNITIES[-1])]
