"""Which CAFs are open, overdue or without a lead professional today?

Who is in: every CAF that is not closed, as the board counts them: where it stands is kept with each change.
"""

from __future__ import annotations

from django.db.models import BooleanField, Case, Q, Value, When

from opencaf.access.sight import sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.partial_dates import EXACT
from opencaf.episodes.models import Standing
from opencaf.episodes.queries.board import rules
from opencaf.episodes.states import OPEN_STATES
from opencaf.reports.axes import (
    AGENCY,
    LOCALITY,
    NONE,
    OF_CHILDREN,
    SECTOR,
    SECTORS,
    agencies,
    codes_of_case,
    rows_of_cases,
)
from opencaf.reports.facts import Axis, Fact, Report, fixed
from opencaf.reports.periods import Period

OPEN_FOR = (
    ("0", "Less than 3 months", 91),
    ("3", "3 to 6 months", 182),
    ("6", "6 to 12 months", 365),
    ("12", "1 to 2 years", 730),
    ("24", "2 years or more", None),
)
LEADS = (
    ("has", "Somebody leads"),
    ("missing", "Nobody leads, and somebody should"),
    ("not_yet", "Not assessed yet, or resting"),
)
REVIEWS = (("overdue", "Review overdue"), ("not", "No review overdue"))
DRIFTS = (("drifts", "Drifting"), ("not", "Not drifting"))
RULES = {"is_overdue": "overdue", "is_drifting": "drifting", "has_no_lead": "no-lead"}


def read(practitioner: Practitioner, _period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each open CAF, with the days since its intention."""
    board = rules(practitioner.authority)
    rows = Standing.objects.within(sight_of(practitioner)).open()
    rows = rows.annotate(**{name: whether(board[code]) for name, code in RULES.items()})
    of_lead = ("lead_id", "lead__agency_id", "lead__agency__sector")
    names = ("episode_id", "state", "intended_on", "episode__intended_accuracy", *of_lead, *RULES)
    today = clock.today()
    found = []
    for row in rows_of_cases(rows, wanted - {"lead_sector"}, *names):
        days = (today - row["intended_on"]).days
        is_exact = row["episode__intended_accuracy"] == EXACT
        codes = codes_of_case(row) | {
            "state": row["state"],
            "lead": "missing" if row["has_no_lead"] else "has" if row["lead_id"] else "not_yet",
            "review": "overdue" if row["is_overdue"] else "not",
            "drift": "drifts" if row["is_drifting"] else "not",
            "open_for": band_of(days),
            "lead_agency": str(row["lead__agency_id"] or NONE),
            "lead_sector": row["lead__agency__sector"] or NONE,
        }
        found.append(Fact(row["episode_id"], today, codes, value=days if is_exact else None))
    return found


def whether(rule: Q) -> Case:
    """Return a rule of the board as a column."""
    return Case(When(rule, then=Value(True)), default=Value(False), output_field=BooleanField())


def band_of(days: int) -> str:
    """Return the band of a number of days."""
    return next(code for code, _words, below in OPEN_FOR if below is None or days < below)


REPORT = Report(
    code="open",
    title="Which {caf}s are open, overdue or without a {authority.lead_title}?",
    hint="As they stand today, by locality, agency of who leads, and how long they have been open.",
    counts="open {caf}s",
    day="",
    who_is_in=(
        "Every {caf} that is not closed, as it stands today. Overdue, drifting and without a lead mean what they mean on the board.",
    ),
    who_is_out=("Closed {caf}s.",),
    limits=(
        "Drifting: open longer than {authority.drift_after_days} days, or not assessed {authority.assessment_within_days} days after the intention.",
        "Long is not wrong: some families need help for years.",
        "A figure of today cannot be worked out for an earlier day.",
    ),
    axes=(
        fixed("open_for", "Open for", [(code, words) for code, words, _ in OPEN_FOR]),
        fixed("lead", "Who leads", LEADS),
        fixed("review", "Review", REVIEWS),
        fixed("drift", "Drift", DRIFTS),
        fixed("state", "Stage", [(state.value, state.label) for state in OPEN_STATES]),
        Axis("lead_agency", "Agency of who leads", agencies, lists_empty=False, is_short=False),
        fixed("lead_sector", "Sector of who leads", SECTORS),
        LOCALITY,
        SECTOR,
        AGENCY,
        *OF_CHILDREN,
    ),
    read=read,
    children="children in open {caf}s",
    value="since the intention",
    first_columns="lead",
    has_rate=True,
)
