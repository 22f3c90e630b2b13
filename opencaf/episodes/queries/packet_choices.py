"""What can go with a step up to social care, read at once for the page on which it is chosen."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from opencaf.core.composed import composed_once
from opencaf.core.dates import in_words
from opencaf.episodes.codes import SharingChoice, StepAnswer, StepDirection
from opencaf.episodes.models import Assessment, Episode, Meeting, SharingDecision, ThresholdStep

SENT_BACK = (StepAnswer.DECLINED, StepAnswer.MORE_INFORMATION)
MODELS: dict[str, type[Model]] = {
    "assessment": Assessment,
    "meeting": Meeting,
    "sharing_decision": SharingDecision,
    "again_after": ThresholdStep,
}
Choices = list[tuple[uuid.UUID, str]]
Row = dict[str, Any]


@dataclass(frozen=True)
class PacketChoices:
    """Each thing that can be chosen, with its words: papers, and what social care sent back."""

    assessment: Choices
    meeting: Choices
    sharing_decision: Choices
    again_after: Choices


def packet_choices(episode: Episode) -> PacketChoices:
    """Return what can go with a step up of an episode, the latest first, in one read."""
    ((versions, meetings, decisions, back),) = choices_in_json(episode)
    return PacketChoices(
        assessment=[(id_of(row), version_in_words(row)) for row in versions],
        meeting=[(id_of(row), f"{row['purpose'] or row['kind']}, {on(row['held_on'])}") for row in meetings],
        sharing_decision=[(id_of(row), decision_as_choice(row)) for row in decisions],
        again_after=[
            (id_of(row), f"Sent on {on(row['sent_on'])}: {StepAnswer(row['answer']).label.lower()}")
            for row in back
        ],
    )


@composed_once
def choices_in_json(episode: Episode) -> QuerySet[Episode, Any]:
    """The four lists of PacketChoices, each as an array."""
    here = {"episode": OuterRef("pk")}
    versions = Assessment.objects.filter(**here).order_by("-version")
    meetings = Meeting.objects.filter(**here, status=Meeting.Status.HELD).order_by("-held_on", "-id")
    decisions = SharingDecision.objects.filter(**here, decision=SharingChoice.SHARE)
    whom = {"agency": "agency__name", "given": "person__given_names", "recipient": "recipient"}
    return Episode.objects.filter(pk=episode.pk).values_list(
        as_array(versions, version="version", completed_on="completed_on"),
        as_array(meetings, purpose="purpose", kind="kind__name", held_on="held_on"),
        as_array(decisions.order_by("-decided_on", "-id"), decided_on="decided_on", **whom),
        as_array(steps_sent_back().filter(**here), sent_on="sent_on", answer="answer"),
    )


def as_array(rows: QuerySet[Any], **names: str) -> ArraySubquery:
    """Return rows as an array of objects with these names, and their ids."""
    return ArraySubquery(rows.values(one=JSONObject(id="id", **names)))


def steps_sent_back() -> QuerySet[ThresholdStep]:
    """Return the steps up that social care sent back and that were not sent again, the latest first."""
    again = ThresholdStep.objects.filter(again_after=OuterRef("pk"), taken_back_on=None)
    back = ThresholdStep.objects.filter(
        ~Exists(again), direction=StepDirection.UP, answer__in=SENT_BACK, taken_back_on=None
    )
    return back.order_by("-sent_on", "-id")


def chosen_papers(episode: Episode, chosen: Mapping[str, uuid.UUID | None]) -> dict[str, Any]:
    """Return the rows of an episode that were chosen, by what they are; None for what was left open."""
    return {
        name: MODELS[name]._default_manager.filter(episode=episode, pk=key).first() if key else None
        for name, key in chosen.items()
    }


def id_of(row: Row) -> uuid.UUID:
    """Return the id of a row in JSON."""
    return uuid.UUID(row["id"])


def on(text: str) -> str:
    """Return a day in words, as JSON holds it."""
    return in_words(dt.date.fromisoformat(text))


def version_in_words(row: Row) -> str:
    """Return a version as a list offers it."""
    done = f"completed on {on(row['completed_on'])}" if row["completed_on"] else "being written"
    return f"Version {row['version']}, {done}"


def decision_as_choice(row: Row) -> str:
    """Return a decision to share as a list offers it."""
    return f"{on(row['decided_on'])}, with {row['agency'] or row['given'] or row['recipient']}"
