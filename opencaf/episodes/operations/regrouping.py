"""Telling children apart in boxes of their own, or together; taking over what the version before said."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Assessment, DifferenceOfView, Story, StoryChild
from opencaf.episodes.operations.drafts import lock_draft
from opencaf.episodes.operations.rewriting import find, revision_of, rewrite
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.areas import NOTHING
from opencaf.episodes.queries.assessment import Box, boxes_of, earlier_box, earlier_boxes


@dataclass(frozen=True)
class Regrouping:
    """How boxes of a page change: children told apart, boxes told together, earlier words taken over."""

    apart: dict[uuid.UUID, Sequence[uuid.UUID]] = field(default_factory=dict)
    together: Sequence[uuid.UUID] = ()
    take_over: Sequence[uuid.UUID] = ()

    def __bool__(self) -> bool:
        return bool(self.apart or self.together or self.take_over)


NO_REGROUPING = Regrouping()


@all_or_nothing
def tell_apart(
    *, assessment: Assessment, story_id: uuid.UUID, child_ids: Sequence[uuid.UUID], by: Practitioner
) -> Story:
    """Give some children of a box a box of their own, empty; what was told stays with the others."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    story = move_apart(find(boxes_of(draft), story_id), child_ids, by)
    record_regrouped(draft, "story_told_apart", story.id)
    return story


@all_or_nothing
def tell_together(*, assessment: Assessment, story_id: uuid.UUID, by: Practitioner) -> Story:
    """Join a box to the first other box of its element; both texts stay, one after the other."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    boxes = boxes_of(draft)
    story = join(find(boxes, story_id), boxes, by)
    record_regrouped(draft, "story_told_together", story.id)
    return story


@all_or_nothing
def take_over_story(*, assessment: Assessment, story_id: uuid.UUID, by: Practitioner) -> None:
    """Bring what the earlier version said into a box; where it says something already, that stays."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    box = find(boxes_of(draft), story_id)
    take_over([box], draft, box.question.domain, by)
    record_regrouped(draft, "story_taken_over", story_id)


def record_regrouped(draft: Assessment, action: str, story_id: uuid.UUID) -> None:
    """Write on the trail that a box changed its children or took words over."""
    trail.record(action, subject_kind="story", subject_id=story_id, episode_id=draft.episode_id)


def regroup(draft: Assessment, boxes: Sequence[Box], regrouping: Regrouping, by: Practitioner) -> None:
    """Take words over, join boxes and tell children apart, in this order."""
    domain = boxes[0].question.domain
    take_over([find(boxes, story_id) for story_id in regrouping.take_over], draft, domain, by)
    for story_id in regrouping.together:
        join(find(boxes, story_id), boxes, by)
    for story_id, child_ids in regrouping.apart.items():
        move_apart(find(boxes, story_id), child_ids, by)


def move_apart(box: Box, child_ids: Sequence[uuid.UUID], by: Practitioner) -> Story:
    """Give some children of a box a new one; at least one child stays."""
    leaving = set(child_ids)
    staying = set(box.child_ids) - leaving
    if not leaving or not staying or leaving - set(box.child_ids):
        raise ValidationError(
            {f"apart-{box.id}": "Select some of the children of this box, and leave at least one in it"}
        )
    story = Story.record(by=by, assessment_id=box.story.assessment_id, question=box.question)
    box.story.children.filter(child__in=leaving).update(story=story)
    return story


def join(box: Box, boxes: Sequence[Box], by: Practitioner) -> Story:
    """Move the children of a box to the first other box of its element, and its words after that one's."""
    others = [other for other in boxes if other.question.id == box.question.id and other.id != box.id]
    if not others:
        raise ValidationError({f"together-{box.id}": "There is no other box to tell this with"})
    first = others[0]
    if box.has_words:
        if first.has_words:
            revision_of(first.story, by).save()
        rewrite(first.story, [both(*texts) for texts in zip(first.texts, box.texts, strict=True)], by)
        first.story.written_by = first.story.written_by or box.story.written_by
        first.story.written_on = first.story.written_on or box.story.written_on
        first.story.save()
    StoryChild.objects.filter(story=box.story).update(story=first.story)
    DifferenceOfView.objects.filter(story=box.story).update(story=first.story)
    return first.story


def both(first: str, second: str) -> str:
    """Return two texts as one, unless they say the same."""
    return "\n\n".join(dict.fromkeys(text for text in (first, second) if text))


def take_over(boxes: Sequence[Box], draft: Assessment, domain: str, by: Practitioner) -> None:
    """Fill the empty texts of boxes with what the earlier version said."""
    if not boxes:
        return
    earlier = earlier_boxes(draft.episode, domain, before=draft.version, hidden=NOTHING)
    for box in boxes:
        source = earlier_box(box, earlier)
        if source is None:
            continue
        if box.has_words:
            revision_of(box.story, by).save()
        texts = [now or then for now, then in zip(box.texts, source.texts, strict=True)]
        rewrite(box.story, texts, by)
        box.story.written_by = box.story.written_by or source.story.written_by
        box.story.written_on = box.story.written_on or source.story.written_on
        box.story.save()
