"""What went to social care and came back, and did feedback come?

Who is in: each step, in the month in which a step up was sent or a step down decided.
Who is out: steps that were taken back.
"""

from __future__ import annotations

import datetime as dt

from django.db.models.functions import Coalesce

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.dates import working_days_after
from opencaf.episodes.codes import StepAnswer, StepDirection
from opencaf.episodes.models import Episode, ThresholdStep
from opencaf.reports.axes import NONE, OF_CASES, OF_CHILDREN, codes_of_case, rows_of_cases
from opencaf.reports.facts import Fact, Report, fixed
from opencaf.reports.periods import Period

FEEDBACK = (
    ("in_time", "Feedback came in time"),
    ("late", "Feedback came late"),
    ("missing", "No feedback, and the time is over"),
    ("waiting", "No feedback yet, still in time"),
    ("none", "Step-down: none is waited for"),
)
HOLDS = {"in_time": True, "late": False, "missing": False}
ANSWERS = (*StepAnswer.choices, ("waiting", "No decision yet"), (NONE, "Step-down: none is asked"))


def read(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each step, with the days from sending it to social care's decision."""
    within = practitioner.authority.feedback_within
    rows = ThresholdStep.objects.annotate(happened_on=Coalesce("sent_on", "decided_on")).filter(
        episode__in=Episode.objects.visible_to(practitioner),
        taken_back_on=None,
        happened_on__gte=period.first,
        happened_on__lt=period.ends_before,
    )
    names = ("episode_id", "happened_on", "direction", "answer", "answered_on", "fed_back_on")
    found = []
    for row in rows_of_cases(rows, wanted, *names):
        sent, answered = row["happened_on"], row["answered_on"]
        is_up = row["direction"] == StepDirection.UP
        feedback = feedback_of(sent, row["fed_back_on"], within) if is_up else "none"
        answer = (row["answer"] or "waiting") if is_up else NONE
        codes = codes_of_case(row) | {"direction": row["direction"], "answer": answer, "feedback": feedback}
        days = (answered - sent).days if is_up and row["answer"] and answered else None
        found.append(Fact(row["episode_id"], sent, codes, value=days, holds=HOLDS.get(feedback)))
    return found


def feedback_of(sent: dt.date, came: dt.date | None, within: int) -> str:
    """Return whether feedback came within so many working days."""
    due = working_days_after(sent, within)
    if came:
        return "in_time" if came <= due else "late"
    return "missing" if due < clock.today() else "waiting"


REPORT = Report(
    code="steps",
    title="What went to social care and came back, and did feedback come?",
    hint="Steps up and down, social care’s decisions, and whether whoever sent a case heard back.",
    counts="steps",
    day="a step up was sent or a step down decided",
    who_is_in=("Each step up to social care and each step down from it. What is sent again counts again.",),
    who_is_out=("Steps that were taken back.",),
    limits=(
        "In time means within {authority.feedback_within} working days of sending; bank holidays count as working days.",
        "The share is of steps up: it leaves out who has no feedback yet and is still in time.",
        "Urgent referrals that are made by telephone, and children who never had a {caf}, are not in these figures.",
    ),
    axes=(
        fixed("direction", "Direction", StepDirection.choices),
        fixed("answer", "Social care’s decision", ANSWERS),
        fixed("feedback", "Feedback", FEEDBACK),
        *OF_CASES,
        *OF_CHILDREN,
    ),
    read=read,
    children="children, once for each step",
    share="feedback within {authority.feedback_within} working days",
    value="from sending to the decision",
    has_rate=True,
)
