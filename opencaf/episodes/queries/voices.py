"""What stands beside a box: words of others who were asked, and who sees it differently."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from opencaf.episodes.models import ContributionBox, DifferenceOfView, StoryChild


@dataclass(frozen=True)
class Contributed:
    """What somebody who was asked sent about an element."""

    id: uuid.UUID
    text: str
    who: str
    sent_on: dt.date


@dataclass(frozen=True)
class OtherView:
    """Who sees a box differently, in their words."""

    id: uuid.UUID
    whose: str
    words: str


def with_other_voices(rows: QuerySet[StoryChild]) -> QuerySet[StoryChild]:
    """Return the rows of boxes with what others sent about each, and who sees it differently, as objects."""
    sent = ContributionBox.objects.filter(
        contribution__assessment=OuterRef("assessment"),
        contribution__sent_on__isnull=False,
        contribution__children__child=OuterRef("child"),
        question=OuterRef("question"),
    ).exclude(text="")
    said = JSONObject(
        id="id",
        text="text",
        given="contribution__practitioner__given_name",
        family="contribution__practitioner__family_name",
        on="contribution__sent_on",
    )
    views = DifferenceOfView.objects.filter(story=OuterRef("story"), gone_on=None).order_by("noted_on", "id")
    return rows.annotate(
        sent=ArraySubquery(sent.order_by("contribution__sent_on", "id").values(said=said)),
        views=ArraySubquery(views.values(said=JSONObject(id="id", whose="whose", words="words"))),
    )


def other_view(said: dict[str, str]) -> OtherView:
    """Return who sees something differently, read as an object."""
    return OtherView(uuid.UUID(said["id"]), said["whose"], said["words"])


def contributed(said: dict[str, str]) -> Contributed:
    """Return what somebody sent, read as an object."""
    who = f"{said['given']} {said['family']}"
    return Contributed(uuid.UUID(said["id"]), said["text"], who, dt.date.fromisoformat(said["on"]))
