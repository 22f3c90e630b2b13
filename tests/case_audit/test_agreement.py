"""The score of a case and Cohen's kappa, beside an independent library and worked by hand."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from opencaf.case_audit.agreement import GRADES, YES_NO, agreement, score_of

VALUES = st.sampled_from(["yes", "partly", "no", "na"])


@pytest.mark.parametrize(
    ("values", "score"),
    [
        (["yes"] * 39, Fraction(100)),
        (["no"] * 39, Fraction(0)),
        (["na"] * 39, None),
        ([], None),
        (["yes", "na", "na"], Fraction(100)),
        (["yes", "partly"], Fraction(50)),  # partly filled counts as no
        (["yes"] * 20 + ["no"] * 10 + ["na"] * 9, Fraction(200, 3)),  # 20 × 100 / (39 - 9)
    ],
)
def test_the_score_is_yes_of_what_applies(values: list[str], score: Fraction | None) -> None:
    assert score_of(values) == score


@given(st.lists(VALUES, max_size=45))
def test_a_score_is_of_100_whatever_does_not_apply(values: list[str]) -> None:
    score = score_of(values)

    assert score == score_of([one for one in values if one != "na"])
    assert (score is None) == all(one == "na" for one in values)
    assert score is None or 0 <= score <= 100


@pytest.mark.parametrize(("answers", "in_order"), [(YES_NO, False), (GRADES, True), (GRADES, False)])
@pytest.mark.parametrize("seed", range(25))
def test_kappa_and_its_interval_are_those_of_statsmodels(
    answers: tuple[str, ...], in_order: bool, seed: int
) -> None:
    chance = random.Random(seed)
    pairs = [(one, chance.choice([one, *answers])) for one in chance.choices(answers, k=20 + seed * 9)]
    table = [[pairs.count((one, other)) for other in answers] for one in answers]
    theirs = cohens_kappa(table, wt="linear" if in_order else None)

    ours = agreement(pairs, answers, in_order=in_order)

    assert ours.kappa == pytest.approx(theirs.kappa, abs=1e-9)
    assert ours.low == pytest.approx(max(theirs.kappa_low, -1), abs=1e-6)
    assert ours.high == pytest.approx(min(theirs.kappa_upp, 1), abs=1e-6)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(GRADES), st.sampled_from(GRADES)), max_size=30), st.booleans())
def test_kappa_is_a_number_within_its_interval_or_says_why_not(
    pairs: list[tuple[str, str]], in_order: bool
) -> None:
    found = agreement(pairs, GRADES, in_order=in_order)

    if found.kappa is None:
        assert found.why
        return
    assert found.low is not None
    assert found.high is not None
    assert -1 - 1e-9 <= found.low <= found.kappa + 1e-9
    assert found.kappa - 1e-9 <= found.high <= 1 + 1e-9
    assert not math.isnan(found.kappa)


def test_kappa_by_hand() -> None:
    # both yes 20, both no 15, apart 5 and 10: seen 0.7, by chance 0.5 × 0.6 + 0.5 × 0.4 = 0.5
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15

    found = agreement(pairs, YES_NO)

    assert (found.compared, found.same) == (50, 35)
    assert found.kappa == pytest.approx(0.4)


def test_degenerate_cases_are_said_in_words() -> None:
    assert agreement([], YES_NO).in_words == "Nothing was scored by two yet."
    assert "kappa says nothing" in agreement([("yes", "yes")] * 9, YES_NO).in_words
    assert agreement([("yes", "no")] * 9, YES_NO).kappa == 0
