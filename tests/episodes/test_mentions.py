"""Words of events in a story: put at its end, found again, taken out again."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencaf.core.partial_dates import MONTH_KNOWN, YEAR_KNOWN, PartialDate
from opencaf.episodes.mentions import Mentions, chosen, is_in, without, words_for

BORN = "11 July 2022: Yusuf born (red book)"
MOVED = "2024: Family moves to Marlbeck"
LINES = st.lists(st.text(alphabet="ab ,.é", min_size=1).map(str.strip).filter(bool), max_size=4)


@pytest.mark.parametrize(
    ("accuracy", "source", "words"),
    [
        ("AAA", "red book", BORN),
        (MONTH_KNOWN, "", "July 2022: Yusuf born"),
        (YEAR_KNOWN, "Hodan", "2022: Yusuf born (Hodan)"),
    ],
)
def test_a_story_says_what_is_known_of_the_day(accuracy: str, source: str, words: str) -> None:
    assert words_for(PartialDate(dt.date(2022, 7, 11), accuracy), "Yusuf born", source) == words


def test_words_stand_at_the_end_as_a_paragraph() -> None:
    story = Mentions(added=(BORN, MOVED)).applied_to("He is two.")

    assert story == f"He is two.\n\n{BORN}\n\n{MOVED}"


def test_words_begin_an_empty_story() -> None:
    assert Mentions(added=(BORN,)).applied_to("") == BORN


def test_what_stands_there_is_not_said_twice() -> None:
    story = f"He is two.\n{BORN}\nMore."

    assert Mentions(added=(BORN,)).applied_to(story) == story


def test_words_that_were_written_into_a_sentence_stay() -> None:
    story = f"We know that {BORN}, and more."

    assert not is_in(story, BORN)
    assert without(story, BORN) == story


def test_only_a_changed_tick_does_anything() -> None:
    assert chosen([BORN], [BORN]) == Mentions()
    assert chosen([BORN], [MOVED]) == Mentions(added=(MOVED,), taken_out=(BORN,))


@given(LINES, LINES)
def test_taking_out_leaves_every_other_word(before: list[str], after: list[str]) -> None:
    story = "\n\n".join([*before, BORN, *after])

    assert without(story, BORN) == "\n\n".join([*before, *after])


@given(LINES)
def test_a_mention_that_is_taken_out_leaves_the_story_as_it_was(paragraphs: list[str]) -> None:
    story = "\n\n".join(paragraphs)
    mentioned = Mentions(added=(BORN,)).applied_to(story)

    assert is_in(mentioned, BORN)
    assert Mentions(taken_out=(BORN,)).applied_to(mentioned) == story
