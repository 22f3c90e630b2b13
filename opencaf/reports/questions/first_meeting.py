"""How soon after the assessment does the team first meet?

Who is in: every CAF in the month in which its first assessment was completed.
Who is out: CAFs opened by mistake or joined to another. As the records stand now.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import OuterRef, Subquery

from opencaf.access.sight import sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Meeting, Standing
from opencaf.reports.axes import OF_CASES, OF_CHILDREN, codes_of_case, is_a_mistake, rows_of_cases
from opencaf.reports.facts import Fact, Report, fixed
from opencaf.reports.periods import Period

OUTCOMES = (
    ("before", "Met before the assessment was complete"),
    ("in_time", "Met in time"),
    ("late", "Met late"),
    ("overdue", "Not met, and the time is over"),
    ("waiting", "Not met yet, still in time"),
    ("closed", "Closed in time without a meeting"),
)
HOLDS = {"before": True, "in_time": True, "late": False, "overdue": False}


def read(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each CAF, with the days from its first completed assessment to its first meeting."""
    limit = dt.timedelta(days=practitioner.authority.first_meeting_within_days)
    held = Meeting.objects.filter(episode=OuterRef("episode_id"), status=Meeting.Status.HELD)
    rows = Standing.objects.within(sight_of(practitioner)).filter(
        ~is_a_mistake("episode_id"),
        first_completed_on__gte=period.first,
        first_completed_on__lt=period.ends_before,
    )
    rows = rows.annotate(first_held_on=Subquery(held.order_by("held_on").values("held_on")[:1]))
    names = ("episode_id", "first_completed_on", "first_held_on", "episode__closed_on")
    found = []
    for row in rows_of_cases(rows, wanted, *names):
        completed, met = row["first_completed_on"], row["first_held_on"]
        outcome = outcome_of(completed, met, row["episode__closed_on"], completed + limit)
        fact = Fact(
            row["episode_id"],
            completed,
            codes_of_case(row) | {"outcome": outcome},
            value=(met - completed).days if met and met >= completed else None,
            holds=HOLDS.get(outcome),
        )
        found.append(fact)
    return found


def outcome_of(completed: dt.date, met: dt.date | None, closed: dt.date | None, due: dt.date) -> str:
    """Return whether the team met in time; a case that closed in time without a meeting is neither."""
    if met:
        return "before" if met < completed else "in_time" if met <= due else "late"
    if closed and closed <= due:
        return "closed"
    return "overdue" if due < clock.today() else "waiting"


REPORT = Report(
    code="first-meeting",
    title="How soon after the assessment does the team first meet?",
    hint="Days from the first completed assessment to the first meeting, and the share in time.",
    counts="{caf}s with a first completed assessment",
    day="the assessment was completed",
    who_is_in=("Every {caf} whose first assessment was completed in the time.",),
    who_is_out=("{caf}s opened by mistake or joined to another.",),
    limits=(
        "In time means within {authority.first_meeting_within_days} days of the assessment, as your authority’s settings say.",
        "Days are counted where the team met on the day of the assessment or later. A {caf} whose team met before counts as in time.",
        "The share leaves out who has not met and is still in time, and who closed in time without a meeting.",
        "The last months look better than they will: whoever waits longest has not met yet, and has no days.",
    ),
    axes=(
        fixed("outcome", "Whether the team met in time", OUTCOMES),
        *OF_CASES,
        *OF_CHILDREN,
    ),
    read=read,
    children="children in {caf}s with a first completed assessment",
    share="met within {authority.first_meeting_within_days} days",
    value="from the assessment to the first meeting",
)
