"""What every operation on an assessment does first: take hold of the version that is being written."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from opencaf.episodes.models import Assessment


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
