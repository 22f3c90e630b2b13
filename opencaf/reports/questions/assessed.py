"""How many assessments were completed, and how soon after the intention?

Who is in: every CAF in the month in which its first assessment was completed, whatever came of it.
Who is out: later versions, and CAFs opened by mistake or joined to another. As the records stand now.
"""

from __future__ import annotations

from opencaf.access.sight import sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core.partial_dates import EXACT
from opencaf.episodes.models import Standing
from opencaf.reports.axes import OF_CASES, OF_CHILDREN, codes_of_case, is_a_mistake, rows_of_cases
from opencaf.reports.facts import Fact, Report, fixed
from opencaf.reports.periods import Period

SOON = (("in_time", "In time"), ("late", "Late"), ("unknown", "Not known"))


def read(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each CAF, with the days from its intention to its first completed assessment."""
    limit = practitioner.authority.assessment_within_days
    rows = Standing.objects.within(sight_of(practitioner)).filter(
        ~is_a_mistake("episode_id"),
        first_completed_on__gte=period.first,
        first_completed_on__lt=period.ends_before,
    )
    names = ("episode_id", "intended_on", "first_completed_on", "episode__intended_accuracy")
    found = []
    for row in rows_of_cases(rows, wanted, *names):
        days = (row["first_completed_on"] - row["intended_on"]).days
        is_known = row["episode__intended_accuracy"] == EXACT and days >= 0
        soon = "unknown" if not is_known else "in_time" if days <= limit else "late"
        fact = Fact(
            row["episode_id"],
            row["first_completed_on"],
            codes_of_case(row) | {"soon": soon},
            value=days if is_known else None,
            holds=days <= limit if is_known else None,
        )
        found.append(fact)
    return found


REPORT = Report(
    code="assessed",
    title="How many assessments were completed, and how soon?",
    hint="Days from the intention to the first completed assessment, and the share in time.",
    counts="{caf}s with a first completed assessment",
    day="the assessment was completed",
    who_is_in=("Every {caf} whose first assessment was completed in the time, whatever came of it.",),
    who_is_out=("Later versions of an assessment.", "{caf}s opened by mistake or joined to another."),
    limits=(
        "In time means within {authority.assessment_within_days} days of the intention, as your authority’s settings say.",
        "Where the day of the intention is not known exactly, or lies after the assessment, the days are not known.",
        "What is not assessed yet is not in these figures: the board and “Which cases are open?” have it.",
    ),
    axes=(*OF_CASES, *OF_CHILDREN, fixed("soon", "In time", SOON, unknown=["unknown"])),
    read=read,
    children="children in {caf}s with a first completed assessment",
    share="completed within {authority.assessment_within_days} days",
    value="from the intention to the assessment",
    has_rate=True,
)
