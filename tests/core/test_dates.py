"""Days in the calendar of an authority."""

import datetime as dt

import pytest

from opencaf.core.dates import financial_year_begun


@pytest.mark.parametrize(
    ("day", "year"),
    [(dt.date(2026, 3, 31), 2025), (dt.date(2026, 4, 1), 2026), (dt.date(2026, 12, 31), 2026)],
)
def test_a_financial_year_begins_in_april(day: dt.date, year: int) -> None:
    assert financial_year_begun(day) == year
