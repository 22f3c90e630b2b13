"""Reviews as pages show them: what was marked and said last time, and what moved."""

from __future__ import annotations

import uuid
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import TextField
from django.db.models.functions import Left

from opencaf.core.composed import composed_once
from opencaf.core.dates import in_words
from opencaf.episodes.codes import Rater
from opencaf.episodes.concern import (
    IN_WORDS,
    NOT_ASKED,
    Answer,
    Movement,
    movements,
    sentence,
    since_words,
)
from opencaf.episodes.models import Episode, FamilyView, Mark, Meeting, Review, StoryChild
from opencaf.episodes.queries.areas import Area, Areas
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.marks import (
    GivenMark,
    OccasionMarks,
    as_given,
    latest_marks,
    marks_by_occasion,
)
from opencaf.people.models import Person

FIRST_WORDS = 240


@dataclass(frozen=True)
class LastTime:
    """What stands about one area before a review: the last mark and the first words of the story."""

    child: Person
    element: str
    name: str
    mark: GivenMark | None
    words: str

    @property
    def code(self) -> str:
        """The mark as one word, as pages draw it."""
        return self.mark.answer.code if self.mark else NOT_ASKED.code

    @property
    def is_a_concern(self) -> bool:
        """Whether the area was of concern, or looked at in an earlier review."""
        return bool(self.mark and (self.mark.answer.value or self.mark.occasion == "review"))


def last_time(episode: Episode, children: Sequence[Person], *, hidden: Areas) -> list[LastTime]:
    """Return for each child all areas in the form's order, with last time's mark and words.

    What only earlier versions of the form asked stands among them where the child has a mark.
    """
    marks, words = latest_marks(episode, hidden=hidden), first_words(episode)
    return [
        LastTime(
            child=child,
            element=area.code,
            name=area.name,
            mark=marks.get((child.id, area.code)),
            words=words.get((child.id, area.code), ""),
        )
        for child in children
        for area in form_areas().everything
        if (area.is_asked or (child.id, area.code) in marks) and (child.id, area.code) not in hidden
    ]


def first_words(episode: Episode) -> dict[Area, str]:
    """Return the first words of each story of the latest version of the assessment."""
    return {(child_id, code): words for child_id, code, words in beginnings_of_stories(episode) if words}


@composed_once
def beginnings_of_stories(episode: Episode) -> models.QuerySet[StoryChild, tuple[uuid.UUID, str, str]]:
    """The first words of each story with its child and element, the versions in order."""
    told = StoryChild.objects.filter(assessment__episode=episode).order_by("assessment__version")
    return told.values_list(
        "child_id", "question__code", Left("story__story", FIRST_WORDS, output_field=TextField())
    )


def views_last_time(episode: Episode) -> list[FamilyView]:
    """Return what the family said on the last occasion."""
    latest = views_latest_first(episode)
    return [view for view in latest if view.said_on == latest[0].said_on]


@composed_once
def views_latest_first(episode: Episode) -> models.QuerySet[FamilyView]:
    """What the family said, the latest first."""
    return episode.family_views.exclude(text="").select_related("person").order_by("-said_on", "id")


@composed_once
def reviews_of(meeting: Meeting) -> models.QuerySet[Review]:
    """The review of a meeting, if there is one."""
    return meeting.reviews.order_by("reviewed_on", "id")


@composed_once
def views_at(review: Review) -> models.QuerySet[FamilyView]:
    """What the family said at a review."""
    return review.family_views.select_related("person")


@dataclass(frozen=True)
class Moved:
    """What moved at a review, in a sentence and as a table."""

    sentence: str
    occasions: list[str]
    groups: list[dict[str, object]]


def what_moved(episode: Episode, review: Review, children: Sequence[Person], *, hidden: Areas) -> Moved:
    """Return what moved between what stood before a review and the review itself."""
    occasions = marks_by_occasion(episode, hidden=hidden)
    index = next((i for i, one in enumerate(occasions) if one.source_id == review.id), None)
    if index is None:
        return Moved("No area was marked at this review.", [], [])
    now, before = occasions[index], occasions[:index]
    stood = standing_before(before)
    shown = [*([before[0]] if before else []), *(before[-1:] if len(before) > 1 else []), now]
    since = since_words(before[-1].on, now.on) if before else ""
    marked: dict[Hashable, Answer] = dict(now.marks.items())
    moved = movements(stood, marked)
    words = sentence(moved.values(), since=since) if before else "These are the first marks."
    groups: list[dict[str, object]] = [
        {"title": child.first_name, "rows": rows_of(child, shown, now, moved)}
        for child in children
        if any(area[0] == child.id for area in now.marks)
    ]
    return Moved(words, [heading_of(one) for one in shown], groups)


def standing_before(before: Sequence[OccasionMarks]) -> dict[Hashable, Answer]:
    """Return the last answer of each area over the earlier occasions."""
    stood: dict[Hashable, Answer] = {}
    for occasion in before:
        stood |= {area: answer for area, answer in occasion.marks.items() if answer != NOT_ASKED}
    return stood


def heading_of(occasion: OccasionMarks) -> str:
    """Return the head of a column: what the occasion was, and when."""
    return f"{occasion.title}, {in_words(occasion.on)}"


def rows_of(
    child: Person, shown: Sequence[OccasionMarks], now: OccasionMarks, moved: dict[Hashable, Movement]
) -> list[dict[str, object]]:
    """Return the rows of a child: each area that was looked at, with its marks and what happened."""
    form = form_areas()
    areas = sorted((area for area in now.marks if area[0] == child.id), key=lambda a: form.position(a[1]))
    return [
        {
            "area": form.name(element),
            "marks": [occasion.answer(child_id, element).code for occasion in shown],
            "change": IN_WORDS[moved[child_id, element]] if (child_id, element) in moved else "",
        }
        for child_id, element in areas
    ]


@dataclass(frozen=True)
class OwnMark:
    """A mark that somebody of the family gave, beside what the same person said before."""

    who: str
    child: str
    area: str
    code: str
    before: str


def own_marks_at(
    episode: Episode, review: Review, children: Sequence[Person], *, hidden: Areas
) -> list[OwnMark]:
    """Return the marks that parents and young people gave themselves at a review."""
    names = {child.id: child.first_name for child in children}
    before: dict[tuple[object, Area], Answer] = {}
    found = []
    for row in rows_of_own_marks(episode):
        mark = as_given(row)
        if mark.area in hidden:
            continue
        key = (mark.rated_by_person_id, mark.area)
        if mark.source_id == review.id:
            earlier = before[key].words.lower() if key in before else ""
            who, child = str(row.rated_by_person or ""), names.get(mark.child_id, "")
            found.append(OwnMark(who, child, mark.name, mark.answer.code, earlier))
        before[key] = mark.answer
    return found


@composed_once
def rows_of_own_marks(episode: Episode) -> models.QuerySet[Mark]:
    """The rows of all own marks of an episode in their order, with who gave them."""
    own = episode.marks.filter(rater__in=(Rater.PARENT, Rater.YOUNG_PERSON))
    return own.select_related("rated_by_person").order_by("marked_on", "recorded_at", "id")
