"""The clock can be moved, stand still or run on."""

import datetime as dt

from opencaf.core import clock

MOMENT = dt.datetime(2026, 11, 2, 10, tzinfo=dt.UTC)


def test_it_runs_on_from_where_it_was_moved() -> None:
    with clock.everywhere_at(MOMENT, running=True):
        first, second = clock.now(), clock.now()

    assert MOMENT <= first < second < MOMENT + dt.timedelta(minutes=1)


def test_one_moment_counts_where_it_stands_still() -> None:
    with clock.everywhere_at(MOMENT, running=True):
        with clock.standing_still():
            first, second = clock.now(), clock.now()
        later = clock.now()

    assert first == second < later


def test_it_stands_where_it_was_moved() -> None:
    with clock.everywhere_at(MOMENT):
        assert clock.now() == clock.now() == MOMENT
