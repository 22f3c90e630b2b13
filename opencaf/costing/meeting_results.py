"""Meetings costed one by one, and their means."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from opencaf.costing.decimals import mean, unit_cost_as_used
from opencaf.costing.findings import Findings
from opencaf.costing.meetings import FAMILY, attendee_cost, meeting_cost, minutes_of
from opencaf.costing.unit_cost_checks import check_process
from opencaf.costing.unit_cost_tables import RecordedMeeting, UnitCostInput
from opencaf.costing.unit_costs import hourly_rates, sectors_of


def meeting_result(meeting: RecordedMeeting, given: UnitCostInput, findings: Findings) -> dict[str, Any]:
    """Return one meeting's cost and everybody's part in it."""
    check_process(meeting.process, "meetings.process", findings)
    rates = hourly_rates(given, findings)
    for attendee in meeting.attendees:
        if attendee.role != FAMILY and attendee.role not in rates:
            sentence = f"There is no rate for {attendee.role}, who came to {meeting.meeting}: add it."
            findings.add("E13", "rates", sentence)
        if minutes_of(attendee) < 0 or minutes_of(attendee) > 1_440:
            sentence = f"{attendee.role} spent {minutes_of(attendee)} minutes on {meeting.meeting}: enter 0 to 1,440."
            findings.add("E01", "meetings", sentence)
    sectors = sectors_of(given)
    cost = meeting_cost(meeting.attendees, rates, sectors)
    return {
        "meeting": meeting.meeting,
        "process": meeting.process,
        "amount": cost,
        "per_child": cost / meeting.children,
        "parts": [
            {"role": a.role, "minutes": minutes_of(a), "amount": attendee_cost(a, rates)}
            for a in meeting.attendees
        ],
    }


def meeting_means(given: UnitCostInput, meetings: list[dict[str, Any]]) -> dict[str, Decimal]:
    """Return the mean cost of meetings of each process."""
    amounts: dict[str, list[Decimal]] = defaultdict(list)
    for meeting in meetings:
        amounts[meeting["process"]].append(unit_cost_as_used(meeting["amount"], given.rounding))
    return {process: mean(each) for process, each in sorted(amounts.items())}
