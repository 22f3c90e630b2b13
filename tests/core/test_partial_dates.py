"""Dates of which only a part is known, and ages."""

import datetime as dt

import pytest

from opencaf.core.partial_dates import PartialDate, full_years_between


@pytest.mark.parametrize(
    ("accuracy", "words"),
    [
        ("AAA", "15 March 2019"),
        ("EAA", "about 15 March 2019"),
        ("UAA", "March 2019"),
        ("UUA", "2019"),
        ("UUU", "not known"),
    ],
)
def test_a_partial_date_says_what_is_known(accuracy: str, words: str) -> None:
    assert str(PartialDate(dt.date(2019, 3, 15), accuracy)) == words


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (dt.date(2012, 5, 19), dt.date(2025, 10, 1), 13),
        (dt.date(2012, 5, 19), dt.date(2025, 5, 18), 12),
        (dt.date(2012, 5, 19), dt.date(2025, 5, 19), 13),
        (dt.date(2016, 2, 29), dt.date(2025, 2, 28), 8),
        (dt.date(2016, 2, 29), dt.date(2025, 3, 1), 9),
    ],
)
def test_years_are_full_years(born: dt.date, day: dt.date, years: int) -> None:
    assert full_years_between(born, day) == years
