"""Tables 1 to 3 of the study of 2011, made anew for any authority: how its team, its process and its records work.

The rows are those of Holmes, McDermid and Soper's interim report. What is said comes from settings and posts;
what nobody has said stands as not held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from opencaf.agencies.models import (
    AssessmentChecker,
    Authority,
    DataEntry,
    IntentionRoute,
    MeetingKind,
    Post,
    Practitioner,
    Role,
)
from opencaf.core.rulings import require
from opencaf.extracts.permissions import can_see_tables

NOT_HELD = "Not held"
SETTINGS, POSTS, KINDS, PROGRAM = (
    "The authority’s settings",
    "Posts that have not ended",
    "The kinds of meeting of the authority",
    "How OpenCAF works",
)
OF_THE_TEAM = (Role.MANAGER, Role.COORDINATOR, Role.TRAINING, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Told:
    """One row of a table: what the study asked, what holds here, and how that is known."""

    asked: str
    answer: str
    known_by: str

    @property
    def is_held(self) -> bool:
        """Whether somebody has said it."""
        return self.answer != NOT_HELD


@dataclass(frozen=True)
class StudyTable:
    """One of the three tables."""

    number: int
    title: str
    rows: tuple[Told, ...]


def study_tables(practitioner: Practitioner) -> list[StudyTable]:
    """Return the three tables for somebody's authority."""
    require(can_see_tables(practitioner))
    authority: Authority = practitioner.authority
    return [
        StudyTable(1, "How the team works", tuple(the_team(authority))),
        StudyTable(2, f"How a {authority.short_name} goes", tuple(the_process(authority))),
        StudyTable(3, "How records are kept", tuple(the_records(authority))),
    ]


def the_team(authority: Authority) -> Iterator[Told]:
    """Yield the rows of table 1."""
    yield Told("Main function of team", authority.get_delivery_model_display(), SETTINGS)
    yield said("Type of team", authority.team_function)
    yield Told(
        "Team activities", in_one(activities(authority)), f"{SETTINGS}. Training and advice are not held."
    )
    yield Told("Staff structure", in_one(staff(authority)), POSTS)


def activities(authority: Authority) -> Iterator[str]:
    """Yield what the settings say that the team does."""
    short = authority.short_name
    if authority.intention_route == IntentionRoute.FORM_TO_COORDINATOR:
        yield "Takes forms that make an intention known"
    if authority.intention_route == IntentionRoute.CALL_TO_COORDINATOR:
        yield "Takes calls that make an intention known"
    if authority.data_entry != DataEntry.ALL_PROFESSIONALS:
        yield f"Enters {short}s for others"
    if authority.scans_paper_forms:
        yield "Scans forms filled in on paper"
    if authority.assessments_checked_by == AssessmentChecker.COORDINATOR:
        yield "Looks at completed assessments"


def staff(authority: Authority) -> list[str]:
    """Return how many hold each job of the team, the commonest last, as the study lists it."""
    posts = Post.objects.filter(authority=authority, ended_on=None, role__in=OF_THE_TEAM)
    titles = Counter(
        title or Role(role).label
        for title, role in posts.values_list("job_title", "role").order_by("role", "id")
    )
    return [f"{number} {title}" for title, number in sorted(titles.items(), key=lambda one: (one[1], one[0]))]


def the_process(authority: Authority) -> Iterator[Told]:
    """Yield the rows of table 2."""
    short, lead = authority.short_name, authority.lead_title
    kinds = MeetingKind.objects.filter(authority=authority).values_list("name", flat=True)
    others_enter = authority.data_entry != DataEntry.ALL_PROFESSIONALS
    writers = authority.get_data_entry_display()
    scanned = "; paper forms are scanned and kept with the record" if authority.scans_paper_forms else ""
    yield Told(
        f"Process 1: intention to complete a {short}",
        f"OpenCAF is searched for the child first. {authority.get_intention_route_display()}.",
        f"{PROGRAM}; {SETTINGS[:1].lower()}{SETTINGS[1:]}",
    )
    yield Told(
        f"Process 2: completion of the {short} assessment",
        f"Entered by: {writers}{scanned}"
        if others_enter or scanned
        else "Completed on OpenCAF by whoever assesses",
        SETTINGS,
    )
    yield Told("Process 3: multi-agency meetings", in_one(list(kinds)), KINDS)
    yield Told(
        "Process 4: ongoing support",
        f"Support by several agencies; led by the {lead}, with the {authority.team_name}",
        PROGRAM,
    )
    yield Told(
        f"Process 5: close {short}",
        f"Closure entered by: {writers}" if others_enter else "Closure completed on OpenCAF by whoever leads",
        SETTINGS,
    )


def the_records(authority: Authority) -> Iterator[Told]:
    """Yield the rows of table 3."""
    system = authority.recording_system
    yield Told("System in use or proposed", f"OpenCAF; {system}" if system else "OpenCAF", SETTINGS)
    yield Told("Data entered by", authority.get_data_entry_display(), SETTINGS)
    yield Told(
        "Data accessed by",
        "Whoever works with the family, once they are let in; coordinators and managers",
        PROGRAM,
    )
    yield said("Link with social care’s system", authority.social_care_link)


def said(asked: str, answer: str) -> Told:
    """Return a row that holds what was typed into the settings, where anything was."""
    words = answer.strip()
    return Told(asked, words or NOT_HELD, SETTINGS if words else "Nobody has filled it in in the settings")


def in_one(parts: Iterator[str] | list[str]) -> str:
    """Return parts in one sentence, or that there are none."""
    return "; ".join(parts) or NOT_HELD
