"""Processes of a CAF and the activities that make them up, as data.

Processes are those of the draft process model of the interim evaluation of CAF (Holmes and others,
2011, box 3), its meeting split in first and subsequent and the overhead of the scheme kept apart.
Which activities an electronic record removes follows its table 2: authorities A and B work on an
electronic record, C with a database and D with a spreadsheet beside paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Driver = Literal["event", "month", "scheme", "service"]
WithElectronicRecord = Literal["same", "changed", "removed"]


@dataclass(frozen=True)
class Process:
    """One process: what drives its cost, and how the time of several roles makes it up.

    `sum`: everybody who takes part costs. `lead`: one person does it, of whichever role leads.
    """

    key: str
    code: str
    name: str
    driver: Driver
    roles: Literal["sum", "lead"]
    driven_by_pay: bool = True


@dataclass(frozen=True)
class Activity:
    """One activity of a process.

    `each`: done besides whatever the leading role does, so its time is always added.
    """

    code: str
    process: str
    name: str
    direct: bool
    with_electronic_record: WithElectronicRecord = "same"
    each: bool = False


PROCESSES: Final = {
    process.key: process
    for process in [
        Process("intention", "P1", "Intention to complete a CAF", "event", "lead"),
        Process("assessment", "P2", "Completion of the CAF assessment", "event", "lead"),
        Process("initial_tac", "P3a", "First meeting of the team around the child", "event", "sum"),
        Process("subsequent_tac", "P3b", "Subsequent meeting or review", "event", "sum"),
        Process("ongoing_support", "P4a", "Support by the lead professional", "month", "lead"),
        Process("services", "P4b", "Services delivered", "service", "sum", driven_by_pay=False),
        Process("close", "P5", "Closing the CAF", "event", "lead"),
        Process("overhead", "P0", "Overhead of the scheme", "scheme", "sum", driven_by_pay=False),
    ]
}
PROCESS_OF_CODE: Final = {process.code: process.key for process in PROCESSES.values()}
EVENT_PROCESSES: Final = frozenset(key for key, process in PROCESSES.items() if process.driver == "event")
MEETING_SUBTYPES: Final = ("tac", "taf", "tas", "forum", "panel")

MEETING = [
    ("01", "Arrange the meeting", False),
    ("02", "Prepare", False),
    ("03", "Travel", False),
    ("04", "Attend, for each who attends", True),
    ("05", "Chair", True),
    ("06", "Write the minutes", False),
    ("07", "Agree the lead professional and action plan", True),
    ("08", "Update the record", False),
    ("09", "Panel or forum", False),
]
ACTIVITIES: Final = {
    activity.code: activity
    for activity in [
        Activity("A101", "intention", "Identify a need; talk it over with a manager", direct=True),
        Activity("A102", "intention", "Check for an existing CAF", False, "changed"),
        Activity("A103", "intention", "Open a record or send the intention form", False, "changed"),
        Activity("A104", "intention", "Log the intention", False, "removed", each=True),
        Activity("A201", "assessment", "Pre-CAF checklist", direct=True),
        Activity("A202", "assessment", "Consent", direct=True),
        Activity("A203", "assessment", "Visits to the family, with travel", direct=True),
        Activity("A204", "assessment", "Contact other professionals", direct=False),
        Activity("A205", "assessment", "Write the form", direct=False),
        Activity("A206", "assessment", "Quality check, supervision", direct=False),
        Activity("A207", "assessment", "Enter the form as data", False, "removed", each=True),
        Activity("A208", "assessment", "Scan papers", False, "removed", each=True),
        *(Activity(f"A3{n}", "initial_tac", name, direct) for n, name, direct in MEETING),
        *(Activity(f"A3{n}S", "subsequent_tac", name, direct) for n, name, direct in MEETING),
        Activity("A310", "subsequent_tac", "Score progress", direct=True),
        Activity("A401", "ongoing_support", "Calls and e-mails", direct=True),
        Activity("A402", "ongoing_support", "Visits", direct=True),
        Activity("A403", "ongoing_support", "Liaison", direct=False),
        Activity("A404", "ongoing_support", "Requests to services", False, "changed"),
        Activity("A405", "ongoing_support", "Keep the record", False, "changed"),
        Activity("A406", "ongoing_support", "Supervision", direct=False),
        Activity("A407", "ongoing_support", "Support by the co-ordinator", False, "changed", each=True),
        Activity("A501", "close", "Closing talk with the family", direct=True),
        Activity("A502", "close", "Closure record and outcome", direct=False),
        Activity("A503", "close", "Tell the co-ordinator", False, "removed"),
        Activity("A504", "close", "Update the database", False, "removed", each=True),
        Activity("MI", "overhead", "Management information", False, "changed", each=True),
    ]
}
