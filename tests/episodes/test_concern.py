"""What moved between two occasions, worked out by hand."""

import datetime as dt

import pytest

from opencaf.episodes.concern import (
    NOT_ASKED,
    Answer,
    Movement,
    answer_of,
    movement,
    movements,
    sentence,
    since_words,
)

# before, after, what happened: worked by hand from the meaning of each word
WORKED = [
    ("4", "2", "better"),
    ("1", "0", "better"),
    ("0", "1", "worse"),
    ("2", "5", "worse"),
    ("3", "3", "same"),
    ("0", "0", "same"),
    ("dont_know", "0", "newly_known"),
    ("not_asked", "4", "newly_known"),
    ("not_my_area", "2", "newly_known"),
    ("not_relevant", "2", "became_relevant"),
    ("0", "dont_know", "became_unknown"),
    ("3", "not_my_area", "became_unknown"),
    ("3", "not_relevant", "no_longer_relevant"),
    ("3", "not_asked", "not_asked_again"),
    ("dont_know", "dont_know", "same"),
    ("not_relevant", "not_relevant", "same"),
    ("dont_know", "not_my_area", "not_comparable"),
    ("not_asked", "not_relevant", "not_comparable"),
]


@pytest.mark.parametrize(("before", "after", "expected"), WORKED)
def test_each_pair_of_answers_moves_as_worked_by_hand(before: str, after: str, expected: str) -> None:
    assert movement(answer_of(before), answer_of(after)) == expected


def test_no_concern_is_a_number_and_not_knowing_is_none() -> None:
    assert answer_of("0") == Answer("marked", 0)
    assert answer_of("dont_know").value is None
    assert answer_of("0").words == "No concern"


@pytest.mark.parametrize("word", ["6", "-1", "", "maybe", "²", "marked"])
def test_what_is_no_mark_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match=r"mark|valid"):
        answer_of(word)


def test_only_areas_looked_at_are_compared() -> None:
    before = {"health": answer_of("3"), "home": answer_of("2"), "play": NOT_ASKED}

    moved = movements(before, {"health": answer_of("1"), "play": NOT_ASKED, "school": answer_of("2")})

    assert moved == {"health": "better", "school": "newly_known"}


def test_the_sentence_says_what_moved() -> None:
    moved = ["better"] * 4 + ["worse"] + ["newly_known"] * 2 + ["same"] * 5

    words = sentence([Movement(kind) for kind in moved], since="September")

    assert words == "Since September concern fell in 4 areas, rose in 1, and 2 are newly known."


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        (["better"], "Since June concern fell in 1 area."),
        (["worse", "worse"], "Since June concern rose in 2 areas."),
        (["better", "worse"], "Since June concern fell in 1 area and rose in 1."),
        (["newly_known"], "Since June 1 area is newly known."),
        (["worse", "became_unknown"], "Since June concern rose in 1 area and 1 is no longer known."),
        (["newly_known"] * 2 + ["worse"], "Since June concern rose in 1 area and 2 are newly known."),
        (["newly_known", "became_unknown"], "Since June 1 area is newly known and 1 is no longer known."),
        (["same", "not_asked_again"], "Since June nothing has moved."),
        ([], "Since June nothing has moved."),
    ],
)  # fmt: skip
def test_the_sentence_reads_well(moved: list[str], words: str) -> None:
    assert sentence([Movement(kind) for kind in moved], since="June") == words


def test_a_month_of_another_year_says_its_year() -> None:
    assert since_words(dt.date(2025, 9, 30), dt.date(2025, 12, 1)) == "September"
    assert since_words(dt.date(2025, 9, 30), dt.date(2026, 1, 8)) == "September 2025"
