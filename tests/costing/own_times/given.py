"""What the tests of an authority's own times share."""

import datetime as dt
from decimal import Decimal

from opencaf.agencies.models import Practitioner
from opencaf.costing.models import TimeEntry
from opencaf.costing.operations.diary import (
    note_time,
)
from opencaf.episodes.models import Episode
from tests.factories import DAY
from tests.factories.costing import survey_of


def note(case: Episode, by: Practitioner, minutes: str | None = "45", on: dt.date = DAY) -> TimeEntry:
    """A time noted after the deed."""
    return note_time(
        episode=case,
        activity="A205",
        happened_on=on,
        minutes=None if minutes is None else Decimal(minutes),
        role="Inclusion lead",
        by=by,
    )


TABLE = survey_of(
    "p1,Teacher,schools,A205,60",
    "p2,Teacher,Schools and learning,A205,not_done",
    "p3,Teacher,schools,A205,",
    "p4,Teacher,schools,A205,2000",
    "p5,Teacher,the moon,A205,30",
    "p6,Teacher,schools,A999,30",
    "p7,Teacher,schools,A205,half an hour",
    "p8,Teacher,schools,A205,30,extra",
    "p9,Teacher,schools,A205,missing",
)
