"""Services that work with the family already, and whether they contributed to the assessment."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Assessment, ServiceInvolved
from opencaf.episodes.operations.drafts import lock_draft
from opencaf.episodes.permissions import can_assess


@all_or_nothing
def record_service(
    *,
    assessment: Assessment,
    agency: Agency | None = None,
    practitioner: Practitioner | None = None,
    name: str = "",
    details: str = "",
    whom_for: str = "",
    contributed: bool = False,
    service_id: uuid.UUID | None = None,
    by: Practitioner,
) -> ServiceInvolved:
    """Add a service that works with the family, or change one of this version.

    It is named by an agency of the authority, a practitioner, or in words.
    """
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    if agency is None and practitioner is None and not name:
        raise ValidationError({"agency": "Select the agency, or enter the name of the service"})
    service = None
    if service_id:
        service = ServiceInvolved.objects.filter(assessment=draft, pk=service_id).first()
    if service is None:
        service = ServiceInvolved.record(by=by, assessment=draft)
    service.agency, service.practitioner = agency, practitioner
    service.name, service.details, service.whom_for = name, details, whom_for
    service.contributed = contributed
    service.save()
    trail.record(
        "service_recorded",
        subject_kind="assessment",
        subject_id=draft.id,
        episode_id=draft.episode_id,
        service=service.id,
    )
    return service


@all_or_nothing
def remove_service(*, assessment: Assessment, service_id: uuid.UUID, by: Practitioner) -> None:
    """Take a service out of the version that is being written."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    ServiceInvolved.objects.filter(assessment=draft, pk=service_id).delete()
    trail.record(
        "service_removed",
        subject_kind="assessment",
        subject_id=draft.id,
        episode_id=draft.episode_id,
        service=service_id,
    )
