"""What a paper for the table of a meeting may hold: what everybody on its list may see, whoever they are.

A paper goes from hand to hand, so nobody can ask for more as on the screen. Counted are the parts that the
family leaves out for the agency of anybody on the list, and what somebody of the family on it may not see.
Strengths, worries and what is said of the whole tell of all parts: where one is left out, they are too.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from opencaf.access.models import AccessGrant
from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Agency, Post
from opencaf.core.composed import composed_once
from opencaf.episodes.codes import FindingKind
from opencaf.episodes.models import Attendance, Episode, FamilyView, Meeting
from opencaf.episodes.queries.areas import NOTHING, Areas
from opencaf.episodes.queries.consent import answers_with_agencies
from opencaf.episodes.queries.marks import Concern, highest_concerns
from opencaf.episodes.queries.meeting_screen import MOST_CONCERNS, family_says, findings_now
from opencaf.episodes.queries.meetings import Minutes, held_meetings, minutes_of
from opencaf.episodes.queries.people_left_out import name_of
from opencaf.episodes.queries.plan import Plan, plan_of
from opencaf.episodes.queries.withholding import left_out_for, sees_no_part
from opencaf.episodes.reads import RESTS_ON_NO_AGENCY, kept_back_from, people_left_out
from opencaf.people.models import Person


@dataclass(frozen=True)
class LeftOutFor:
    """An agency or somebody of the family on the list who does not see all of it, and why as it was said.

    is_everything: of the record they may see nothing, or nobody can tell from the words what.
    """

    name: str
    parts: Areas
    why: str = ""
    is_everything: bool = False


@dataclass(frozen=True)
class Table:
    """Everything that stands on the paper; hidden are the parts that somebody there does not see."""

    left_out: list[LeftOutFor]
    hidden: Areas
    minutes: Minutes
    views: list[FamilyView]
    strengths: list[str]
    worries: list[str]
    concerns: list[Concern]
    plan: Plan | None
    decided: list[Meeting]

    @property
    def holds_nothing(self) -> bool:
        """Whether somebody on the list may see nothing of the record: then it is a list and room to write."""
        return any(one.is_everything for one in self.left_out)


def table_of(meeting: Meeting, children: Sequence[Person], *, hidden: Areas) -> Table:
    """Return what stands on the paper of somebody from whom some parts are withheld themselves."""
    episode, child_ids = meeting.episode, frozenset(child.id for child in children)
    left_out = left_out_at(meeting, child_ids)
    hidden_here = hidden.union(*(one.parts for one in left_out))
    nothing = any(one.is_everything for one in left_out)
    findings = [] if hidden_here or nothing else findings_now(episode)
    tells_of_all = nothing or sees_no_part(hidden_here, child_ids)
    return Table(
        left_out=left_out,
        hidden=hidden_here,
        minutes=minutes_of(meeting),
        views=[] if tells_of_all else family_says(episode)[0],
        strengths=[one.text for one in findings if one.kind == FindingKind.STRENGTH],
        worries=[one.text for one in findings if one.kind == FindingKind.WORRY],
        concerns=[] if nothing else highest_concerns(episode, MOST_CONCERNS, hidden=hidden_here),
        plan=None if nothing else plan_of(episode, children),
        decided=[] if nothing else [one for one in held_meetings(episode) if one.decided],
    )


def left_out_at(meeting: Meeting, child_ids: frozenset[uuid.UUID]) -> list[LeftOutFor]:
    """Return who on the list of a meeting does not see everything, agencies first."""
    found = [*agencies_left_out(meeting, child_ids), *people_left_out_at(meeting, child_ids)]
    return [one for one in found if one.parts or one.is_everything]


def agencies_left_out(meeting: Meeting, child_ids: frozenset[uuid.UUID]) -> Iterator[LeftOutFor]:
    """Yield the agencies on the list with the parts that each does not see, as the answers stand."""
    agencies = agencies_at(meeting)
    answers = answers_with_agencies(meeting.episode) if agencies else []
    for agency_id, name in agencies:
        yield LeftOutFor(name, left_out_for(agency_id, answers, child_ids))


def people_left_out_at(meeting: Meeting, child_ids: frozenset[uuid.UUID]) -> Iterator[LeftOutFor]:
    """Yield those of the family on the list who may not see something.

    A decision to keep something back says in words what it is: no program can tell which parts.
    """
    ((left_out, kept_back),) = people_at(meeting)
    for row in left_out:
        parts = frozenset((child_id, element) for child_id in child_ids for element in row["elements"])
        yield LeftOutFor(name_of(row), parts, row["why"], is_everything=not row["elements"])
    for row in kept_back:
        yield LeftOutFor(name_of(row), NOTHING, f"It was decided so: {row['why']}", is_everything=True)


@composed_once
def agencies_at(meeting: Meeting) -> QuerySet[Agency, tuple[uuid.UUID, str]]:
    """The agencies on the list: those asked as such, where somebody works, and where they were let in.

    Who reads by their post or their part in the assessment reads for no agency.
    """
    listed = Attendance.objects.filter(meeting=meeting)
    own = AccessGrant.objects.live().filter(
        practitioner_id=OuterRef("practitioner_id"), episode_id=meeting.episode_id
    )
    for_an_agency = ~Exists(own.filter(basis__in=RESTS_ON_NO_AGENCY))
    invited = listed.filter(for_an_agency, practitioner__isnull=False).values("practitioner")
    works = Post.objects.filter(practitioner__in=invited, ended_on=None).exclude(role__in=SEES_ALL)
    let_in = AccessGrant.objects.live().filter(
        practitioner_id__in=works.values("practitioner"), episode_id=meeting.episode_id
    )
    here = (
        Q(id__in=listed.filter(agency__isnull=False).values("agency"))
        | Q(id__in=works.values("agency"))
        | Q(id__in=let_in.filter(agency__isnull=False).values("agency"))
    )
    return Agency.objects.filter(here).order_by("name", "id").values_list("id", "name")


@composed_once
def people_at(meeting: Meeting) -> QuerySet[Episode, Any]:
    """Who of the family on the list is left out by answers, and by decisions, as two arrays."""
    row = OuterRef("pk")
    listed = Attendance.objects.filter(meeting=meeting, person__isnull=False).values("person")
    return Episode.objects.filter(pk=meeting.episode_id).values_list(
        ArraySubquery(people_left_out(row).filter(person__in=listed)),
        ArraySubquery(kept_back_from(row).filter(person__in=listed)),
    )
