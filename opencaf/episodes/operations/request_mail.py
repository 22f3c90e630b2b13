"""Who is told of a step of a request, or of one to social care: who follows it; never who took the step."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Q

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import LeadProfessional, ServiceRequest, ThresholdStep
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind


def tell_of_request(request: ServiceRequest, by: Practitioner) -> None:
    """Tell who asked a service, who wrote it down and who leads. Called by operations."""
    whom = (request.asked_by_id, request.recorded_by_id)
    tell_followers(MailKind.SERVICE_STEP, request.episode_id, whom, by)


def tell_of_step(step: ThresholdStep, by: Practitioner) -> None:
    """Tell who sent a case to social care, who wrote it down and who leads. Called by operations."""
    tell_followers(MailKind.STEP_ANSWERED, step.episode_id, (step.sent_by_id, step.recorded_by_id), by)


def tell_followers(
    kind: MailKind, episode_id: uuid.UUID, whom: Iterable[uuid.UUID | None], by: Practitioner
) -> None:
    """Let a mail without a name wait for these people and for who leads the case."""
    leads = LeadProfessional.objects.filter(episode_id=episode_id, ended_on=None)
    follows = Q(id__in=[one for one in whom if one]) | Q(id__in=leads.values("practitioner_id"))
    people = Practitioner.objects.filter(follows, user__is_active=True).exclude(id=by.id)
    to = sorted(set(people.values_list("user__email", flat=True)))
    queue_message(kind=kind, to=to, authority_id=by.authority_id)
