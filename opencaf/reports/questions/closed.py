"""How many CAFs were closed, and why?

Who is in: every closing that stands, in the month of its day.
Who is out: closings that were followed by a reopening; CAFs opened by mistake or joined to another.
The national categories are those that directors of children's services use to compare early help.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencaf.agencies.models import ClosureCategory, Practitioner
from opencaf.core.partial_dates import EXACT
from opencaf.episodes.codes import ClosureReason, OutcomeLevel
from opencaf.episodes.models import Closure, Episode
from opencaf.episodes.states import State
from opencaf.reports.axes import NONE, OF_CASES, OF_CHILDREN, codes_of_case, rows_of_cases
from opencaf.reports.facts import Axis, Category, Fact, Report, fixed
from opencaf.reports.periods import Period
from opencaf.reports.started import OUT

REASONS = [(code, words) for code, words in ClosureReason.choices if code not in OUT]
NATIONAL = (
    ("step_up", "Step up to social care"),
    ("step_down", "Step down to universal services"),
    ("support_provided", "Support provided"),
    ("no_support", "No further action: no support given"),
    ("end_of_support", "No further action: end of support"),
    ("not_stated", "Not stated"),
)
NATIONAL_OF: dict[str, str] = {
    ClosureReason.STEPPED_UP_CSC: "step_up",
    ClosureReason.NEEDS_MET_UNIVERSAL: "step_down",
    ClosureReason.NEEDS_MET_SINGLE_AGENCY: "support_provided",
    ClosureReason.DECLINED_AT_OFFER: "no_support",
    ClosureReason.NO_FURTHER_ACTION: "no_support",
    ClosureReason.NOT_STATED: "not_stated",
}
BEFORE_SUPPORT = (State.INTENDED, State.ASSESSING)


def national_category(reason: str, state_before: str) -> str:
    """Return the national category of a closing; other reasons say only when help ended, and whether it began."""
    began = state_before not in BEFORE_SUPPORT
    return NATIONAL_OF.get(reason, "end_of_support" if began else "no_support")


def own_categories(practitioner: Practitioner) -> list[Category]:
    """Return the authority's own words for closing, and none."""
    rows = ClosureCategory.objects.filter(authority_id=practitioner.authority_id)
    found = [Category(str(pk), name) for pk, name in rows.values_list("pk", "name")]
    return [*found, Category(NONE, "None chosen", is_known=False)]


def read(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each closing, with the days since the intention."""
    rows = Closure.objects.filter(
        episode__in=Episode.objects.visible_to(practitioner),
        reopened_on=None,
        closed_on__gte=period.first,
        closed_on__lt=period.ends_before,
    ).exclude(reason__in=OUT)
    own = ("episode_id", "closed_on", "reason", "category_id", "outcome_level", "state_before")
    of_case = ("episode__intended_on", "episode__intended_accuracy", "episode__closed_accuracy")
    return [fact_of(row) for row in rows_of_cases(rows, wanted, *own, *of_case)]


def fact_of(row: Mapping[str, Any]) -> Fact:
    """Return the fact of one closing."""
    is_exact = row["episode__closed_accuracy"] == EXACT
    days = (row["closed_on"] - row["episode__intended_on"]).days
    codes = codes_of_case(row) | {
        "reason": row["reason"],
        "national": national_category(row["reason"], row["state_before"]),
        "outcome": row["outcome_level"],
        "own": str(row["category_id"] or NONE),
    }
    both_known = is_exact and row["episode__intended_accuracy"] == EXACT and days >= 0
    return Fact(
        row["episode_id"], row["closed_on"], codes, value=days if both_known else None, is_exact=is_exact
    )


REPORT = Report(
    code="closed",
    title="How many {caf}s were closed, and why?",
    hint="Reasons, national categories and how far goals were met; and how long help lasted.",
    counts="{caf}s closed",
    day="the {caf} was closed",
    who_is_in=("Every {caf} in the month in which it was closed, as it stands now.",),
    who_is_out=(
        "{caf}s that were reopened since, for that closing.",
        "{caf}s opened by mistake or joined to another.",
    ),
    limits=(
        "A reason says why help ended, not whether it helped: look at how far goals were met beside it.",
        "The national category “advice only” has no reason of its own here and is always nought.",
        "Reasons that only say when help ended count as “no support given” where the {caf} closed before its assessment was complete.",
        "Where one of the two days is not known exactly, how long it was open is not known.",
    ),
    axes=(
        fixed("reason", "Reason", REASONS, unknown=[ClosureReason.NOT_STATED]),
        fixed("national", "National category", NATIONAL, unknown=["not_stated"]),
        fixed("outcome", "How far goals were met", OutcomeLevel.choices, unknown=[OutcomeLevel.NOT_ASSESSED]),
        Axis("own", "Reason in your authority’s words", own_categories, is_short=False),
        *OF_CASES,
        *OF_CHILDREN,
    ),
    read=read,
    children="children in {caf}s closed",
    value="from the intention to the closing",
    has_rate=True,
)
