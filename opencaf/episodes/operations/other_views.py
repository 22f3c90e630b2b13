"""Who sees a box differently, in their words, beside it and never over it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.episodes.models import DifferenceOfView
from opencaf.episodes.operations.rewriting import find
from opencaf.episodes.queries.assessment import Box


@dataclass(frozen=True)
class Views:
    """Who sees boxes differently: to note, as box, whose and words; and to take out, by id."""

    new: Sequence[tuple[uuid.UUID, str, str]] = ()
    gone: Sequence[uuid.UUID] = ()


NO_VIEWS = Views()


def write_views(boxes: Sequence[Box], views: Views, *, written_on: dt.date, by: Practitioner) -> None:
    """Note who sees boxes differently, and take out what is no longer said; it stays in the record."""
    refuse_half_views(views)
    DifferenceOfView.objects.bulk_create(
        DifferenceOfView(
            **signed(by), story=find(boxes, story_id).story, whose=whose, words=words, noted_on=written_on
        )
        for story_id, whose, words in views.new
    )
    if views.gone:
        ours = DifferenceOfView.objects.filter(id__in=views.gone, story__in=[box.story for box in boxes])
        ours.filter(gone_on=None).update(gone_on=written_on, gone_by=by)


def refuse_half_views(views: Views) -> None:
    """Raise ValidationError for another view without words, or words of nobody."""
    for story_id, whose, words in views.new:
        if not whose:
            raise ValidationError({f"differs_who-{story_id}": "Enter who sees this differently"})
        if not words:
            raise ValidationError({f"differs-{story_id}": "Enter how they see it"})
