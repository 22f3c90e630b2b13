"""Do children come back within 12 months of closing?

Who is in: each child of a CAF that is closed, in the month of closing. Came back: another CAF for the same child
was begun after that day and no later than a year on.
Who is out: children who had left the CAF before; children who died; CAFs opened by mistake or joined to another.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import F, OuterRef, Subquery

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.partial_dates import EXACT
from opencaf.episodes.codes import ClosureReason
from opencaf.episodes.models import Episode, EpisodeChild
from opencaf.reports.axes import OF_CASES, OF_CHILDREN, codes_of_case, is_a_mistake, rows_of_cases
from opencaf.reports.facts import Fact, Report, fixed
from opencaf.reports.periods import Period
from opencaf.reports.questions.closed import REASONS
from opencaf.reports.started import OUT

CAME_BACK = (
    ("again", "Came back within 12 months"),
    ("not", "Did not come back within 12 months"),
    ("again_early", "Came back; the 12 months are not over"),
    ("open", "Not back; the 12 months are not over"),
)
HOLDS = {"again": True, "not": False}


def read(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each child of a closed CAF, with the days until they came back."""
    visible = Episode.objects.visible_to(practitioner)
    closed = EpisodeChild.objects.filter(
        episode__in=visible,
        left_on=None,
        episode__closures__reopened_on=None,
        episode__closures__closed_on__gte=period.first,
        episode__closures__closed_on__lt=period.ends_before,
    ).annotate(closed_on=F("episode__closures__closed_on"), reason=F("episode__closures__reason"))
    later = EpisodeChild.objects.filter(
        ~is_a_mistake("episode_id"),
        episode__in=visible,
        child=OuterRef("child_id"),
        episode__intended_on__gt=OuterRef("closed_on"),
    ).order_by("episode__intended_on")
    rows = closed.exclude(reason__in=[*OUT, ClosureReason.CHILD_DIED]).annotate(
        back_on=Subquery(later.values("episode__intended_on")[:1])
    )
    names = ("episode_id", "child_id", "closed_on", "reason", "back_on", "episode__closed_accuracy")
    found = []
    for row in rows_of_cases(rows, wanted, *names):
        closed_on, back_on = row["closed_on"], row["back_on"]
        came = came_back(closed_on, back_on)
        fact = Fact(
            row["episode_id"],
            closed_on,
            codes_of_case(row) | {"again": came, "reason": row["reason"]},
            child_id=row["child_id"],
            value=(back_on - closed_on).days if came in ("again", "again_early") else None,
            holds=HOLDS.get(came),
            is_exact=row["episode__closed_accuracy"] == EXACT,
        )
        found.append(fact)
    return found


def came_back(closed_on: dt.date, back_on: dt.date | None) -> str:
    """Return whether a child came back within a year; a year that is not over yet is kept apart."""
    ends = year_after(closed_on)
    is_back = back_on is not None and back_on <= ends
    if ends < clock.today():
        return "again" if is_back else "not"
    return "again_early" if is_back else "open"


def year_after(day: dt.date) -> dt.date:
    """Return the same day a year on; 28 February for the 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


REPORT = Report(
    code="again",
    title="Do children come back within 12 months of closing?",
    hint="Children with another {caf} within a year of closing, by reason and by agency.",
    counts="children in {caf}s that closed",
    day="the {caf} was closed",
    who_is_in=("Each child of a {caf} that is closed, once for each such {caf}.",),
    who_is_out=(
        "Children who had left the {caf} before it closed, and children who died.",
        "{caf}s opened by mistake or joined to another, and {caf}s that were reopened.",
    ),
    limits=(
        "Coming back is not always bad: some families ask for help sooner the second time.",
        "The share leaves out closings whose 12 months are not over, also where the child is back already.",
        "Only {caf}s that you can open are looked through, and only in this authority: a child may have come back elsewhere.",
        "A child who was recorded twice is not recognised until the two records are joined.",
    ),
    axes=(
        fixed("again", "Whether they came back", CAME_BACK, unknown=["again_early", "open"]),
        fixed("reason", "Reason of closing", REASONS, unknown=[ClosureReason.NOT_STATED]),
        *OF_CASES,
        *OF_CHILDREN,
    ),
    read=read,
    share="came back within 12 months",
    value="from closing to the next intention",
)
