"""What is shown of answers, and what is never shown: too few, of this month, of one's own cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from statsmodels.stats.proportion import proportion_confint

from opencaf.agencies.models import Practitioner
from opencaf.episodes.operations.team import join_team
from opencaf.voices.codes import Moment
from opencaf.voices.hiding import batches_until, shown_groups
from opencaf.voices.queries.results import heard_until, results_of, years_heard
from opencaf.voices.queries.words import words_to
from opencaf.voices.shares import share_of
from tests.factories.voices import WORDS, heard, make_asked, say
from tests.voices.world import cases_of

ActingAs = Callable[[Practitioner], Any]
quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(some.integers(1, 400).flatmap(lambda n: some.tuples(some.integers(0, n), some.just(n))))
def test_a_share_has_wilsons_interval(counted: tuple[int, int]) -> None:
    share = share_of(*counted)

    low, high = proportion_confint(*counted, alpha=0.05, method="wilson")
    assert (share.low, share.high) == pytest.approx((low, high), abs=1e-9)


def test_a_share_of_nobody_is_none() -> None:
    for good, of in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="is no share"):
            share_of(good, of)


@quick
@given(
    some.dictionaries(some.text("abcdef", min_size=1, max_size=1), some.integers(0, 12)), some.integers(2, 8)
)
def test_no_group_that_is_shown_or_left_over_is_small(numbers: dict[str, int], below: int) -> None:
    shown = shown_groups(numbers, below)

    assert all(numbers[group] == 0 or numbers[group] >= below for group in shown)
    left = sum(number for group, number in numbers.items() if group not in shown)
    assert left == 0 or left >= below or sum(numbers.values()) < below


@quick
@given(some.lists(some.integers(1, 9), max_size=12), some.integers(2, 8))
def test_answers_are_added_with_enough_others(numbers: list[int], below: int) -> None:
    months = [
        (dt.date(2020 + place // 12, place % 12 + 1, 1), number) for place, number in enumerate(numbers)
    ]

    ends = [batches_until(months[:length], below) for length in range(len(months) + 1)]

    before, total = None, {None: 0}
    for month, _ in months:
        total[month] = sum(number for one, number in months if one <= month)
    for end in ends:
        assert end == before or total[end] - total[before] >= below
        before = end


def test_results_are_counted_by_question_and_moment(
    alice: Practitioner, coordinator: Practitioner, acting_as: ActingAs, today: dt.date
) -> None:
    cases = cases_of(alice, 11)
    with acting_as(coordinator):
        heard(cases[:6], by=coordinator)
        heard(cases[6:], by=coordinator, step=1, moment=Moment.CLOSING)

        (listened,) = [one for one in results_of(coordinator, "child") if one.code == "listened"]

        assert (listened.number, listened.counts) == (11, [5, 0, 6])
        assert listened.share is not None
        assert (listened.share.good, listened.share.all) == (6, 11)
        told = {one.label: one.number for one in listened.by_moment}
        assert told == {"First meeting": 0, "First review": 6, "Closing": 5, "Three months after closing": 0}
        at_closing = results_of(coordinator, "child", "closing")[0]
        assert (at_closing.number, at_closing.counts) == (5, [5, 0, 0])
        assert results_of(coordinator, "child", "2026")[0].number == 11
        assert years_heard(coordinator, "child") == [2026]


def test_fewer_than_the_minimum_are_not_shown_nor_left_over(
    alice: Practitioner, coordinator: Practitioner, acting_as: ActingAs, today: dt.date
) -> None:
    cases = cases_of(alice, 9)
    with acting_as(coordinator):
        heard(cases[:6], by=coordinator)
        heard(cases[6:], by=coordinator, step=1, moment=Moment.CLOSING)

        whole = results_of(coordinator, "child")[0]

        assert whole.number == 9
        assert {one.label: one.number for one in whole.by_moment if one.number != 0} == {
            "First review": None,  # else the three at closing were what it leaves
            "Closing": None,
        }
        assert results_of(coordinator, "child", "review")[0].number is None


def test_four_answers_are_no_result_and_no_words(
    alice: Practitioner, coordinator: Practitioner, acting_as: ActingAs, today: dt.date
) -> None:
    cases = cases_of(alice, 5)
    with acting_as(coordinator):
        heard(cases[:4], by=coordinator)

        assert all(one.number is None for one in results_of(coordinator, "child"))
        assert [one.answers for one in words_to(coordinator, "child")] == [[]]
        heard(cases[4:], by=coordinator)
        assert len(words_to(coordinator, "child")[0].answers) == 5


def test_nothing_of_this_month_is_shown(
    alice: Practitioner, coordinator: Practitioner, acting_as: ActingAs, today: dt.date
) -> None:
    with acting_as(coordinator):
        for case in cases_of(alice, 5):
            say(make_asked(case, by=coordinator), by=coordinator, on=today)

        assert heard_until(coordinator, "child") is None
        assert results_of(coordinator, "child")[0].number is None


def test_the_minimum_is_the_authoritys(
    alice: Practitioner, coordinator: Practitioner, acting_as: ActingAs, today: dt.date
) -> None:
    with acting_as(coordinator):
        heard(cases_of(alice, 6), by=coordinator)
        coordinator.authority.small_numbers_below = 7

        assert results_of(coordinator, "child")[0].number is None


def test_a_coordinator_who_worked_with_a_case_hears_the_others_alone(
    alice: Practitioner, coordinator: Practitioner, acting_as: ActingAs, today: dt.date
) -> None:
    cases = cases_of(alice, 7)
    with acting_as(coordinator):
        heard(cases, by=coordinator)
    join_team(episode=cases[3], who=coordinator, joined_on=today, by=alice)

    with acting_as(coordinator):
        assert results_of(coordinator, "child")[0].number == 6
        words = {answer.words for answer in words_to(coordinator, "child")[0].answers}
    assert f"{WORDS} 3" not in words
    assert len(words) == 6


def test_whoever_left_the_team_still_hears_nothing_of_it(
    alice: Practitioner, coordinator: Practitioner, acting_as: ActingAs, today: dt.date
) -> None:
    cases = cases_of(alice, 6)
    with acting_as(coordinator):
        heard(cases, by=coordinator)
    member = join_team(episode=cases[0], who=coordinator, joined_on=today - dt.timedelta(days=9), by=alice)
    member.left_on = today
    member.save()

    with acting_as(coordinator):
        assert results_of(coordinator, "child")[0].number == 5
