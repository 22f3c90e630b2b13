"""The child's journey: every dated event of an episode, and of the earlier ones the viewer may see."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import QuerySet

from opencaf.access.sight import Sight, sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core.composed import composed_once
from opencaf.episodes.codes import (
    ActionStatus,
    ClosureReason,
    ContactKind,
    RequestDecision,
)
from opencaf.episodes.correctable import CORRECTABLE
from opencaf.episodes.models import Episode
from opencaf.episodes.queries.corrections import corrections_of
from opencaf.episodes.queries.journey_sql import EVENTS
from opencaf.episodes.queries.withholding import sees_no_part, withheld_from

KINDS = {
    "intention": "Intention",
    "agreement": "Agreement",
    "assessment": "Assessment",
    "meeting": "Meeting",
    "team": "Team",
    "plan": "Plan",
    "service": "Service",
    "note": "Note",
    "level": "Level of need",
    "step": "Step up and step down",
    "transfer": "Move to another authority",
    "words": "The family’s words",
    "closing": "Suspension and closing",
    "birth": "Birth",
    "record": "The record itself",
}

# What else of a record is corrected from one of its events: further dates, and the words beside it.
ALSO: dict[tuple[str, str], tuple[str, ...]] = {
    ("episode", "intended_on"): ("why",),
    ("consent", "answered_on"): ("review_by",),
    ("sharing", "decided_on"): (
        "items",
        "ground",
        "rationale",
        "advice_from",
        "asked_words",
        "family_told_words",
    ),
    ("quality", "looked_on"): ("ready_on", "look_by"),
    ("meeting", "held_on"): ("next_on",),
    ("lead", "ended_on"): ("why_ended",),
    ("lead", "handover_met_on"): ("handover_note",),
    ("work", "started_on"): ("why",),
    ("work", "ended_on"): ("why_ended",),
    ("outcome", "agreed_on"): ("target_on",),
    ("action", "agreed_on"): ("due_on",),
    ("progress", "said_on"): ("text",),
    ("request", "asked_on"): ("reason",),
    ("request", "sent_on"): ("sent_what",),
    ("request", "ended_on"): ("delivered",),
    ("request", "unmet_recorded_on"): ("unmet_need",),
    ("request", "recalled_on"): ("recalled_why",),
    ("missing", "noted_on"): ("wanted",),
    ("decision", "decided_on"): ("reason",),
    ("note", "happened_on"): ("text", "with_whom"),
    ("level", "decided_on"): ("reason",),
    ("suspension", "started_on"): ("reason",),
    ("step", "sent_on"): ("decided_on", "what_happened", "reason"),
    ("step", "answered_on"): ("answer_reason",),
    ("step", "fed_back_on"): ("feedback", "would_have_helped"),
    ("step", "decided_on"): ("reason", "handed_over"),
    ("transfer", "prepared_on"): ("moves_on", "agreed_on", "why", "agreed_words"),
    ("transfer", "withdrawn_on"): ("withdrawn_why",),
    ("received", "received_on"): ("moves_on",),
    ("closure", "closed_on"): ("look_back_on", "reason_words", "keeping_it_going"),
    ("closure", "reopened_on"): ("reopened_reason",),
}

TITLES = {
    "checked": "Looked whether a record existed",
    "intended": "Intention recorded, {name}",
    "child_joined": "{name} joined",
    "child_left": "{name} is no longer part of it",
    "checklist": "Checklist filled in",
    "assess_agreed": "{name} agreed to the assessment",
    "assess_refused": "{name} did not agree to the assessment",
    "share_agreed": "{name} agreed to share",
    "share_refused": "{name} did not agree to share",
    "withdrawn": "{name} withdrew agreement",
    "decided_share": "Decided to share, without resting on agreement, with {name}",
    "decided_not_share": "Decided not to share with {name}",
    "competence": "Understanding of {name} judged",
    "assessment_started": "Assessment started, version {name}",
    "assessment_completed": "Assessment completed, version {name}",
    "assessment_shown": "Assessment shown to the family, version {name}",
    "quality_agreed": "Assessment looked at and agreed, version {name}",
    "quality_sent_back": "Assessment looked at and sent back, version {name}",
    "contribution_asked": "{name} was asked to write for the assessment",
    "contribution_sent": "{name} wrote for the assessment",
    "contribution_withdrawn": "What {name} was asked to write was taken back",
    "visited": "Visit to the family",
    "meeting_held": "Meeting: {name}",
    "meeting_planned": "Meeting planned: {name}",
    "meeting_cancelled": "Meeting cancelled: {name}",
    "reviewed": "Review",
    "lead_began": "{name} began to lead",
    "handover": "Handover by {name}",
    "lead_ended": "{name} stopped leading",
    "lead_offered": "{name} was offered the lead",
    "offer_declined": "{name} declined the lead",
    "offer_taken_back": "The offer of the lead to {name} was taken back",
    "offer_overtaken": "The offer of the lead to {name} was settled in another way",
    "work_began": "{name} began to do the work without the title",
    "work_ended": "{name} stopped doing the work without the title",
    "joined_team": "{name} joined the team",
    "left_team": "{name} left the team",
    "outcome_agreed": "Outcome agreed",
    "progress": "News of an action",
    "asked": "Asked: {name}",
    "sent": "Request sent: {name}",
    "service_started": "Started: {name}",
    "service_ended": "Ended: {name}",
    "unmet": "Need not met: {name}",
    "recalled": "Request recalled: {name}",
    "no_such_service": "No such service",
    "suspended": "Suspended",
    "resumed": "Taken up again",
    "level": "Level of need {name}",
    "stepped_up": "Stepped up: sent to {name}",
    "stepped_up_again": "Stepped up again: sent to {name}",
    "step_accepted": "{name} accepted the step-up",
    "step_declined": "{name} declined the step-up",
    "step_more_information": "{name} asked for more information",
    "step_fed_back": "Feedback from {name}",
    "stepped_down": "Stepped down: {name} hands back",
    "step_up_back": "A step-up was taken back",
    "step_down_back": "A step-down was taken back",
    "transfer_prepared": "Move to {name} prepared",
    "transfer_sent": "Package sent to {name}",
    "transfer_accepted": "{name} accepted the case",
    "transfer_declined": "{name} declined the case",
    "transfer_withdrawn": "Move to {name} withdrawn",
    "transfer_arrived": "Package arrived from {name}",
    "transfer_taken_over": "Taken over from {name}",
    "said": "{name} said",
    "not_asked": "{name} was not asked",
    "reopened": "Reopened",
    "born": "{name} was born",
    "merged": "Two records of {name} became one",
    "unmerged": "The record of {name} and another became two again",
    **{f"action_{value}": f"Action closed: {label.lower()}" for value, label in ActionStatus.choices},
    "action_agreed": "Action agreed",
    **{f"decided_{value}": f"{label}: {{name}}" for value, label in RequestDecision.choices},
    **{
        f"decided_{value}_again": f"Decided again, {label.lower()}: {{name}}"
        for value, label in RequestDecision.choices
    },
    **{f"note_{value}": str(label) for value, label in ContactKind.choices},
}


@dataclass(frozen=True)
class ToCorrect:
    """A field of an event that can be corrected."""

    kind: str
    record_id: uuid.UUID
    field: str
    label: str

    @property
    def words(self) -> str:
        """The label in the middle of a sentence."""
        return self.label[:1].lower() + self.label[1:]


@dataclass(frozen=True)
class JourneyEvent:
    """One thing that happened on a day."""

    on: dt.date
    kind: str
    step: str
    title: str
    text: str
    who: str
    episode_id: uuid.UUID
    record: str
    record_id: uuid.UUID
    field: str
    other: str
    earlier: list[str]
    correctable: list[ToCorrect]

    @property
    def kind_words(self) -> str:
        """The kind as the page says it."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class Journey:
    """The events in order, and which other episodes they come from."""

    events: list[JourneyEvent]
    others: dict[uuid.UUID, str]


def journey_of(
    episode: Episode,
    practitioner: Practitioner,
    kinds: Collection[str] = (),
    *,
    child_ids: Collection[uuid.UUID],
) -> Journey:
    """Return the journey of an episode's children, by their ids, as somebody may see it, oldest first."""
    others = dict(earlier_episodes(*sight_of(practitioner), episode, episode.intended_on))
    ids = [episode.pk, *others]
    corrections = corrections_of(ids)
    events = [as_event(row, corrections, others) for row in events_of(ids)]
    hidden = withheld_from(practitioner, episode)
    if hidden:
        kinds_without = ["agreement", "step"]
        kinds_without += ["assessment"] if sees_no_part(hidden, child_ids) else []
        events = [without_words(event) if event.kind in kinds_without else event for event in events]
    return Journey([event for event in events if not kinds or event.kind in kinds], others)


def without_words(event: JourneyEvent) -> JourneyEvent:
    """Return an event without its words: those of an agreement tell what is left out, and why."""
    return replace(event, text="", earlier=[], correctable=[])


@composed_once
def earlier_episodes(
    authority_id: uuid.UUID,
    granted_to_id: uuid.UUID | None,
    locality_id: uuid.UUID | None,
    sees_all: bool,
    episode: Episode,
    intended_on: dt.date,
) -> QuerySet[Episode, tuple[uuid.UUID, str]]:
    """The episodes of the same children that began before, within this sight (the first four)."""
    sight = Sight(authority_id, granted_to_id, locality_id, sees_all)
    children = episode.episode_children.values("child")
    earlier = Episode.objects.within(sight).filter(
        episode_children__child__in=children, intended_on__lt=intended_on
    )
    return earlier.exclude(pk=episode.pk).values_list("id", "reference").distinct()


def events_of(episode_ids: list[uuid.UUID]) -> list[tuple[object, ...]]:
    """Return the rows of every dated event of some episodes."""
    with connection.cursor() as cursor:
        cursor.execute(EVENTS, {"episodes": episode_ids})
        return list(cursor.fetchall())


def as_event(
    row: tuple[object, ...],
    corrections: dict[tuple[uuid.UUID, str], list[str]],
    others: dict[uuid.UUID, str],
) -> JourneyEvent:
    """Return a row in words, with what was corrected in it and what can be."""
    episode_id, on, _, kind, step, record, record_id, field, name, text, who = row
    assert isinstance(on, dt.date) and isinstance(record_id, uuid.UUID)  # noqa: S101, PT018 - as selected
    assert isinstance(episode_id, uuid.UUID)  # noqa: S101 - as selected
    fields = [str(field), *ALSO.get((str(record), str(field)), ())] if field else []
    return JourneyEvent(
        on=on,
        kind=str(kind),
        step=str(step),
        title=title_of(str(step), str(name or "")),
        text=str(text or ""),
        who=str(who or ""),
        episode_id=episode_id,
        record=str(record),
        record_id=record_id,
        field=str(field),
        other=others.get(episode_id, ""),
        earlier=[line for one in fields for line in corrections.get((record_id, one), [])],
        correctable=[
            ToCorrect(str(record), record_id, one, CORRECTABLE[str(record), one].label) for one in fields
        ],
    )


def title_of(step: str, name: str) -> str:
    """Return what happened, in a line."""
    if step == "closed":
        return f"Closed: {ClosureReason(name).label}"
    return TITLES[step].format(name=name).strip(", ")
