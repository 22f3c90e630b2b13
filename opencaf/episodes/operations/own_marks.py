"""Marks that parents and young people give themselves: at the start, at a review or at closing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import MarkState, Occasion, Rater
from opencaf.episodes.models import Assessment, Closure, Mark, Review
from opencaf.episodes.operations.drafts import lock_draft
from opencaf.episodes.operations.marks import MarkFor, answer_for, write_marks
from opencaf.episodes.operations.team import refuse_strangers
from opencaf.episodes.operations.withholding import refuse_withheld
from opencaf.episodes.permissions import can_note_own_marks
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.team import children_ids
from opencaf.people.models import Person

GIVEN_BEFORE = "This was marked on that day already, and stays as it was given"


@all_or_nothing
def give_own_marks(
    *,
    occasion: Assessment | Review | Closure,
    person: Person,
    marks: Sequence[MarkFor],
    marked_on: dt.date,
    by: Practitioner,
) -> int:
    """Note the marks that somebody of the family gives; they stand beside those of others.

    In an assessment that is being written they can be changed; of a review or a closing each is given once.
    """
    episode = occasion.episode
    require(can_note_own_marks(by, episode))
    refuse_future("marked_on", marked_on, "The date of the marks")
    refuse_strangers("who", [person], episode)
    children = set(children_ids(episode))
    given = [mark for mark in marks if mark.code != MarkState.NOT_ASKED or mark.seen]
    refuse_what_is_no_area(given, children)
    refuse_withheld(((mark.child_id, mark.element) for mark in given), episode, by)
    rater = Rater.YOUNG_PERSON if person.id in children else Rater.PARENT
    if isinstance(occasion, Assessment):
        draft = lock_draft(occasion)
        written = write_marks(draft, given, marked_on=marked_on, rater=rater, person=person, by=by)
    else:
        written = write_once(occasion, person, given, rater=rater, by=by)
    if not written:
        raise ValidationError("Mark at least one area")
    trail.record(
        "own_marks_given",
        subject_kind=occasion._meta.model_name or "",
        subject_id=occasion.id,
        episode_id=episode.id,
        rater=str(rater),
        count=written,
    )
    return written


def refuse_what_is_no_area(marks: Sequence[MarkFor], children: set[uuid.UUID]) -> None:
    """Raise ValidationError for a mark about somebody else's child, or about no area of the form."""
    codes = form_areas().codes
    for mark in marks:
        if mark.child_id not in children or mark.element not in codes:
            raise ValidationError({mark.field: "Select a child of this family and one of the areas"})


def write_once(
    occasion: Review | Closure, person: Person, marks: Sequence[MarkFor], *, rater: str, by: Practitioner
) -> int:
    """Write marks of a day that has passed; one that was given then is never replaced."""
    is_review = isinstance(occasion, Review)
    source = {"review": occasion} if is_review else {"closure": occasion}
    type(occasion).objects.select_for_update().get(pk=occasion.pk)
    held = Mark.objects.filter(**source, rater=rater, rated_by_person=person)
    standing = set(held.values_list("child_id", "element"))
    new = [mark for mark in marks if mark.code != MarkState.NOT_ASKED]
    for mark in new:
        if (mark.child_id, mark.element) in standing:
            raise ValidationError({mark.field: GIVEN_BEFORE})
    answers = [(mark, answer_for(mark)) for mark in new]
    Mark.objects.bulk_create(
        Mark(
            **signed(by),
            **source,
            episode_id=occasion.episode_id,
            occasion=Occasion.REVIEW if is_review else Occasion.CLOSE,
            child_id=mark.child_id,
            element=mark.element,
            state=answer.state,
            value=answer.value,
            rater=rater,
            rated_by_person=person,
            marked_on=occasion.reviewed_on if isinstance(occasion, Review) else occasion.closed_on,
        )
        for mark, answer in answers
    )
    return len(new)
