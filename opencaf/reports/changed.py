"""What a past month came to when it was first counted, and now: counted by night, told beside the figures.

In: every complete month of the last twelve, of each report that counts over time, undivided. Out: shielded
records, since a number that differs by one would tell of them.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping

from opencaf.access.sight import SEES_ALL, sight_of
from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode
from opencaf.reports.catalogue import REPORTS
from opencaf.reports.facts import Fact, Report
from opencaf.reports.models import MonthFigure
from opencaf.reports.periods import Period, month_of, months_after
from opencaf.reports.permissions import can_see_cases_behind
from opencaf.reports.tables import Columns, column_of

MONTHS_BACK = 12
Months = Mapping[str, Mapping[str, int]]


def last_months() -> Period:
    """Return the months that are looked at again each night: the last twelve that are over."""
    this_month = month_of(clock.today())
    return Period(months_after(this_month, -MONTHS_BACK), months_after(this_month, -1))


def counted_by_month(practitioner: Practitioner) -> Months:
    """Return how many each report counts in each month, as somebody sees what is not shielded."""
    period = last_months()
    found: dict[str, Counter[str]] = {}
    for report in REPORTS.values():
        if not report.is_of_today:
            facts = report.read(practitioner, period, frozenset())
            hidden = shielded_among(facts)
            months = (column_of(fact, Columns.MONTH) for fact in facts if fact.episode_id not in hidden)
            found[report.code] = Counter(months)
    return found


def shielded_among(facts: Iterable[Fact]) -> set[uuid.UUID]:
    """Return the cases of facts that are shielded."""
    ids = {fact.episode_id for fact in facts}
    shielded = Episode.objects.filter(pk__any_of=list(ids), shielded=True)
    return set(shielded.values_list("pk", flat=True))


@all_or_nothing
def keep_months(*, counted: Months, by: Practitioner) -> None:
    """Keep what each month comes to tonight; what it came to at first stays. By the program itself.

    by: through whose eyes it was counted, which must be those of somebody who sees every case.
    """
    require(can_see_cases_behind(by))
    if by.post.locality_id is not None:
        raise ValueError("Months are counted for the whole authority, not for one locality")
    rows = [
        MonthFigure(
            authority_id=by.authority_id, report=report, month=month, first_number=number, number=number
        )
        for report, numbers in counted.items()
        for month in last_months().months
        for number in [numbers.get(f"{month:%Y-%m}", 0)]
    ]
    MonthFigure.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["authority", "report", "month"],
        update_fields=["number", "counted_on"],
    )
    with acting_for(Asking(authority_id=by.authority_id)):
        trail.record("months_counted", subject_kind="authority", subject_id=by.authority_id, rows=len(rows))


def months_kept(practitioner: Practitioner, report: Report, period: Period) -> list[MonthFigure]:
    """Return the months of a report that were counted, for who sees the whole authority; else none."""
    if not practitioner.has_role(*SEES_ALL) or sight_of(practitioner).locality_id is not None:
        return []
    rows = MonthFigure.objects.filter(authority_id=practitioner.authority_id, report=report.code)
    return list(rows.filter(month__gte=period.first, month__lte=period.last).order_by("month"))
