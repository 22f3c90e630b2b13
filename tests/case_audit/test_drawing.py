"""Drawing: the same again from the same seed, each stratum its share, and nobody near a case they know."""

from __future__ import annotations

import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from opencaf.case_audit.drawing import drawn, pairs_for, shares_of

COUNTS = st.dictionaries(st.text("abcde", min_size=1, max_size=2), st.integers(0, 30), max_size=6)


def ids(count: int) -> list[uuid.UUID]:
    return [uuid.uuid4() for _ in range(count)]


@settings(max_examples=60)
@given(COUNTS, st.integers(1, 60))
def test_every_stratum_has_its_share(counts: dict[str, int], size: int) -> None:
    shares = shares_of(counts, size)
    whole = sum(counts.values())

    assert sum(shares.values()) == min(size, whole)
    for name, share in shares.items():
        assert abs(share - min(size, whole) * counts[name] / whole) < 1
        assert share <= counts[name]


def test_the_same_seed_draws_the_same_whatever_the_order() -> None:
    there = {"school": ids(30), "health": ids(10)}
    turned = {name: list(reversed(there[name])) for name in reversed(there)}

    one = drawn(there, size=12, seed=7)

    assert one == drawn(turned, size=12, seed=7)
    assert one != drawn(there, size=12, seed=8)
    assert len(set(one) & set(there["school"])) == 9
    assert len(set(one)) == 12


def test_no_paper_goes_to_who_was_involved_and_the_load_is_shared() -> None:
    papers, (ann, ben, cat) = ids(12), ids(3)
    involved = {papers[0]: {ann}, papers[1]: {ann, ben}}

    pairs = pairs_for(papers, [ann, ben, cat], involved)

    assert pairs[papers[0]] in {(ben, cat), (cat, ben)}
    assert pairs[papers[1]] is None
    given_to = [one for pair in pairs.values() if pair for one in pair]
    assert len(given_to) == 22
    assert max(map(given_to.count, (ann, ben, cat))) - min(map(given_to.count, (ann, ben, cat))) <= 1


@settings(max_examples=40)
@given(st.data())
def test_nobody_scores_a_case_they_know_whatever_is_known(data: st.DataObject) -> None:
    papers, people = ids(data.draw(st.integers(1, 8))), ids(data.draw(st.integers(2, 5)))
    involved = {paper: set(data.draw(st.lists(st.sampled_from(people)))) for paper in papers}

    for paper, pair in pairs_for(papers, people, involved).items():
        if pair is None:
            assert len(set(people) - involved[paper]) < 2
        else:
            assert len(set(pair) - involved[paper]) == 2
