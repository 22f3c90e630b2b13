"""The path to social care and back: each step with who agreed, what became of it, and what it waits for."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Value
from django.db.models.functions import Coalesce, Concat, Trim

from opencaf.agencies.models import Agency, AgencyType, Authority
from opencaf.core import clock
from opencaf.core.composed import composed_once
from opencaf.core.dates import in_words, working_days_after
from opencaf.episodes.codes import StepDirection
from opencaf.episodes.models import (
    Episode,
    Meeting,
    SharingDecision,
    SharingDecisionPerson,
    SocialCareNumber,
    ThresholdStep,
    ThresholdStepPerson,
)
from opencaf.episodes.queries.areas import NOTHING, Areas
from opencaf.episodes.queries.copies import agencies_to_copy_for
from opencaf.episodes.queries.corrections import corrections_of
from opencaf.episodes.queries.meetings import title_of
from opencaf.episodes.queries.packet_choices import SENT_BACK
from opencaf.episodes.queries.support import Step


@dataclass(frozen=True)
class StepShown:
    """A step as the page shows it: its line of days, what was taken back of it, social care's number."""

    step: ThresholdStep
    line: list[Step]
    taken_back: list[str]
    number: str
    answer_due_on: dt.date | None

    @property
    def packet(self) -> list[str]:
        """What goes with a step up, in words."""
        step = self.step
        return [
            *([f"Assessment, version {step.assessment.version}"] if step.assessment else []),
            *(["Plan"] if step.with_plan else []),
            *([self.meeting] if step.meeting else []),
            *([decision_in_words(step.sharing_decision)] if step.sharing_decision else []),
        ]

    @property
    def meeting(self) -> str:
        """The meeting of a step, in words."""
        meeting = self.step.meeting
        day = meeting and (meeting.held_on or meeting.planned_for)
        return f"{title_of(meeting)}, {in_words(day)}" if meeting and day else ""

    @property
    def can_be_sent_again(self) -> bool:
        """Whether social care sent it back, and it was not sent again."""
        step = self.step
        return step.answer in SENT_BACK and step.taken_back_on is None and not step.is_sent_again  # type: ignore[attr-defined]

    @property
    def is_late(self) -> bool:
        """Whether feedback should have come by now."""
        return self.answer_due_on is not None and self.answer_due_on < clock.today()


def decision_in_words(decision: SharingDecision) -> str:
    """Return a decision to share as a packet names it."""
    return f"Decision to share of {in_words(decision.decided_on)}"


def path_of(episode: Episode, authority: Authority, *, with_numbers: bool) -> list[StepShown]:
    """Return the steps of an episode, the latest first; with_numbers for who may see them."""
    steps = steps_with_people(episode)
    numbers = dict(numbers_of(episode)) if with_numbers and steps else {}
    corrected = corrections_of([episode.pk]) if steps else {}
    return [
        StepShown(
            step=step,
            line=line_of(step),
            taken_back=corrected.get((step.id, "answer"), []),
            number=numbers.get(step.id, ""),
            answer_due_on=feedback_due_on(step, authority),
        )
        for step in steps
    ]


def feedback_due_on(step: ThresholdStep, authority: Authority) -> dt.date | None:
    """Return by when feedback to a step up should come; None once it has, or where none is waited for."""
    if not step.is_up or step.fed_back_on or step.taken_back_on or step.sent_on is None:
        return None
    return working_days_after(step.sent_on, authority.feedback_within)


def step_waits() -> Q:
    """Return the steps that wait: for a decision or feedback, or for the first meeting after a step down."""
    for_social_care = Q(direction=StepDirection.UP) & (Q(answer="") | Q(fed_back_on=None))
    for_a_meeting = Q(direction=StepDirection.DOWN, meeting=None)
    return Q(taken_back_on=None) & (for_social_care | for_a_meeting)


def line_of(step: ThresholdStep) -> list[Step]:
    """Return the days of a step in their order; those to come have none."""
    if not step.is_up:
        return [Step("Decided", step.decided_on, step.reason)]
    answer = step.get_answer_display() if step.answer else "Social care’s decision"
    return [
        Step("Decided", step.decided_on, step.reason),
        Step("Sent", step.sent_on, step.what_happened),
        Step(answer, step.answered_on, step.answer_reason),
        Step("Feedback", step.fed_back_on, step.feedback),
    ]


@composed_once
def steps_with_people(episode: Episode) -> QuerySet[Any]:
    """The steps of an episode, the latest first, each with who agreed and who did not."""
    return described(ThresholdStep.objects.filter(episode=episode)).order_by(
        Coalesce("sent_on", "decided_on").desc(), "-id"
    )


@composed_once
def step_to_open(episode: Episode, step_id: uuid.UUID) -> QuerySet[Any]:
    """One step of an episode with what a page about it needs."""
    return described(ThresholdStep.objects.filter(episode=episode, pk=step_id))


def described(steps: QuerySet[ThresholdStep]) -> QuerySet[Any]:
    """Return steps with the names and papers that pages show."""
    name = Trim(Concat("person__given_names", Value(" "), "person__family_name"))
    people = ThresholdStepPerson.objects.filter(step=OuterRef("pk")).order_by("recorded_at", "id")
    again = ThresholdStep.objects.filter(again_after=OuterRef("pk"), taken_back_on=None)
    papers = ("agency", "decided_by", "sent_by", "assessment", "meeting__kind", "sharing_decision")
    return steps.select_related("episode", "taken_back_by", *papers).annotate(
        agreed=ArraySubquery(people.filter(agreed=True).values(name=name)),
        not_agreed=ArraySubquery(people.filter(agreed=False).values(name=name)),
        is_sent_again=Exists(again),
    )


@composed_once
def numbers_of(episode: Episode) -> QuerySet[SocialCareNumber, Any]:
    """Social care's numbers by step; the database gives them to coordinators and social care alone."""
    return SocialCareNumber.objects.filter(step__episode=episode).values_list("step_id", "number")


@composed_once
def social_care_teams(authority_id: uuid.UUID) -> QuerySet[Agency]:
    """The teams of children's social care in an authority."""
    teams = Agency.objects.filter(authority_id=authority_id, active=True)
    return teams.filter(kind=AgencyType.CHILDRENS_SOCIAL_CARE).order_by("name")


@composed_once
def meetings_to_name(episode: Episode) -> QuerySet[Meeting]:
    """The meetings that were held or are planned, the latest first."""
    open_ones = episode.meetings.filter(status__in=[Meeting.Status.HELD, Meeting.Status.PLANNED])
    return open_ones.select_related("kind").order_by(Coalesce("held_on", "planned_for").desc(), "-id")


def left_out_of_packet(step: ThresholdStep, everybody: frozenset[uuid.UUID]) -> Areas | None:
    """Return the parts that stay out of a packet; None where nothing lets it go to social care any more.

    Where it rests on a decision to share, nothing is left out; otherwise what the family leaves out.
    """
    if step.sharing_decision_id:
        return NOTHING
    copies = agencies_to_copy_for(step.episode, everybody)
    return next((one.left_out for one in copies if one.agency.id == step.agency_id), None)


@composed_once
def people_of_decision(decision: SharingDecision) -> QuerySet[SharingDecisionPerson]:
    """Whom a decision to share is about."""
    return decision.people.select_related("person").order_by("recorded_at", "id")
