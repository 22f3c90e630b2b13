"""Another assessment that is taken over with the family's agreement."""

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
from opencaf.episodes.models import Assessment, ReusedAgreement, ReusedAssessment
from opencaf.episodes.operations.drafts import lock_draft
from opencaf.episodes.permissions import can_assess
from opencaf.people.models import Person


@all_or_nothing
def take_over_assessment(
    *, assessment: Assessment, what: str, made_on: dt.date, agreed_by: Sequence[Person], by: Practitioner
) -> ReusedAssessment:
    """Record that a version rests on an assessment by others, and who of the family agreed to that."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    refuse_future("made_on", made_on, "The date of the other assessment")
    if not agreed_by:
        raise ValidationError({"agreed_by": "Select who of the family agreed to take it over"})
    reused = ReusedAssessment.record(by=by, assessment=draft, what=what, made_on=made_on)
    ReusedAgreement.objects.bulk_create(
        ReusedAgreement(**signed(by), reused=reused, person=person) for person in agreed_by
    )
    record_on_trail("assessment_taken_over", draft, reused.id)
    return reused


@all_or_nothing
def leave_out_reused(*, assessment: Assessment, reused_id: uuid.UUID, by: Practitioner) -> None:
    """Take another assessment out of the version that is being written."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    ReusedAgreement.objects.filter(reused=reused_id, reused__assessment=draft).delete()
    ReusedAssessment.objects.filter(assessment=draft, pk=reused_id).delete()
    record_on_trail("reused_left_out", draft, reused_id)


def record_on_trail(action: str, draft: Assessment, reused_id: uuid.UUID) -> None:
    """Write on the trail what was done with another assessment, never what it is."""
    trail.record(
        action, subject_kind="assessment", subject_id=draft.id, episode_id=draft.episode_id, reused=reused_id
    )
