"""Drawing a sample that can be drawn again, and giving each paper to two who were never involved."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping, Sequence

Ids = list[uuid.UUID]


def drawn(strata: Mapping[str, Sequence[uuid.UUID]], *, size: int, seed: int) -> Ids:
    """Return a random sample, each stratum with its share; the same cases and seed give the same again.

    The order of the sample tells nothing of the strata.
    """
    chance = random.Random(seed)  # noqa: S311 - to be drawn again, not to be unguessable
    shares = shares_of({name: len(ids) for name, ids in strata.items()}, size)
    found = [one for name in sorted(strata) for one in chance.sample(sorted(strata[name]), shares[name])]
    chance.shuffle(found)
    return found


def shares_of(counts: Mapping[str, int], size: int) -> dict[str, int]:
    """Return how many are drawn of each stratum: by their size, the largest remainders first."""
    whole = sum(counts.values())
    wanted = min(size, whole)
    exact = {name: wanted * count / whole for name, count in counts.items()} if whole else {}
    shares = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (shares[name] - exact[name], name))
    for name in by_remainder[: wanted - sum(shares.values())]:
        shares[name] += 1
    return shares


def pairs_for(
    papers: Sequence[uuid.UUID], scorers: Sequence[uuid.UUID], involved: Mapping[uuid.UUID, set[uuid.UUID]]
) -> dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID] | None]:
    """Return two scorers for each paper who were never involved, sharing the load; None where there are none.

    Papers with the fewest free scorers are given first.
    """
    load = dict.fromkeys(scorers, 0)
    free = {paper: [one for one in scorers if one not in involved.get(paper, set())] for paper in papers}
    pairs: dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID] | None] = {}
    for paper in sorted(papers, key=lambda one: len(free[one])):
        chosen = sorted(free[paper], key=lambda one: load[one])[:2]
        if len(chosen) < 2:
            pairs[paper] = None
            continue
        for one in chosen:
            load[one] += 1
        pairs[paper] = (chosen[0], chosen[1])
    return pairs
