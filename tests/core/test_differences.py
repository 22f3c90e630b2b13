"""Word-level differences: nothing is lost, and only what changed is marked."""

from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opencaf.core.differences import MOST, Kind, difference

WORDS = st.sampled_from(["He", "sleeps", "well", "well.", "34 words.", "\n", "’", ".", "  "])
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(before: str, after: str) -> str:
    """The pieces with [removed] and {added}."""
    marks = {Kind.SAME: "%s", Kind.REMOVED: "[%s]", Kind.ADDED: "{%s}"}
    return "".join(marks[piece.kind] % piece.text for piece in difference(before, after).pieces)


@calm
@given(before=TEXTS, after=TEXTS)
def test_both_texts_can_be_read_back(before: str, after: str) -> None:
    found = difference(before, after)

    assert "".join(piece.text for piece in found.before) == before
    assert "".join(piece.text for piece in found.after) == after
    assert found.is_change == (before != after)


@calm
@given(text=TEXTS)
def test_what_stayed_is_one_piece(text: str) -> None:
    assert [piece.kind for piece in difference(text, text).pieces] == ([Kind.SAME] if text else [])


@calm
@given(before=TEXTS, after=TEXTS)
@example(before="a. b c", after="a. b d")
def test_no_two_neighbours_are_of_one_kind(before: str, after: str) -> None:
    kinds = [piece.kind for piece in difference(before, after).pieces]

    assert [pair for pair in pairwise(kinds) if pair[0] == pair[1]] == []


def test_a_word_that_changed_is_marked_alone() -> None:
    assert told("He sleeps badly. He eats well.", "He sleeps well. He eats well.") == (
        "He sleeps [badly]{well}. He eats well."
    )


def test_a_sentence_that_came_is_marked_whole() -> None:
    assert told("He has 34 words.", "He has 34 words. He asks for more.") == (
        "He has 34 words.{ He asks for more.}"
    )


def test_words_beside_each_other_are_marked_together() -> None:
    assert told("one two three four", "one dos tres four") == "one [two three]{dos tres} four"


def test_a_word_with_an_apostrophe_is_one_word() -> None:
    assert told("Morgan's work", "Morgan’s work") == "[Morgan's]{Morgan’s} work"


def test_line_ends_of_browsers_are_no_change() -> None:
    assert not difference("one\r\ntwo", "one\ntwo").is_change


def test_passages_too_long_to_compare_count_as_changed_whole() -> None:
    long = "a b " * MOST

    found = difference(long + "x", long + "y")

    assert [piece.kind for piece in found.pieces] == [Kind.REMOVED, Kind.ADDED]
