"""Meetings as pages show them: the list, and one meeting with who came and what was decided."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from opencaf.agencies.models import MeetingKind, Post
from opencaf.core.composed import composed_once
from opencaf.core.dates import in_words
from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.models import Attendance, Decision, Episode, Meeting, Review


@dataclass(frozen=True)
class MeetingLists:
    """The meetings of an episode by what became of them."""

    finding: list[Meeting]
    planned: list[Meeting]
    held: list[Meeting]
    cancelled: list[Meeting]


def meetings_of(episode: Episode) -> MeetingLists:
    """Return the meetings: the next planned first, the latest held first."""
    by_status: dict[str, list[Meeting]] = {status: [] for status in Meeting.Status.values}
    for meeting in meetings_by_day(episode):
        by_status[meeting.status].append(meeting)
    return MeetingLists(
        finding=by_status[Meeting.Status.FINDING],
        planned=by_status[Meeting.Status.PLANNED],
        held=by_status[Meeting.Status.HELD][::-1],
        cancelled=by_status[Meeting.Status.CANCELLED][::-1],
    )


@composed_once
def meetings_by_day(episode: Episode) -> models.QuerySet[Any]:
    """The meetings in the order of their days."""
    return with_review(episode.meetings.select_related("kind")).order_by("held_on", "planned_for", "id")


def with_review(meetings: models.QuerySet[Meeting]) -> models.QuerySet[Any]:
    """Return meetings that know whether a review was written of them."""
    return meetings.annotate(is_reviewed=Exists(Review.objects.filter(meeting=OuterRef("pk"))))


@composed_once
def meeting_to_open(episode: Episode, meeting_id: uuid.UUID) -> models.QuerySet[Any]:
    """One meeting of an episode with what a page about it needs."""
    one = episode.meetings.filter(pk=meeting_id)
    return with_review(one.select_related("kind", "chair", "chair_person", "minutes_by", "panel"))


@composed_once
def held_meetings(episode: Episode) -> models.QuerySet[Any]:
    """The meetings that were held with what they decided, the latest first, for choosing one."""
    decided = ArrayAgg(
        "decisions__text",
        filter=models.Q(decisions__isnull=False),
        order_by=("decisions__position", "decisions__id"),
        default=models.Value([], output_field=ArrayField(models.TextField())),
    )
    held = episode.meetings.filter(status=Meeting.Status.HELD).select_related("kind")
    return held.annotate(decided=decided).order_by("-held_on", "-id")


@composed_once
def kinds_of(authority_id: uuid.UUID) -> models.QuerySet[MeetingKind]:
    """The kinds of meeting that an authority holds."""
    return MeetingKind.objects.filter(authority_id=authority_id)


def title_of(meeting: Meeting) -> str:
    """Return what a meeting is called: its purpose, or else its kind."""
    return meeting.purpose[:1].upper() + meeting.purpose[1:] if meeting.purpose else meeting.kind.name


@dataclass(frozen=True)
class Words:
    """What somebody wrote before a meeting, in answer to its three questions."""

    going_well: str
    worries: str
    wishes: str


@dataclass(frozen=True)
class Came:
    """One line of the attendance as pages show it, with the words they sent beforehand."""

    line: Attendance
    name: str
    what: str
    state: str
    state_in_words: str
    note: str
    update: str
    is_family: bool
    words: Words | None = None


@dataclass(frozen=True)
class Decided:
    """One decision, read back in plain words."""

    text: str
    action_id: uuid.UUID | None = None
    in_the_plan: str = ""


@dataclass(frozen=True)
class Minutes:
    """A meeting with who came, what was decided, and the whole read back in sentences."""

    meeting: Meeting
    lines: list[Came]
    decisions: list[Decided]

    @property
    def present(self) -> list[Came]:
        """Those who came."""
        return [line for line in self.lines if line.state == AttendanceState.PRESENT]

    @property
    def apart(self) -> list[Came]:
        """Those who were asked and did not come, or have not answered yet."""
        return [line for line in self.lines if line.state != AttendanceState.PRESENT]

    @property
    def waiting(self) -> list[Came]:
        """Those who have not answered yet."""
        return [line for line in self.lines if line.state == AttendanceState.INVITED]

    def of_practitioner(self, practitioner_id: uuid.UUID) -> Came | None:
        """Return somebody's own line, where they are invited."""
        return next((one for one in self.lines if one.line.practitioner_id == practitioner_id), None)

    @property
    def sent_words(self) -> list[Came]:
        """Those who wrote something beforehand, the family first."""
        return [line for line in self.lines if line.words]

    @property
    def family_words(self) -> list[Came]:
        """Those of the family who wrote something beforehand."""
        return [line for line in self.sent_words if line.is_family]

    @property
    def others_words(self) -> list[Came]:
        """The others who wrote something beforehand."""
        return [line for line in self.sent_words if not line.is_family]

    @property
    def family_was_there(self) -> bool:
        """Whether a parent, carer or child was present."""
        return any(line.is_family for line in self.present)

    @property
    def chair(self) -> str:
        """Who chaired: a practitioner, or somebody of the family."""
        return str(self.meeting.chair or self.meeting.chair_person or "")

    @property
    def read_back(self) -> str:
        """The meeting in a few sentences."""
        meeting = self.meeting
        if meeting.held_on is None:
            return ""
        place = f" at {meeting.place}" if meeting.place else ""
        sentences = [f"The meeting was held on {in_words(meeting.held_on)}{place}."]
        if self.chair:
            sentences.append(f"{self.chair} chaired.")
        sentences.append(f"{in_numbers(self.lines)}.")
        if self.decisions:
            decided = f"{len(self.decisions)} things were" if len(self.decisions) > 1 else "One thing was"
            sentences.append(f"{decided} decided.")
        return " ".join([*sentences, how_it_ended(meeting)])


def minutes_of(meeting: Meeting) -> Minutes:
    """Return a meeting with its attendance and decisions."""
    lines = [as_came(line) for line in attendance_of(meeting)]
    decisions = [as_decided(one) for one in decisions_of(meeting)] if meeting.held_on else []
    return Minutes(meeting=meeting, lines=lines, decisions=decisions)


def as_decided(decision: Decision) -> Decided:
    """Return a decision as it is read back: its words, and who does it by when once it is in the plan."""
    action = decision.action
    if action is None:
        return Decided(decision.text)
    who = action.owner or action.owner_person or action.owner_words
    return Decided(decision.text, action.id, f"{who} does this by {in_words(action.due_on)}")


@composed_once
def decisions_of(meeting: Meeting) -> models.QuerySet[Decision]:
    """What a meeting decided, in order, with the action that came of it."""
    whose = ("action__owner", "action__owner_person")
    return meeting.decisions.select_related(*whose).order_by("position", "id")


@composed_once
def attendance_of(meeting: Meeting) -> models.QuerySet[Any]:
    """Who was asked to a meeting, the family first, with their job of now and what they wrote beforehand."""
    post = Post.objects.filter(practitioner=OuterRef("practitioner"), ended_on=None).order_by("id")
    lines = meeting.attendances.select_related("practitioner", "person", "agency").annotate(
        job_title=Subquery(post.values("job_title")[:1]),
        agency_name=Subquery(post.values("agency__name")[:1]),
        going_well=models.F("words_before__going_well"),
        worries=models.F("words_before__worries"),
        wishes=models.F("words_before__wishes"),
    )
    return lines.order_by(models.F("person").asc(nulls_last=True), "id")


def as_came(line: Any) -> Came:
    """Return a row of the attendance, as read by minutes_of, as pages show it."""
    what = ", ".join(part for part in (line.job_title, line.agency_name) if part)
    return Came(
        line=line,
        name=str(line.practitioner or line.person or line.agency),
        what="family" if line.person else what,
        state=line.state,
        state_in_words=line.get_state_display(),
        note=line.note,
        update=line.update,
        is_family=line.person is not None,
        words=words_in(line),
    )


def words_in(line: Any) -> Words | None:
    """Return what somebody wrote beforehand, in a row of the attendance; None where they did not."""
    if line.going_well is None:
        return None
    return Words(going_well=line.going_well, worries=line.worries, wishes=line.wishes)


def in_numbers(lines: list[Came]) -> str:
    """Return in words how many came, sent apologies, did not come and did not reply."""
    words = {
        AttendanceState.PRESENT: ("was there", "were there"),
        AttendanceState.APOLOGIES: ("sent apologies", "sent apologies"),
        AttendanceState.ABSENT: ("did not come", "did not come"),
        AttendanceState.NO_REPLY: ("did not reply", "did not reply"),
    }
    parts = []
    for state, (one, many) in words.items():
        number = sum(line.state == state for line in lines)
        if number:
            parts.append(f"{number} {one if number == 1 else many}")
    return ", ".join(parts) or "Nobody was noted"


def how_it_ended(meeting: Meeting) -> str:
    """Return the last sentence of a meeting: the next date, the proposal to close, or both."""
    if meeting.next_on is None:
        return "It was proposed to close."
    closing = "; closing was proposed" if meeting.closing_proposed else ""
    return f"The next meeting is on {in_words(meeting.next_on)}{closing}."
