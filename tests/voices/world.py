"""Enough people who answered in an earlier month for results to be shown."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.voices.codes import Kind, Moment
from opencaf.voices.models import Asked
from tests.factories import ChildFactory, make_episode
from tests.factories.voices import make_asked, say

SEPTEMBER = dt.datetime(2026, 9, 14, 9, 0, tzinfo=dt.UTC)


def in_september() -> AbstractContextManager[Any]:
    """Two months before the day of the tests, so that what is answered counts by then."""
    return clock.everywhere_at(SEPTEMBER)


def heard(
    cases: list[Episode],
    *,
    by: Practitioner,
    words: str = "More football.",
    step: int = 3,
    kind: Kind = Kind.CHILD,
    moment: Moment = Moment.REVIEW,
) -> list[Asked]:
    """The people of each case answer in September; whoever acts coordinates and works with none."""
    asked = [make_asked(case, kind, moment, by=by) for case in cases]
    with in_september():
        for number, one in enumerate(asked):
            say(one, f"{words} {number}", step, by=by, on=SEPTEMBER.date())
    return asked


def cases_of(by: Practitioner, number: int) -> list[Episode]:
    """Cases that somebody began."""
    return [make_episode(by=by, children=[ChildFactory()]) for _ in range(number)]
