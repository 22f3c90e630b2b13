"""The reports that are made of facts, in the groups in which they are offered."""

from __future__ import annotations

from opencaf.reports.facts import Report
from opencaf.reports.questions import (
    again,
    assessed,
    closed,
    consent,
    first_meeting,
    leads,
    needs,
    open_now,
    requests,
    siblings,
    steps,
    used,
    voices,
)

GROUPS: tuple[tuple[str, tuple[Report, ...]], ...] = (
    ("Beginning", (assessed.REPORT, voices.REPORT, siblings.REPORT, first_meeting.REPORT, consent.REPORT)),
    ("Helping", (open_now.REPORT, leads.REPORT, requests.REPORT, steps.REPORT, used.REPORT)),
    ("What came of it", (needs.REPORT, closed.REPORT, again.REPORT)),
)
REPORTS = {report.code: report for _title, reports in GROUPS for report in reports}
