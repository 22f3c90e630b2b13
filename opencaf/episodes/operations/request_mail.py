"""Who is told of a step of a request: who asked, who wrote it, who leads; never who took the step."""

from __future__ import annotations

from django.db.models import Q

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import LeadProfessional, ServiceRequest
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind


def tell_of_request(request: ServiceRequest, by: Practitioner) -> None:
    """Let a mail without a name wait for everybody who follows a request. Called by operations."""
    leads = LeadProfessional.objects.filter(episode_id=request.episode_id, ended_on=None)
    follows = (
        Q(id=request.asked_by_id) | Q(id=request.recorded_by_id) | Q(id__in=leads.values("practitioner_id"))
    )
    people = Practitioner.objects.filter(follows, user__is_active=True).exclude(id=by.id)
    to = sorted(set(people.values_list("user__email", flat=True)))
    queue_message(kind=MailKind.SERVICE_STEP, to=to, authority_id=by.authority_id)
