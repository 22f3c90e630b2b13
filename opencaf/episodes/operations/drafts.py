"""What operations on an assessment share: hold of the version that is written, and who sits at it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core import clock, submissions
from opencaf.episodes.models import Assessment

SITTING = dt.timedelta(minutes=30)


def lock_draft(assessment: Assessment) -> Assessment:
    """Return the version as it stands now, held until the transaction ends; a completed one is refused."""
    draft = Assessment.objects.select_for_update().get(pk=assessment.pk)
    draft.episode = assessment.episode
    refuse_completed(draft)
    return draft


def refuse_completed(assessment: Assessment) -> None:
    """Raise ValidationError for a version that was completed, since it never changes again."""
    if assessment.state != Assessment.State.DRAFT:
        raise ValidationError(
            f"Version {assessment.version} was completed and stays as it is. "
            "Start the next version to change it."
        )


def is_new_sitting(draft: Assessment, by: Practitioner) -> bool:
    """Whether somebody has not yet saved in this version in this half hour while they typed.

    The trail hears of it then, and not at every save.
    """
    return is_new_sitting_in(draft.id, by)


def is_new_sitting_in(record_id: uuid.UUID, by: Practitioner) -> bool:
    """As is_new_sitting, for anything that is written in while somebody types."""
    half_hour = int(clock.now().timestamp() // SITTING.total_seconds())
    return submissions.is_first(uuid.uuid5(record_id, f"{by.id} writes in half hour {half_hour}"))
