"""Telling the stories: words told once, kept when overwritten, for one child or several together."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Assessment, DifferenceOfView, Episode, Story, StoryChild, StoryRevision
from opencaf.episodes.operations.drafts import lock_draft, refuse_completed
from opencaf.episodes.operations.marks import MarkFor, write_marks
from opencaf.episodes.operations.withholding import refuse_areas
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.areas import NOTHING
from opencaf.episodes.queries.assessment import (
    TEXTS,
    Box,
    boxes_of,
    boxes_of_draft,
    earlier_box,
    earlier_boxes,
)
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.episodes.seen import settle


@dataclass(frozen=True)
class BoxWords:
    """What a box should say. seen holds the fingerprints of the page; left out, the words replace all.

    written_by is whose view it is; left out, it stays, and for a new box it is who writes.
    """

    story_id: uuid.UUID
    story: str = ""
    family_words: str = ""
    strengths: str = ""
    needs: str = ""
    evidence: str = ""
    written_by: Practitioner | None = None
    seen: str = ""

    @property
    def texts(self) -> list[str]:
        """The five texts in their order."""
        return [getattr(self, name) for name in TEXTS]


@dataclass(frozen=True)
class Regrouping:
    """How boxes of a page change: children told apart, boxes told together, earlier words taken over."""

    apart: dict[uuid.UUID, Sequence[uuid.UUID]] = field(default_factory=dict)
    together: Sequence[uuid.UUID] = ()
    take_over: Sequence[uuid.UUID] = ()

    def __bool__(self) -> bool:
        return bool(self.apart or self.together or self.take_over)


@dataclass(frozen=True)
class Views:
    """Who sees boxes differently: to note, as box, whose and words; and to take out, by id."""

    new: Sequence[tuple[uuid.UUID, str, str]] = ()
    gone: Sequence[uuid.UUID] = ()


NO_REGROUPING = Regrouping()
NO_VIEWS = Views()
REWRITTEN = (*TEXTS, "written_by", "written_on", "change_count", "typed_by", "typed_at")


@all_or_nothing
def write_stories(
    *, assessment: Assessment, words: Sequence[BoxWords], written_on: dt.date, by: Practitioner
) -> None:
    """Write one or more story boxes of the version that is being written."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    refuse_future("written_on", written_on, "The date the words were written")
    count = write_words(boxes_of(draft), words, written_on=written_on, by=by)
    record_written(draft, count, by)


@all_or_nothing
def save_domain(
    *,
    assessment: Assessment,
    domain: str,
    words: Sequence[BoxWords],
    marks: Sequence[MarkFor],
    written_on: dt.date,
    regrouping: Regrouping = NO_REGROUPING,
    views: Views = NO_VIEWS,
    by: Practitioner,
) -> None:
    """Save a page of a domain: its boxes, its marks and how boxes are told apart or together.

    All or nothing; in few statements, however many boxes the page has.
    """
    require(can_assess(by, assessment.episode))
    boxes = boxes_of_draft(assessment.episode, domain, lock=True, hidden=NOTHING)
    if not boxes or boxes[0].story.assessment != assessment:
        refuse_completed(Assessment.objects.get(pk=assessment.pk))
    draft = boxes[0].story.assessment
    refuse_future("written_on", written_on, "The date the words were written")
    refuse_strange_marks(boxes, marks)
    touched = {each.story_id for each in words} | {
        *regrouping.apart,
        *regrouping.together,
        *regrouping.take_over,
        *(story_id for story_id, _, _ in views.new),
    }
    refuse_withheld_boxes([box for box in boxes if box.id in touched], marks, assessment.episode, by)
    count = write_words(boxes, words, written_on=written_on, by=by)
    given = write_marks(draft, marks, marked_on=written_on, by=by)
    write_views(boxes, views, written_on=written_on, by=by)
    if regrouping:
        regroup(draft, boxes, regrouping, by)
    record_written(draft, count, by, marks=given, domain=domain)


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


def record_written(draft: Assessment, count: int, by: Practitioner, **detail: Any) -> None:
    """Write on the trail that boxes were written: how many, never what."""
    trail.record(
        "stories_written",
        subject_kind="assessment",
        subject_id=draft.id,
        episode_id=draft.episode_id,
        boxes=count,
        **detail,
    )


def record_regrouped(draft: Assessment, action: str, story_id: uuid.UUID) -> None:
    """Write on the trail that a box changed its children or took words over."""
    trail.record(action, subject_kind="story", subject_id=story_id, episode_id=draft.episode_id)


def find(boxes: Iterable[Box], story_id: uuid.UUID) -> Box:
    """Return a box of this version; raises ValidationError for any other."""
    for box in boxes:
        if box.id == story_id:
            return box
    raise ValidationError("This box is not there any more. Load the page again.")


def refuse_strange_marks(boxes: Sequence[Box], marks: Sequence[MarkFor]) -> None:
    """Raise ValidationError for a mark of a child or an element that is not on this page."""
    areas = {(child_id, box.question.code) for box in boxes for child_id in box.child_ids}
    for mark in marks:
        if (mark.child_id, mark.element) not in areas:
            raise ValidationError({mark.field: "Select a child and an element of this assessment"})


def refuse_withheld_boxes(
    boxes: Sequence[Box], marks: Sequence[MarkFor], episode: Episode, by: Practitioner
) -> None:
    """Raise ValidationError for a box that somebody sees for no child, and for a mark they do not see."""
    hidden = withheld_from(by, episode)
    if not hidden:
        return
    refuse_areas(((mark.child_id, mark.element) for mark in marks), hidden)
    for box in boxes:
        areas = {(child_id, box.question.code) for child_id in box.child_ids}
        if areas <= hidden:
            refuse_areas(areas, hidden)


def write_words(
    boxes: Sequence[Box],
    words: Sequence[BoxWords],
    *,
    written_on: dt.date,
    redate: bool = False,
    by: Practitioner,
) -> int:
    """Write the boxes whose words or author change, keeping what they said before; return how many.

    With redate, a box whose words stay is written as well where it is of another day.
    Raises ValidationError at every text that somebody else changed while the page was open.
    """
    pairs = [(find(boxes, each.story_id), each) for each in words]
    settled = settle_all(pairs)
    changed: list[Story] = []
    before: list[StoryRevision] = []
    for box, each in pairs:
        said = box.texts
        is_redated = redate and box.story.written_on != written_on
        if settled[box.id] == said and not is_redated and not changes_author(box.story, each):
            continue
        if any(said):
            before.append(revision_of(box.story, by))
        rewrite(box.story, settled[box.id], by)
        box.story.written_by = each.written_by or box.story.written_by or by
        box.story.written_on = written_on
        changed.append(box.story)
    StoryRevision.objects.bulk_create(before)
    Story.objects.bulk_update(changed, REWRITTEN)
    return len(changed)


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


def settle_all(pairs: Sequence[tuple[Box, BoxWords]]) -> dict[uuid.UUID, list[str]]:
    """Return the texts that stand for each box, or raise every disagreement at once."""
    settled: dict[uuid.UUID, list[str]] = {}
    refused: dict[str, list[ValidationError]] = {}
    for box, each in pairs:
        names = [f"{name}-{box.id}" for name in TEXTS]
        try:
            stands = settle(names, saved=box.texts, typed=each.texts, seen=each.seen)
        except ValidationError as refusal:
            refused |= refusal.error_dict
        else:
            settled[box.id] = [stands[name] for name in names]
    if refused:
        raise ValidationError(refused)
    return settled


def changes_author(story: Story, words: BoxWords) -> bool:
    """Whether a box is said to be somebody else's view."""
    return words.written_by is not None and story.written_by_id != words.written_by.id


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
