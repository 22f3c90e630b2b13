"""A function with room behaves as it did, and asks for a frame larger than any piece of the stack."""

import sys

import pytest

from opencaf.config.wsgi import application
from opencaf.core.room import WORDS_RESERVED, with_room


def depth() -> int:
    frame, count = sys._getframe(), 0
    while frame:
        frame, count = frame.f_back, count + 1  # type: ignore[assignment]
    return count


def add(first: int, *, second: int) -> int:
    return first + second


def refuse() -> None:
    raise ZeroDivisionError


def test_it_gives_what_the_function_gives() -> None:
    assert with_room(add)(1, second=2) == 3
    assert with_room(add).__name__ == "add"


def test_it_fails_as_the_function_fails() -> None:
    with pytest.raises(ZeroDivisionError):
        with_room(refuse)()


def test_it_takes_one_frame_that_is_larger_than_a_piece() -> None:
    assert with_room(depth)() == depth() + 1
    assert with_room(depth).__code__.co_stacksize == WORDS_RESERVED


def test_requests_are_answered_with_room() -> None:
    assert application.__code__.co_stacksize == WORDS_RESERVED
