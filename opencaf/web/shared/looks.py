"""Who has looked, ready for a page: by day, each person with what they looked at and why they could."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from opencaf.episodes.queries.looks import Look

# The part of a record that a page shows, by the beginning of the page's name; the first that fits counts.
PARTS = (
    ("episodes:assessment_copy", "assessment, a copy taken away"),
    ("episodes:assessment_check", "assessment, looked at for its quality"),
    ("episodes:assessment", "assessment"),
    ("episodes:contribute", "assessment"),
    ("episodes:checklist", "checklist"),
    ("episodes:meeting_copy", "meetings, a copy taken away"),
    ("episodes:meeting", "meetings"),
    ("episodes:review", "reviews"),
    ("episodes:plan", "plan"),
    ("episodes:outcome", "plan"),
    ("episodes:action", "plan"),
    ("episodes:team", "team"),
    ("episodes:lead", "team"),
    ("episodes:coordinat", "team"),
    ("episodes:services", "services"),
    ("episodes:request_received", "what a service was asked"),
    ("episodes:request", "services"),
    ("episodes:missing", "services"),
    ("episodes:transfer_package", "move to another authority, a package taken away"),
    ("episodes:transfer", "move to another authority"),
    ("episodes:note", "notes"),
    ("episodes:sharing", "sharing"),
    ("episodes:add_consent", "sharing"),
    ("episodes:withdraw_consent", "sharing"),
    ("episodes:sharing_decisions", "sharing"),
    ("episodes:decide_sharing", "sharing"),
    ("episodes:looks", "who has looked"),
    ("episodes:withhold_look", "who has looked"),
    ("oversight:case_looks", "who has looked"),
    ("episodes:journey", "journey"),
    ("episodes:chronology", "chronology"),
    ("episodes:file", "files"),
    ("episodes:concern", "concern map"),
    ("episodes:own_marks", "concern map"),
    ("episodes:clos", "closing"),
    ("episodes:reopen", "closing"),
    ("episodes:suspend", "overview"),
    ("episodes:resume", "overview"),
    ("episodes:level", "overview"),
    ("episodes:help", "help from the coordinator"),
    ("guidance:from_answer", "help from the coordinator"),
    ("episodes:overview", "overview"),
    ("episodes:step_packet", "step-up, a packet taken away"),
    ("episodes:step", "step up and step down"),
    ("episodes:start", "first steps"),
    ("episodes:add_child", "children"),
    ("episodes:take_child_out", "children"),
    ("episodes:correct", "corrections"),
    ("costing:case_time", "own time noted"),
    ("costing:clock", "own time noted"),
    ("costing:time", "own time noted"),
    ("costing:case", "costs"),
    ("voices:", "whom to ask what they think"),
    ("case_audit:score", "case without names, scored for its quality"),
    ("case_audit:", "case audit"),
    ("practice:feedback", "practice feedback"),
    ("quality:", "an entry looked at for its quality"),
    ("registers:case", "what stood in the old register"),
    ("registers:child", "what stood in the old register"),
    ("children:summary", "summary"),
    ("children:", "child’s own page"),
)
LISTED = {
    "work": "their own list of work",
    "board": "the coordinator’s lists",
    "report": "a report’s list of cases",
    "case_audit": "a case audit",
    "practice_street": "the families of a practice street",
}


@dataclass(frozen=True)
class Line:
    """One person on one day."""

    name: str
    agency: str
    what: str
    why: str


@dataclass(frozen=True)
class Day:
    """A day with everybody who looked."""

    on: dt.date
    lines: list[Line]


def part_of(page: str) -> str:
    """Return the part of a record that a page shows, in words; nothing for a page that shows none."""
    return next((part for beginning, part in PARTS if page.startswith(beginning)), "")


def what_of(look: Look) -> str:
    """Return what somebody looked at, in words."""
    if look.action in ("searched", "looked_before_writing"):
        return "found in a search"
    if look.action == "listed":
        return f"listed in {LISTED.get(look.subject_kind, 'a list')}"
    return part_of(look.page) or "this record"


def days_of(looks: Iterable[Look]) -> list[Day]:
    """Return looks by day; each person once a day and reason."""
    days: dict[dt.date, dict[tuple[str, str, str], dict[str, int]]] = {}
    for look in looks:
        person = (look.name, look.agency, look.why)
        parts = days.setdefault(look.day, {}).setdefault(person, {})
        parts[what_of(look)] = parts.get(what_of(look), 0) + look.times
    return [
        Day(on, [Line(name, agency, words_of(parts), why) for (name, agency, why), parts in people.items()])
        for on, people in days.items()
    ]


def words_of(parts: dict[str, int]) -> str:
    """Return what was looked at as one sentence: Plan (3 times), overview."""
    most_first = sorted(parts.items(), key=lambda part: (-part[1], part[0]))
    words = ", ".join(what if times == 1 else f"{what} ({times} times)" for what, times in most_first)
    return words[:1].upper() + words[1:]
