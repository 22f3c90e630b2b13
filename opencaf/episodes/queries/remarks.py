"""What whoever looked at a version says about one of its elements, brought along by reads of its boxes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from opencaf.episodes.models import QualityCheck, QualityRemark, StoryChild
from opencaf.episodes.queries.areas import Areas


@dataclass(frozen=True)
class Remark:
    """What is to be done about an element, who says so, and when they looked."""

    text: str
    who: str
    on: dt.date


def with_remarks(rows: QuerySet[StoryChild]) -> QuerySet[StoryChild]:
    """Return the rows of boxes with what was said about each when its version was sent back, as objects."""
    said = QualityRemark.objects.filter(
        quality_check__assessment=OuterRef("assessment"),
        quality_check__verdict=QualityCheck.Verdict.SENT_BACK,
        element=OuterRef("question__code"),
    )
    told = JSONObject(
        text="text",
        given="quality_check__looked_by__given_name",
        family="quality_check__looked_by__family_name",
        on="quality_check__looked_on",
    )
    return rows.annotate(
        remarks=ArraySubquery(said.order_by("quality_check__looked_on", "id").values(told=told))
    )


def remark(said: dict[str, str]) -> Remark:
    """Return what is to be done about an element, read as an object."""
    return Remark(said["text"], f"{said['given']} {said['family']}", dt.date.fromisoformat(said["on"]))


def is_left_out(element: str, hidden: Areas) -> bool:
    """Whether a remark may tell of a withheld part: one about the whole tells of every part."""
    return any(element in ("", part) for _, part in hidden)
