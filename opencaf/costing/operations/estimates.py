"""What a group of people estimates: lowest, most likely and highest minutes of each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.costing.models import Mode, Respondent, TimeEntry, TimeState
from opencaf.costing.operations.diary import MINUTES_OF_A_DAY, activity_in_use, new_code
from opencaf.costing.permissions import can_set_costs

MOST_PEOPLE = 40


@dataclass(frozen=True)
class Estimate:
    """One person's three figures."""

    low: Decimal
    most_likely: Decimal
    high: Decimal


def read_estimates(text: str) -> list[Estimate]:
    """Return the estimates of a text with a line for each person, or refuse it naming each line."""
    sentences, found = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(read_estimate(line))
        except ValueError as fault:
            sentences.append(f"Line {number}: {fault}")
    if len(found) > MOST_PEOPLE:
        sentences.append(f"Enter {MOST_PEOPLE} people or fewer at a time")
    if sentences:
        raise ValidationError({"estimates": sentences})
    if not found:
        raise ValidationError({"estimates": "Enter three figures for each person, one person a line"})
    return found


def read_estimate(line: str) -> Estimate:
    """Return one person's estimate; raises ValueError with what to do."""
    words = [word for word in re.split(r"[\s,;]+", line.strip()) if word]
    try:
        figures = [Decimal(word) for word in words]
    except InvalidOperation:
        raise ValueError("enter figures only, such as 30 45 90") from None
    if len(figures) != 3:
        raise ValueError("enter three figures: lowest, most likely and highest minutes")
    if not all(figure.is_finite() and 0 <= figure <= MINUTES_OF_A_DAY for figure in figures):
        raise ValueError(f"minutes must be 0 to {MINUTES_OF_A_DAY:,}")
    if figures != sorted(figures):
        raise ValueError("put the figures in order: lowest, most likely, highest")
    return Estimate(*figures)


@all_or_nothing
def record_estimates(
    *, activity: str, role: str, sector: str, estimates: str, by: Practitioner
) -> list[TimeEntry]:
    """Record what the people of a group estimated for an activity, each under a code that names nobody."""
    require(can_set_costs(by))
    done = activity_in_use(by, activity)
    group = new_code("G")
    entries = []
    for number, estimate in enumerate(read_estimates(estimates), 1):
        respondent = Respondent.record(by=by, code=f"{group}-{number}", role=role, sector=sector)
        entries.append(
            TimeEntry.record(
                by=by,
                respondent=respondent,
                activity=done.code,
                process=done.process,
                role=role,
                sector=sector,
                state=TimeState.DONE,
                **vars(estimate),
                mode=Mode.FOCUS_GROUP,
            )
        )
    trail.record("estimates_recorded", subject_kind="time", activity=done.code, people=len(entries))
    return entries
