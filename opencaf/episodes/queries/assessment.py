"""Reading an assessment: its boxes with children and marks, how far it is, who may have written in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast

from opencaf.agencies.models import Practitioner
from opencaf.core.composed import composed_once
from opencaf.episodes.codes import MarkState, Rater
from opencaf.episodes.elements import Domain
from opencaf.episodes.models import (
    Assessment,
    ConsentContributor,
    Episode,
    Mark,
    Question,
    Story,
    StoryChild,
)
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.remarks import Remark, is_left_out, remark, with_remarks
from opencaf.episodes.queries.team import known_practitioners, with_post
from opencaf.episodes.queries.voices import (
    Contributed,
    OtherView,
    contributed,
    other_view,
    with_other_voices,
)
from opencaf.episodes.seen import fingerprints
from opencaf.people.models import Person

# The version first, so that nobody waits in a ring; the stories too, since a row that is only joined shows
# what it said before the wait.
LOCKED = ("assessment", "story")
TEXTS = ("story", "family_words", "strengths", "needs", "evidence")


@dataclass
class Box:
    """A story box with the children it is about and the practitioner's mark for each of them.

    beside: by child, what others sent about this element when they were asked.
    """

    story: Story
    children: list[Person] = field(default_factory=list)
    marks: dict[uuid.UUID, str] = field(default_factory=dict)
    beside: dict[uuid.UUID, list[Contributed]] = field(default_factory=dict)
    other_views: list[OtherView] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def id(self) -> uuid.UUID:
        """The id of the story."""
        return self.story.id

    @property
    def question(self) -> Question:
        """The element that the box tells."""
        question: Question = self.story.question
        return question

    @property
    def seen(self) -> str:
        """The fingerprints of its texts, by which a page that was open too long is known."""
        return fingerprints(self.texts)

    @property
    def texts(self) -> list[str]:
        """Its five texts in their order."""
        return [getattr(self.story, name) for name in TEXTS]

    @property
    def has_words(self) -> bool:
        """Whether anything was written."""
        return any(self.texts)

    @property
    def contributed(self) -> list[Contributed]:
        """What others sent about one of its children, each once."""
        return list(dict.fromkeys(one for found in self.beside.values() for one in found))

    @property
    def child_ids(self) -> list[uuid.UUID]:
        """The ids of the children it is about."""
        return [child.id for child in self.children]


@dataclass
class ElementBoxes:
    """One element with its boxes: one for all children, or several told apart."""

    question: Question
    boxes: list[Box]

    @property
    def is_done(self) -> bool:
        """Whether every child has a mark, or its box has words."""
        return all(
            box.has_words or all(code != MarkState.NOT_ASKED for code in box.marks.values())
            for box in self.boxes
        )

    @property
    def is_begun(self) -> bool:
        """Whether there are words or a mark."""
        return any(
            box.has_words or any(code != MarkState.NOT_ASKED for code in box.marks.values())
            for box in self.boxes
        )

    @property
    def is_not_relevant(self) -> bool:
        """Whether it was marked as not relevant for every child."""
        return all(code == MarkState.NOT_RELEVANT for box in self.boxes for code in box.marks.values())


def versions_of(episode: Episode) -> list[Assessment]:
    """Return the versions of the assessment, the latest first."""
    return versions_with_writers(episode)


@composed_once
def versions_with_writers(episode: Episode) -> QuerySet[Assessment]:
    """The versions of the assessment, the latest first, with who writes and by which form."""
    return episode.assessments.select_related("assessor", "form").order_by("-version")


def with_episode(assessment: Assessment, episode: Episode) -> Assessment:
    """Return an assessment that knows its episode without asking for it again."""
    assessment.episode = episode
    return assessment


def story_children(assessments: Q) -> QuerySet[StoryChild]:
    """Return the children of story boxes, each with the practitioner's mark as one word."""
    marks = Mark.objects.filter(
        assessment=OuterRef("assessment"),
        child=OuterRef("child"),
        element=OuterRef("question__code"),
        rater=Rater.PRACTITIONER,
    )
    word = Case(
        When(value__isnull=False, then=Cast("value", CharField())),
        default=F("state"),
        output_field=CharField(),
    )
    code = Subquery(marks.annotate(word=word).values("word")[:1])
    return StoryChild.objects.filter(assessments).annotate(code=code)


def shown(boxes: Iterable[Box], hidden: Areas) -> list[Box]:
    """Return boxes without the children for whom they are withheld; one left with no child is not there."""
    found = []
    for box in boxes:
        seen = [child for child in box.children if (child.id, box.question.code) not in hidden]
        if seen:
            marks = {child.id: box.marks[child.id] for child in seen}
            beside = {child.id: box.beside.get(child.id, []) for child in seen}
            remarks = [] if is_left_out(box.question.code, hidden) else box.remarks
            found.append(Box(box.story, seen, marks, beside, box.other_views, remarks))
    return found


def boxes_of_draft(episode: Episode, domain: str, *, lock: bool = False, hidden: Areas) -> list[Box]:
    """Return the boxes of one domain in the version that is being written, in one read.

    With lock, nobody else writes in that version until the transaction ends. Where no version is
    being written there are none.
    """
    return of_episode(shown(boxed(rows_of_draft(episode, domain, lock)), hidden), episode)


@composed_once
def rows_of_draft(episode: Episode, domain: str, lock: bool) -> QuerySet[StoryChild]:
    """The rows of one domain in the version that is being written."""
    condition = Q(assessment__state=Assessment.State.DRAFT, question__domain=domain)
    rows = in_order(condition & Q(assessment__episode=episode))
    return rows.select_for_update(of=LOCKED) if lock else with_other_voices(rows)


def box_in(episode: Episode, story_id: uuid.UUID, *, lock: bool = False) -> Box | None:
    """Return one box by its id, for all its children; with lock, nobody else writes in its version."""
    boxes = of_episode(boxed(rows_of_box(episode, story_id, lock)), episode)
    return boxes[0] if boxes else None


@composed_once
def rows_of_box(episode: Episode, story_id: uuid.UUID, lock: bool) -> QuerySet[StoryChild]:
    """The rows of one box of an episode, of any version."""
    rows = in_order(Q(story=story_id, assessment__episode=episode))
    return rows.select_for_update(of=LOCKED) if lock else rows


def boxes_of_version(episode: Episode, number: int) -> list[Box]:
    """Return every box of a version by its number, in one read; none where there is no such version.

    What somebody sees of them is for `shown` to say.
    """
    # composed anew: whoever asks chooses the number
    rows = in_order(Q(assessment__version=number, assessment__episode=episode))
    return of_episode(boxed(with_other_voices(rows)), episode)


def of_episode(boxes: list[Box], episode: Episode) -> list[Box]:
    """Return boxes that know their version and their episode."""
    for box in boxes:
        with_episode(box.story.assessment, episode)
    return boxes


def boxes_of(assessment: Assessment, *, domain: str = "") -> list[Box]:
    """Return the boxes of a version in the form's order, of one domain or of all; for operations."""
    return boxed(rows_of_version(assessment, domain))


@composed_once
def rows_of_version(assessment: Assessment, domain: str) -> QuerySet[StoryChild]:
    """The rows of a version, of one domain or of all."""
    condition = Q(assessment=assessment, **({"question__domain": domain} if domain else {}))
    return in_order(condition, with_version=False)


def in_order(condition: Q, *, with_version: bool = True) -> QuerySet[StoryChild]:
    """Return the rows of boxes in the form's order, then by place in the episode, with all they show."""
    version = ("assessment__assessor",) if with_version else ()
    rows = story_children(condition).select_related(*version, "story__question", "story__written_by", "child")
    return rows.order_by("question__position", "recorded_at", "id")


def boxed(rows: Iterable[StoryChild]) -> list[Box]:
    """Return rows of children gathered into their boxes, eldest place in the episode first."""
    boxes: dict[uuid.UUID, Box] = {}
    for row in rows:
        box = boxes.get(row.story_id)
        if box is None:
            if "assessment" in row._state.fields_cache:
                row.story.assessment = row.assessment
            box = boxes[row.story_id] = Box(row.story)
            box.other_views = [other_view(said) for said in getattr(row, "views", [])]
            box.remarks = [remark(said) for said in getattr(row, "remarks", [])]
        box.children.append(row.child)
        box.marks[row.child_id] = row.code or MarkState.NOT_ASKED  # type: ignore[attr-defined]
        box.beside[row.child_id] = [contributed(said) for said in getattr(row, "sent", [])]
    return list(boxes.values())


def by_element(boxes: Iterable[Box]) -> list[ElementBoxes]:
    """Return boxes gathered by element, in the form's order."""
    elements: dict[uuid.UUID, ElementBoxes] = {}
    for box in boxes:
        elements.setdefault(box.question.id, ElementBoxes(box.question, [])).boxes.append(box)
    return list(elements.values())


def earlier_boxes(episode: Episode, domain: str, *, before: int, hidden: Areas) -> list[Box]:
    """Return the boxes of one domain in the version before, for taking over question by question."""
    return shown(boxed(rows_of_earlier(episode, domain, before - 1)), hidden)


@composed_once
def rows_of_earlier(episode: Episode, domain: str, version: int) -> QuerySet[StoryChild]:
    """The rows of one domain in a version that is known to be there."""
    condition = Q(assessment__episode=episode, assessment__version=version, question__domain=domain)
    return with_remarks(in_order(condition, with_version=False))


def earlier_box(box: Box, earlier: Sequence[Box]) -> Box | None:
    """Return the earlier box about the same element and one of the same children, if it has words."""
    for candidate in earlier:
        same_question = candidate.question.code == box.question.code
        if same_question and candidate.has_words and set(candidate.child_ids) & set(box.child_ids):
            return candidate
    return None


def elements_by_domain(assessment: Assessment, *, hidden: Areas) -> dict[str, list[ElementBoxes]]:
    """Return the elements of each domain as far as statuses need them: marks, and whether there are words."""
    boxes: dict[uuid.UUID, Box] = {}
    for row in rows_for_statuses(assessment):
        if (row.child_id, row.question.code) in hidden:
            continue
        story = Story(id=row.story_id, question=row.question, story=row.words)
        box = boxes.setdefault(row.story_id, Box(story))
        box.marks[row.child_id] = row.code or MarkState.NOT_ASKED
    elements = by_element(boxes.values())
    return {domain: [e for e in elements if e.question.domain == domain] for domain in Domain.values}


@composed_once
def rows_for_statuses(assessment: Assessment) -> QuerySet[Any]:
    """The rows of a version, each with its mark and whether there are words."""
    has_words = Case(
        When(Q(*[(f"story__{name}", "") for name in TEXTS]), then=Value("")), default=Value("words")
    )
    rows = story_children(Q(assessment=assessment)).annotate(words=has_words)
    return rows.select_related("question").order_by("question__position", "id")


def writers_of(episode: Episode, also: Practitioner) -> list[Practitioner]:
    """Return who may have written a box: who works with the family, who may contribute, and one more."""
    return writers_and(episode, also.id)


@composed_once
def writers_and(episode: Episode, also_id: uuid.UUID) -> QuerySet[Any]:
    """The practitioners who may have written in an episode, and one more, by name."""
    contributors = ConsentContributor.objects.filter(consent__episode=episode).values("practitioner")
    known = known_practitioners(episode) | Q(id__in=contributors) | Q(id=also_id)
    return with_post(Practitioner.objects.filter(known)).order_by("family_name", "given_name", "id")


@dataclass(frozen=True)
class Around:
    """How much stands around the boxes of a version."""

    visits: int
    services: int
    findings: int
    views: int


def count_around(assessment: Assessment) -> Around:
    """Return how many visits, services, findings and views a version has, in one read."""
    return Around(*counts_around(assessment)[0])


@composed_once
def counts_around(assessment: Assessment) -> QuerySet[Assessment, tuple[int, ...]]:
    """The numbers of Around in their order."""
    names = ("visits", "services", "findings", "family_views")
    counts = {f"count_{name}": Count(name, distinct=True) for name in names}
    return Assessment.objects.filter(pk=assessment.pk).annotate(**counts).values_list(*counts)
