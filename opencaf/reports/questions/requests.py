"""Which services were asked, what did they say, and how long did families wait?

Who is in: each request, in the month in which it was asked.
Who is out: what was recalled. A request stands in the last of these that it has reached: started, then what the
service decided last.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import OuterRef, Subquery

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.codes import NEED_TAGS
from opencaf.episodes.models import Episode, ServiceDecision, ServiceRequest
from opencaf.reports.axes import NONE, OF_CASES, agencies, codes_of_case, rows_of_cases
from opencaf.reports.facts import Axis, Fact, Report, fixed
from opencaf.reports.periods import Period
from opencaf.reports.unmet import LONG

STAGES = (
    ("started", "Started"),
    ("accepted", "Accepted, not started"),
    ("waiting", "On a waiting list"),
    ("declined", "Declined"),
    ("asked", "No answer yet"),
)


def read(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each request, with the days until the service started."""
    last = ServiceDecision.objects.filter(request=OuterRef("pk")).order_by("-decided_on", "-id")
    rows = ServiceRequest.objects.filter(
        episode__in=Episode.objects.visible_to(practitioner),
        recalled_on=None,
        asked_on__gte=period.first,
        asked_on__lt=period.ends_before,
    ).annotate(last_decision=Subquery(last.values("decision")[:1]))
    names = ("episode_id", "asked_on", "started_on", "need", "agency_id", "last_decision")
    found = []
    for row in rows_of_cases(rows, wanted, *names):
        asked, started = row["asked_on"], row["started_on"]
        codes = codes_of_case(row) | {
            "stage": "started" if started else row["last_decision"] or "asked",
            "need": row["need"] or NONE,
            "service": str(row["agency_id"]),
        }
        waited = (started - asked).days if started and started >= asked else None
        found.append(Fact(row["episode_id"], asked, codes, value=waited, holds=began_soon(asked, started)))
    return found


def began_soon(asked: dt.date, started: dt.date | None) -> bool | None:
    """Return whether a service started within twelve weeks; None while it may still."""
    if started:
        return started <= asked + LONG
    return False if asked + LONG < clock.today() else None


REPORT = Report(
    code="requests",
    title="Which services were asked, and how long did families wait?",
    hint="Asked, accepted, declined, waiting and started; weeks from asking to starting.",
    counts="requests",
    day="the service was asked",
    who_is_in=("Each request to a service, from the day on which it was asked, also by telephone.",),
    who_is_out=("Requests that were recalled.",),
    limits=(
        "Weeks are counted for what has started: who still waits has none yet, so the last months look better than they are.",
        "The share is of requests asked twelve weeks ago or more, and of those that started sooner.",
        "Help that a family found without a request is not in these figures. “Which needs are not met?” has what nobody gives.",
    ),
    axes=(
        fixed("stage", "What came of it", STAGES),
        fixed("need", "Kind of need", [*NEED_TAGS.items(), (NONE, "Not said")], unknown=[NONE]),
        Axis("service", "Agency that was asked", agencies, lists_empty=False, is_short=False),
        *OF_CASES,
    ),
    read=read,
    share="started within 12 weeks",
    value="from asking to starting",
    value_unit="weeks",
    value_days=7,
)
