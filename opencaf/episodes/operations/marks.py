"""Giving concern marks at the start: by child, element and rater; never compulsory."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import MarkState, Occasion, Rater
from opencaf.episodes.concern import Answer, answer_of
from opencaf.episodes.models import Assessment, Mark, StoryChild
from opencaf.episodes.operations.drafts import lock_draft
from opencaf.episodes.operations.withholding import refuse_withheld
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.people.models import Person

CHANGED_MARK = "Somebody else marked this “{words}” while you were writing. Choose again what should stand"


@dataclass(frozen=True)
class MarkFor:
    """A mark to give: for a child and an element, as one word ("0" to "5", "dont_know", …).

    seen is the word that the page showed; left out, the mark replaces whatever stands.
    """

    child_id: uuid.UUID
    element: str
    code: str
    seen: str = ""

    @property
    def field(self) -> str:
        """The name at which a refusal is said."""
        return f"mark-{self.element}-{self.child_id}"


@all_or_nothing
def give_marks(
    *,
    assessment: Assessment,
    marks: Sequence[MarkFor],
    marked_on: dt.date,
    rater: str = Rater.PRACTITIONER,
    rated_by: Practitioner | None = None,
    person: Person | None = None,
    by: Practitioner,
) -> None:
    """Give or change marks of the version that is being written; a family member's stand beside others."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    refuse_future("marked_on", marked_on, "The date of the marks")
    refuse_wrong_rater(rater, person)
    refuse_strange_areas(draft, marks)
    refuse_withheld(((mark.child_id, mark.element) for mark in marks), draft.episode, by)
    written = write_marks(
        draft, marks, marked_on=marked_on, rater=rater, rated_by=rated_by, person=person, by=by
    )
    trail.record(
        "marks_given",
        subject_kind="assessment",
        subject_id=draft.id,
        episode_id=draft.episode_id,
        rater=str(rater),
        count=written,
    )


@all_or_nothing
def mark_not_relevant(
    *,
    assessment: Assessment,
    domain: str,
    child_ids: Sequence[uuid.UUID],
    only_what_does_not_fit_the_unborn: bool = False,
    marked_on: dt.date,
    by: Practitioner,
) -> int:
    """Mark what was not asked yet in a domain as not relevant, in one step.

    A given mark stays, and so does a part that somebody does not see.
    """
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    refuse_future("marked_on", marked_on, "The date of the marks")
    if not child_ids:
        raise ValidationError({"children": "Select at least one child"})
    rows = StoryChild.objects.filter(assessment=draft, question__domain=domain, child__in=child_ids)
    if only_what_does_not_fit_the_unborn:
        rows = rows.filter(question__fits_the_unborn=False)
    answered = answered_areas(draft) | withheld_from(by, draft.episode)
    open_areas = [area for area in areas_of(rows) if area not in answered]
    marks = [MarkFor(child_id, element, MarkState.NOT_RELEVANT) for child_id, element in open_areas]
    written = write_marks(draft, marks, marked_on=marked_on, by=by)
    trail.record(
        "marked_not_relevant",
        subject_kind="assessment",
        subject_id=draft.id,
        episode_id=draft.episode_id,
        domain=domain,
        count=written,
    )
    return written


def areas_of(rows: QuerySet[StoryChild]) -> list[tuple[uuid.UUID, str]]:
    """Return the child and element of story children."""
    return list(rows.values_list("child_id", "question__code"))


def answered_areas(draft: Assessment) -> set[tuple[uuid.UUID, str]]:
    """Return the areas that a practitioner has marked, other than as not asked."""
    given = Mark.objects.filter(assessment=draft, rater=Rater.PRACTITIONER)
    return set(given.exclude(state=MarkState.NOT_ASKED).values_list("child_id", "element"))


def refuse_wrong_rater(rater: str, person: Person | None) -> None:
    """Raise ValidationError when a family member's marks name nobody, or a practitioner's name somebody."""
    if (rater in (Rater.PARENT, Rater.YOUNG_PERSON)) != (person is not None):
        raise ValidationError({"person": "Select whose marks these are"})


def refuse_strange_areas(draft: Assessment, marks: Sequence[MarkFor]) -> None:
    """Raise ValidationError for a child or an element that is not in this assessment."""
    areas = set(areas_of(StoryChild.objects.filter(assessment=draft)))
    for mark in marks:
        if (mark.child_id, mark.element) not in areas:
            raise ValidationError({mark.field: "Select a child and an element of this assessment"})


def write_marks(
    draft: Assessment,
    marks: Sequence[MarkFor],
    *,
    marked_on: dt.date,
    rater: str = Rater.PRACTITIONER,
    rated_by: Practitioner | None = None,
    person: Person | None = None,
    keep_blanks: bool = False,
    by: Practitioner,
) -> int:
    """Write the marks that differ from what stands, in two statements at most; return how many.

    An area that was never marked and is left as not asked gets a row only where blanks are kept.
    """
    held = Mark.objects.filter(assessment=draft, rater=rater, rated_by_person=person)
    standing = {(mark.child_id, mark.element): mark for mark in held}
    chosen = [
        mark
        for mark in marks
        if is_new(mark, held_mark := standing.get((mark.child_id, mark.element)))
        or (keep_blanks and held_mark is None)
    ]
    rows = []
    for mark in chosen:
        row = standing.get((mark.child_id, mark.element)) or Mark(
            **signed(by),
            episode_id=draft.episode_id,
            assessment=draft,
            occasion=Occasion.START,
            child_id=mark.child_id,
            element=mark.element,
            rater=rater,
            rated_by_person=person,
        )
        answer = answer_for(mark)
        row.state, row.value = answer.state, answer.value
        row.rated_by = None if person else (rated_by or by)
        row.marked_on = marked_on
        rows.append(row)
    new = [row for row in rows if row._state.adding]
    Mark.objects.bulk_create(new)
    changed = [row for row in rows if row not in new]
    Mark.objects.bulk_update(changed, ["state", "value", "rated_by", "marked_on"])
    return len(rows)


def answer_for(mark: MarkFor) -> Answer:
    """Return the answer a mark stands for; raises ValidationError for a word that is none."""
    try:
        return answer_of(mark.code)
    except ValueError:
        raise ValidationError({mark.field: "Select a mark from the list"}) from None


def is_new(mark: MarkFor, standing: Mark | None) -> bool:
    """Whether a mark says something other than what stands, and was chosen rather than left alone.

    Raises ValidationError where somebody else gave another mark while the page was open.
    """
    now = Answer(standing.state, standing.value) if standing else Answer()
    if mark.code == now.code or (mark.seen and mark.code == mark.seen):
        return False
    if mark.seen and mark.seen != now.code:
        raise ValidationError({mark.field: CHANGED_MARK.format(words=now.words)})
    return True
