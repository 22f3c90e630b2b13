"""Concern marks of an episode over time, each question answered with one read.

These are the marks of practitioners and of the team; those that parents and young people give
themselves stand beside them (own_marks) and are never mixed in.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from opencaf.core.composed import composed_once
from opencaf.episodes.codes import MarkState, Occasion, Rater
from opencaf.episodes.concern import HIGH, NOT_ASKED, Answer
from opencaf.episodes.models import Assessment, Episode, Mark
from opencaf.episodes.queries.areas import Area, Areas
from opencaf.episodes.queries.form_areas import form_areas

PROFESSIONAL = (Rater.PRACTITIONER, Rater.TEAM)
TITLES = {Occasion.START: "At the start", Occasion.REVIEW: "Review", Occasion.CLOSE: "At closing"}


@dataclass(frozen=True)
class GivenMark:
    """One mark as it was given: for whom and what, the answer, when, and by whom."""

    child_id: uuid.UUID
    element: str
    answer: Answer
    marked_on: dt.date
    occasion: str
    rater: str
    source_id: uuid.UUID
    rated_by_person_id: uuid.UUID | None

    @property
    def area(self) -> Area:
        """The child and the element."""
        return self.child_id, self.element

    @property
    def name(self) -> str:
        """The element's name."""
        return form_areas().name(self.element)


@dataclass(frozen=True)
class OccasionMarks:
    """The marks of one occasion: a version of the assessment, a review, or the closing."""

    occasion: str
    source_id: uuid.UUID
    on: dt.date
    marks: dict[Area, Answer] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the occasion was."""
        return TITLES[Occasion(self.occasion)]

    def answer(self, child_id: uuid.UUID, element: str) -> Answer:
        """Return the answer for an area; one that nobody gave was not asked."""
        return self.marks.get((child_id, element), NOT_ASKED)


@dataclass(frozen=True)
class Concern:
    """One of the highest concerns now, and how it moved since the mark before."""

    child_id: uuid.UUID
    element: str
    value: int
    before: int | None
    on: dt.date

    @property
    def name(self) -> str:
        """The element's name."""
        return form_areas().name(self.element)

    @property
    def trend(self) -> str:
        """up, down or same; empty where there is nothing to compare with."""
        if self.before is None:
            return ""
        if self.before == self.value:
            return "same"
        return "up" if self.value > self.before else "down"


def given_marks(episode: Episode, *, hidden: Areas, raters: Sequence[str] = PROFESSIONAL) -> list[GivenMark]:
    """Return the marks of an episode in the order in which they were given, but those that are withheld.

    Marks of an assessment that is still being written count only while no version is completed.
    """
    return [as_given(mark) for mark in counted(marks_by(episode, tuple(raters)), hidden)]


def counted(marks: Sequence[Mark], hidden: Areas) -> list[Mark]:
    """Return the rows that count: not those withheld, nor of a version begun after a completed one."""
    completed = any(mark.assessment and mark.assessment.completed_on for mark in marks)
    return [
        mark
        for mark in marks
        if (mark.assessment is None or mark.assessment.completed_on or not completed)
        and (mark.child_id, mark.element) not in hidden
    ]


@composed_once
def marks_by(episode: Episode, raters: tuple[str, ...]) -> QuerySet[Mark]:
    """The marks that some raters gave in an episode, in order, with their version of the assessment."""
    rows = episode.marks.filter(rater__in=raters).select_related("assessment")
    return rows.order_by("marked_on", "recorded_at", "id")


def as_given(mark: Mark) -> GivenMark:
    """Return a row as the mark that was given."""
    return GivenMark(
        child_id=mark.child_id,
        element=mark.element,
        answer=Answer(mark.state, mark.value),
        marked_on=mark.marked_on,
        occasion=mark.occasion,
        rater=mark.rater,
        source_id=mark.assessment_id or mark.review_id or mark.closure_id or mark.id,
        rated_by_person_id=mark.rated_by_person_id,
    )


def latest_marks(episode: Episode, *, hidden: Areas) -> dict[Area, GivenMark]:
    """Return the latest mark of each area; "not asked" never takes the place of an answer."""
    latest: dict[Area, GivenMark] = {}
    for mark in given_marks(episode, hidden=hidden):
        if mark.answer != NOT_ASKED or mark.area not in latest:
            latest[mark.area] = mark
    return latest


def marks_by_occasion(episode: Episode, *, hidden: Areas) -> list[OccasionMarks]:
    """Return the marks of each occasion in order: the start, each review, the closing."""
    occasions: dict[uuid.UUID, OccasionMarks] = {}
    for mark in given_marks(episode, hidden=hidden):
        held = occasions.get(mark.source_id)
        if held is None:
            held = OccasionMarks(mark.occasion, mark.source_id, mark.marked_on)
            occasions[mark.source_id] = held
        held.marks[mark.area] = mark.answer
    return list(occasions.values())


def highest_concerns(episode: Episode, n: int = 3, *, hidden: Areas) -> list[Concern]:
    """Return the areas with the highest concern now, the highest first; "no concern" is none."""
    numbers: dict[Area, list[GivenMark]] = {}
    for mark in given_marks(episode, hidden=hidden):
        if mark.answer != NOT_ASKED:
            numbers.setdefault(mark.area, []).append(mark)
    concerns = [concern for marks in numbers.values() if (concern := concern_now(marks))]
    areas = form_areas()
    concerns.sort(key=lambda concern: (-concern.value, areas.position(concern.element)))
    return concerns[:n]


def concern_now(marks: Sequence[GivenMark]) -> Concern | None:
    """Return the concern about an area after its last mark, or None where that is no number above 0."""
    last = marks[-1]
    if not last.answer.value:
        return None
    earlier = [mark.answer.value for mark in marks[:-1] if mark.answer.value is not None]
    before = earlier[-1] if earlier else None
    return Concern(last.child_id, last.element, last.answer.value, before, last.marked_on)


def own_marks(episode: Episode, *, hidden: Areas) -> list[GivenMark]:
    """Return the marks that parents and young people gave themselves, in order."""
    return given_marks(episode, hidden=hidden, raters=(Rater.PARENT, Rater.YOUNG_PERSON))


def high_marks_at_start(episode: Episode) -> dict[uuid.UUID, int]:
    """Return for each child how many elements were marked 3 or more in the first assessment."""
    high = episode.marks.filter(
        occasion=Occasion.START,
        rater=Rater.PRACTITIONER,
        state=MarkState.MARKED,
        value__gte=HIGH,
        assessment__version=1,
    )
    counts = high.order_by("child").values("child").annotate(number=Count("id"))
    return {row["child"]: row["number"] for row in counts}


def count_boxes(assessment: Assessment) -> int:
    """Return the number of story boxes of a version: one box may be about several children."""
    return assessment.stories.filter(children__isnull=False).distinct().count()


def count_boxes_by_child(assessment: Assessment) -> int:
    """Return the number of story boxes, each counted once for every child whom it is about."""
    return assessment.stories.filter(children__isnull=False).count()
