"""Saving while somebody types: one box at a time, each save a version, nothing judged but who else wrote.

What another page saved meanwhile is never written over: the text stays as it is there, and the page that
typed gets both. Nobody's words wait for those of another text, so this operation alone saves what it can.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Assessment, Episode
from opencaf.episodes.operations.drafts import is_new_sitting, refuse_completed
from opencaf.episodes.operations.marks import MarkFor, write_marks
from opencaf.episodes.operations.stories import (
    BoxWords,
    refuse_strange_marks,
    refuse_withheld_boxes,
    write_words,
)
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.assessment import TEXTS, Box, box_in
from opencaf.episodes.seen import both_changed, fingerprint

BOX_GONE = "This box is not there any more. Load the page again; your words stay here until then."


class BoxGoneError(ValidationError):
    """The box that somebody types in was taken out, or told together with another, meanwhile."""


@dataclass(frozen=True)
class Typed:
    """What somebody has typed in a box since it was saved last; seen says what their page knows of each text.

    Redated: the day was changed after the words of the box were saved.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    marks: Sequence[MarkFor] = ()
    written_by: Practitioner | None = None
    written_on: dt.date | None = None
    redated: bool = False

    @property
    def touches_words(self) -> bool:
        """Whether it says anything about the box besides its marks."""
        return bool(self.texts or self.written_by or self.redated)


@dataclass(frozen=True)
class Saved:
    """What came of it: the box as it stands, the texts that somebody else had changed, marks not taken."""

    box: Box
    clashing: Sequence[str] = ()
    refused_marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def seen(self) -> dict[str, str]:
        """The fingerprint of every text that stands."""
        return {name: fingerprint(text) for name, text in zip(TEXTS, self.box.texts, strict=True)}


@all_or_nothing
def save_typed(*, episode: Episode, story_id: uuid.UUID, typed: Typed, by: Practitioner) -> Saved:
    """Save what was typed in one box; a text that somebody else changed meanwhile is left as they left it."""
    require(can_assess(by, episode))
    box = box_in(episode, story_id, lock=True)
    if box is None:
        raise BoxGoneError(BOX_GONE)
    draft: Assessment = box.story.assessment
    refuse_completed(draft)
    refuse_strange_marks([box], typed.marks)
    refuse_withheld_boxes([box], typed.marks, episode, by)
    clashing = [name for name in typed.texts if clashes(box, typed, name)]
    day = min(typed.written_on or clock.today(), clock.today())
    words = [words_of(box, typed, leaving=clashing)] if typed.touches_words else []
    count = write_words([box], words, written_on=day, redate=typed.redated, by=by)
    refused_marks = save_marks(draft, typed.marks, day, by)
    record_sitting(draft, count, by)
    stands = (box_in(episode, story_id) or box) if refused_marks else box
    return Saved(stands, clashing, refused_marks)


def clashes(box: Box, typed: Typed, name: str) -> bool:
    """Whether somebody else changed a text that was typed in."""
    saved, seen = getattr(box.story, name), typed.seen.get(name, "")
    return both_changed(saved=saved, typed=typed.texts[name], seen=seen)


def words_of(box: Box, typed: Typed, *, leaving: Sequence[str]) -> BoxWords:
    """Return what the box should say: what was typed, but for the texts that are left as they are."""
    texts = {name: text for name, text in typed.texts.items() if name not in leaving}
    stands: dict[str, Any] = dict(zip(TEXTS, box.texts, strict=True))
    return BoxWords(box.id, **(stands | texts), written_by=typed.written_by)


def save_marks(
    draft: Assessment, marks: Sequence[MarkFor], marked_on: dt.date, by: Practitioner
) -> dict[str, str]:
    """Save each mark; return a sentence for each that cannot stand, such as where somebody gave another."""
    refused = {}
    for mark in marks:
        try:
            write_marks(draft, [mark], marked_on=marked_on, by=by)
        except ValidationError as refusal:
            refused[mark.field] = " ".join(refusal.messages)
    return refused


def record_sitting(draft: Assessment, count: int, by: Practitioner) -> None:
    """Write on the trail that somebody writes; every single save is a version that says who and when."""
    if is_new_sitting(draft, by):
        trail.record(
            "stories_written",
            subject_kind="assessment",
            subject_id=draft.id,
            episode_id=draft.episode_id,
            boxes=count,
            while_typing=True,
        )
