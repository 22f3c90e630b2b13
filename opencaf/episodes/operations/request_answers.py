"""What a service answers itself, by whoever works for its agency; the case's people can note the same."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import RequestDecision
from opencaf.episodes.models import ServiceDecision, ServiceRequest
from opencaf.episodes.operations.requests import record_decision
from opencaf.episodes.permissions_services import can_answer_for_agency


@all_or_nothing
def answer_request(
    *,
    request: ServiceRequest,
    decision: str,
    decided_on: dt.date,
    waits_weeks: int | None = None,
    reason: str = "",
    after: str,
    by: Practitioner,
) -> ServiceDecision:
    """Accept a request, put it on the waiting list for about so many weeks, or decline it and say why."""
    require(can_answer_for_agency(by, request))
    if decision == RequestDecision.DECLINED and not reason.strip():
        raise ValidationError({"reason": "Enter why you decline: it is told to whoever asked"})
    if decision == RequestDecision.WAITING and waits_weeks is None:
        raise ValidationError({"waits_weeks": "Enter about how many weeks it takes"})
    made = record_decision(
        request=request,
        decision=decision,
        decided_on=decided_on,
        reason=reason,
        waits_weeks=waits_weeks,
        after=after,
        by=by,
    )
    trail.record(
        "request_answered",
        subject_kind="service_request",
        subject_id=request.id,
        episode_id=request.episode_id,
        agency=request.agency_id,
    )
    return made
