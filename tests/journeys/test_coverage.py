"""What the program cannot hold of the worked cases is said, key by key, and nothing else is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.cases.coverage import WHAT_WILL_HOLD_IT, document, entered, missing, what_will_hold
from tests.journeys.cases.reading import NAMES, keys_of, load, open_case

DOCUMENT = Path(__file__).parents[2] / "docs" / "case-coverage.md"


def test_the_document_says_what_is_not_entered() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document()


def test_every_key_that_is_entered_stands_in_its_case() -> None:
    for name in NAMES:
        assert set(entered()[name]) <= keys_of(name).keys()


def test_everything_foreseen_is_still_missing() -> None:
    assert {what_will_hold(key) for key in missing()} == set(WHAT_WILL_HOLD_IT.values())


def test_reading_is_remembered_and_peeking_is_not() -> None:
    case = open_case("case-1-yusuf")

    case.peek("intention")
    case["intention"]["why"]

    assert case.seen == {"intention.why"}


def test_a_key_nobody_foresees_is_refused() -> None:
    with pytest.raises(KeyError, match="nothing is foreseen"):
        what_will_hold("closure.moon_phase")


def test_the_cases_are_invented() -> None:
    assert all(load(name)["invented"] for name in NAMES)
