"""Reviews: a meeting looks back, marks the concerns again and keeps what the family says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import Occasion, Rater
from opencaf.episodes.concern import answer_of
from opencaf.episodes.models import Episode, FamilyView, Mark, Meeting, Review
from opencaf.episodes.operations.team import refuse_strangers
from opencaf.episodes.operations.withholding import refuse_withheld
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.team import children_ids
from opencaf.people.models import Person


@dataclass(frozen=True)
class ReviewMark:
    """A mark given at a review: "0" to "5" or why there is none; by the team unless a person is named."""

    child: Person
    element: str
    answer: str
    person: Person | None = None


@dataclass(frozen=True)
class ReviewView:
    """What a child or a parent said; without a person it is what the parents or children said together."""

    whose: str
    text: str
    person: Person | None = None


@all_or_nothing
def hold_review(
    *,
    meeting: Meeting,
    marks: Sequence[ReviewMark],
    own_marks: Sequence[ReviewMark] = (),
    what_changed: str = "",
    views: Sequence[ReviewView] = (),
    by: Practitioner,
) -> Review:
    """Keep the marks agreed at a meeting, only for what was looked at, and what changed since last time."""
    episode = meeting.episode
    require(can_write(by, episode))
    refuse_wrong_review(meeting, marks, what_changed)
    children = set(children_ids(episode))
    refuse_wrong_marks(episode, children, marks, own_marks, views)
    refuse_withheld(((mark.child.id, mark.element) for mark in [*marks, *own_marks]), episode, by)
    review = Review.record(
        by=by, episode=episode, meeting=meeting, reviewed_on=meeting.held_on, what_changed=what_changed
    )
    Mark.objects.bulk_create(
        Mark(**signed(by), **columns_of(mark, review, children)) for mark in [*marks, *own_marks]
    )
    FamilyView.objects.bulk_create(
        FamilyView(
            **signed(by),
            episode=episode,
            review=review,
            whose=view.whose,
            person=view.person,
            said_on=review.reviewed_on,
            text=view.text,
        )
        for view in views
    )
    trail.record(
        "review_held",
        subject_kind="review",
        subject_id=review.id,
        episode_id=episode.id,
        marks=len(marks),
        own_marks=len(own_marks),
    )
    return review


def refuse_wrong_review(meeting: Meeting, marks: Sequence[ReviewMark], what_changed: str) -> None:
    """Raise ValidationError for a meeting not held or reviewed already, or a review that says nothing."""
    if meeting.status != Meeting.Status.HELD:
        raise ValidationError("Only a meeting that was held can be a review.")
    if Review.objects.filter(meeting=meeting).exists():
        raise ValidationError("The review of this meeting is written already.")
    if not marks and not what_changed.strip():
        raise ValidationError({"what_changed": "Enter what changed, or mark what you looked at"})


def refuse_wrong_marks(
    episode: Episode,
    children: set[UUID],
    marks: Sequence[ReviewMark],
    own_marks: Sequence[ReviewMark],
    views: Sequence[ReviewView],
) -> None:
    """Raise ValidationError for somebody of another family, an unknown area, or a mark given twice."""
    seen, codes = set(), form_areas().codes
    for mark in [*marks, *own_marks]:
        if mark.child.id not in children or mark.element not in codes:
            raise ValidationError("A mark must be about a child of this family and one of the areas.")
        key = (mark.child.id, mark.element, mark.person)
        if key in seen:
            raise ValidationError({"own_marks": "The same person marked the same area twice. Keep one"})
        seen.add(key)
    people = [mark.person for mark in own_marks] + [view.person for view in views]
    refuse_strangers("own_marks", people, episode)


def columns_of(mark: ReviewMark, review: Review, children: set[UUID]) -> dict[str, Any]:
    """Return the columns of the row that keeps a given mark."""
    answer = answer_of(mark.answer)
    return {
        "episode": review.episode,
        "review": review,
        "occasion": Occasion.REVIEW,
        "child": mark.child,
        "element": mark.element,
        "state": answer.state,
        "value": answer.value,
        "rater": rater_of(mark, children),
        "rated_by_person": mark.person,
        "marked_on": review.reviewed_on,
    }


def rater_of(mark: ReviewMark, children: set[UUID]) -> str:
    """Return who gives a mark: the team, or the child or parent who marks for themselves."""
    if mark.person is None:
        return Rater.TEAM
    return Rater.YOUNG_PERSON if mark.person.id in children else Rater.PARENT
