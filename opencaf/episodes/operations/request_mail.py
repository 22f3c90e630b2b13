"""Who is told of a step of a request, or of one to social care: who follows it; never who took the step."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import LeadProfessional, ServiceRequest, ThresholdStep
from opencaf.episodes.request_told import lead_behind
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind


def tell_of_request(request: ServiceRequest, by: Practitioner) -> None:
    """Tell who asked a service, who wrote it down and who leads. Called by operations."""
    tell(MailKind.SERVICE_STEP, (request.asked_by_id, request.recorded_by_id, lead_behind(request.id)), by)


def tell_of_step(step: ThresholdStep, by: Practitioner) -> None:
    """Tell who sent a case to social care, who wrote it down and who leads. Called by operations."""
    leads = LeadProfessional.objects.filter(episode_id=step.episode_id, ended_on=None)
    leading = leads.values_list("practitioner_id", flat=True)
    tell(MailKind.STEP_ANSWERED, (step.sent_by_id, step.recorded_by_id, *leading), by)


def tell(kind: MailKind, whom: Iterable[uuid.UUID | None], by: Practitioner) -> None:
    """Let a mail without a name wait for each of these people but the one who acts."""
    people = Practitioner.objects.filter(id__in=[one for one in whom if one], user__is_active=True)
    to = sorted(set(people.exclude(id=by.id).values_list("user__email", flat=True)))
    queue_message(kind=kind, to=to, authority_id=by.authority_id)
