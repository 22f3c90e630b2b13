"""Telling the stories: words told once, kept when overwritten, for one child or several together."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.mentions import NO_MENTIONS, Mentions
from opencaf.episodes.models import Assessment, Episode, Story, StoryRevision
from opencaf.episodes.operations.drafts import lock_draft, refuse_completed
from opencaf.episodes.operations.marks import MarkFor, write_marks
from opencaf.episodes.operations.other_views import NO_VIEWS, Views, write_views
from opencaf.episodes.operations.regrouping import NO_REGROUPING, Regrouping, regroup
from opencaf.episodes.operations.rewriting import find, revision_of, rewrite
from opencaf.episodes.operations.withholding import refuse_areas
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.areas import NOTHING
from opencaf.episodes.queries.assessment import (
    TEXTS,
    Box,
    boxes_of,
    boxes_of_draft,
)
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.episodes.seen import settle


@dataclass(frozen=True)
class BoxWords:
    """What a box should say. seen holds the fingerprints of the page; left out, the words replace all.

    written_by is whose view it is; left out, it stays, and for a new box it is who writes. Events of the
    chronology are mentioned in whatever story stands in the end.
    """

    story_id: uuid.UUID
    story: str = ""
    family_words: str = ""
    strengths: str = ""
    needs: str = ""
    evidence: str = ""
    written_by: Practitioner | None = None
    seen: str = ""
    mentions: Mentions = NO_MENTIONS

    @property
    def texts(self) -> list[str]:
        """The five texts in their order."""
        return [getattr(self, name) for name in TEXTS]


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
            story, *others = [stands[name] for name in names]
            settled[box.id] = [each.mentions.applied_to(story), *others]
    if refused:
        raise ValidationError(refused)
    return settled


def changes_author(story: Story, words: BoxWords) -> bool:
    """Whether a box is said to be somebody else's view."""
    return words.written_by is not None and story.written_by_id != words.written_by.id
