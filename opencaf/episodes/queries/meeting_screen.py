"""One calm screen for a meeting: what the family says, what is strong, what worries, the plan.

In a room several agencies look at one wall. What the family left out for any of them is hidden until
somebody who may see it asks for it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from opencaf.agencies.models import Post
from opencaf.core.composed import composed_once
from opencaf.episodes.codes import FindingKind
from opencaf.episodes.models import (
    Assessment,
    Attendance,
    CaseFile,
    Episode,
    FamilyView,
    Finding,
    Meeting,
    Withheld,
)
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.files import file_from, files_as_objects, is_own_voice, shown_files
from opencaf.episodes.queries.marks import Concern, highest_concerns
from opencaf.episodes.queries.plan import OutcomeBlock, plan_without_words
from opencaf.people.models import Person

MOST_CONCERNS = 5
MOST_VIEWS = 4


@dataclass(frozen=True)
class Screen:
    """What stands on the screen; parts is how many are hidden from the room."""

    views: list[FamilyView]
    files: list[CaseFile]
    strengths: list[str]
    worries: list[str]
    concerns: list[Concern]
    blocks: list[OutcomeBlock]
    parts: int


def screen_of(meeting: Meeting, *, hidden: Areas, for_the_room: bool) -> Screen:
    """Return the screen of a meeting; for the room it shows only what every agency invited may see.

    Strengths and worries tell of all parts: where one part is hidden from somebody, they are hidden too.
    """
    episode = meeting.episode
    hidden_here = hidden | parts_left_out_for_guests(meeting) if for_the_room else hidden
    findings = [] if hidden_here else findings_now(episode)
    views, files = family_says(episode)
    own = [file for file in shown_files(files, hidden_here) if is_own_voice(file)]
    return Screen(
        views=views,
        files=own[:MOST_VIEWS],
        strengths=[one.text for one in findings if one.kind == FindingKind.STRENGTH],
        worries=[one.text for one in findings if one.kind == FindingKind.WORRY],
        concerns=highest_concerns(episode, MOST_CONCERNS, hidden=hidden_here),
        blocks=plan_without_words(episode),
        parts=len(hidden_here),
    )


def parts_left_out_for_guests(meeting: Meeting) -> Areas:
    """Return the parts that the agency of anybody invited does not see."""
    return frozenset(withheld_from_guests(meeting))


@composed_once
def withheld_from_guests(meeting: Meeting) -> models.QuerySet[Withheld, tuple[uuid.UUID, str]]:
    """The parts withheld from the agencies of those who are invited."""
    guests = Attendance.objects.filter(meeting=meeting, practitioner__isnull=False)
    agencies = Post.objects.filter(practitioner__in=guests.values("practitioner"), ended_on=None)
    parts = Withheld.objects.filter(episode=meeting.episode_id, agency__in=agencies.values("agency"))
    return parts.values_list("child_id", "element").distinct()


@composed_once
def findings_now(episode: Episode) -> models.QuerySet[Finding]:
    """The findings of the latest version of the assessment, in order."""
    versions = Assessment.objects.filter(episode=OuterRef("assessment__episode")).order_by("-version")
    latest = Finding.objects.filter(assessment__episode=episode)
    return latest.filter(assessment=Subquery(versions.values("id")[:1])).order_by("position", "id")


def family_says(episode: Episode) -> tuple[list[FamilyView], list[CaseFile]]:
    """Return what the family has said, the latest first, and the files of the case, in one read."""
    ((views, files),) = said_in_json(episode)
    return [view_from(said) for said in views], [file_from(said) for said in files]


def view_from(said: dict[str, Any]) -> FamilyView:
    """Return what somebody said, read as an object."""
    view = FamilyView(text=said["text"], said_on=dt.date.fromisoformat(said["on"]))
    if said["family"] is not None:
        view.person = Person(given_names=said["given"], family_name=said["family"])
    return view


@composed_once
def said_in_json(episode: Episode) -> models.QuerySet[Episode, Any]:
    """The latest words of the family and all files, each as an array."""
    said = FamilyView.objects.filter(episode=OuterRef("pk")).exclude(text="").order_by("-said_on", "-id")
    words = JSONObject(text="text", on="said_on", given="person__given_names", family="person__family_name")
    return Episode.objects.filter(pk=episode.pk).values_list(
        ArraySubquery(said.values(one=words)[:MOST_VIEWS]), files_as_objects("pk")
    )
