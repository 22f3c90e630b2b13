"""What a box says is replaced, and what it said before is kept."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.core import clock
from opencaf.episodes.models import Story, StoryRevision
from opencaf.episodes.queries.assessment import TEXTS, Box


def find(boxes: Iterable[Box], story_id: uuid.UUID) -> Box:
    """Return a box of this version; raises ValidationError for any other."""
    for box in boxes:
        if box.id == story_id:
            return box
    raise ValidationError("This box is not there any more. Load the page again.")


def rewrite(story: Story, texts: Sequence[str], by: Practitioner) -> None:
    """Let a story say other texts; its number of changes rises, and it says whose save they are."""
    for name, text in zip(TEXTS, texts, strict=True):
        setattr(story, name, text)
    story.change_count += 1
    story.typed_by, story.typed_at = by, clock.now()


def revision_of(story: Story, by: Practitioner) -> StoryRevision:
    """Return what a story says now, to be kept under the number of the change that follows."""
    return StoryRevision(
        **signed(by),
        story=story,
        number=story.change_count,
        written_by_id=story.written_by_id,
        written_on=story.written_on,
        typed_by_id=story.typed_by_id,
        typed_at=story.typed_at,
        story_text=story.story,
        family_words=story.family_words,
        strengths=story.strengths,
        needs=story.needs,
        evidence=story.evidence,
    )
