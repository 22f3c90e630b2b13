"""What an agency is asked, for whoever works there: what goes with a request, and nothing of its case."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.core.composed import attach, composed_once
from opencaf.episodes.codes import RequestDecision
from opencaf.episodes.models import ServiceDecision, ServiceRequest
from opencaf.episodes.permissions_services import can_receive_requests
from opencaf.episodes.request_told import received_now

MOST = 2000
# How many of them stand on the first page of everybody who works there.
FIRST = 10


@dataclass(frozen=True)
class RequestReceived:
    """A line about a request: since when, from whom, of whom the initials, and how far it is."""

    id: uuid.UUID
    episode_id: uuid.UUID
    service: str
    initials: str
    sent_by: str
    sent_on: dt.date
    started_on: dt.date | None
    decision: str
    decided_on: dt.date | None

    @property
    def is_answered(self) -> bool:
        """Whether the service has said anything yet, or begun."""
        return bool(self.decision or self.started_on)

    @property
    def how_far(self) -> str:
        """What was noted last, in a word."""
        if self.started_on:
            return "Started"
        return RequestDecision(self.decision).label if self.decision else "Not answered"


def received_from(told: dict[str, Any]) -> RequestReceived:
    """Return a line as the database told it."""
    return RequestReceived(
        id=uuid.UUID(told["id"]),
        episode_id=uuid.UUID(told["episode"]),
        service=told["service"],
        initials=told["initials"],
        sent_by=told["by"] or "",
        sent_on=dt.date.fromisoformat(told["sent_on"]),
        started_on=day(told["started_on"]),
        decision=told["decision"] or "",
        decided_on=day(told["decided_on"]),
    )


def all_received() -> list[RequestReceived]:
    """Return everything that the agency of who asks is asked, what is not answered first."""
    return [received_from(one) for one in received_now(MOST)]


def day(text: str | None) -> dt.date | None:
    """Return a day as JSON holds it."""
    return dt.date.fromisoformat(text) if text else None


def request_to_agency(practitioner: Practitioner, request_id: uuid.UUID) -> list[ServiceRequest]:
    """Return a request to the agency where somebody works, with what was decided; nothing for another one."""
    if not can_receive_requests(practitioner):
        return []
    found = sent_to(practitioner.agency.id, request_id)
    if found:
        attach(found, "decisions", decisions_on(request_id))
    return found


@composed_once
def sent_to(agency_id: uuid.UUID, request_id: uuid.UUID) -> QuerySet[ServiceRequest]:
    """A request that went to an agency and has not ended."""
    sent = ServiceRequest.objects.filter(sent_on__isnull=False, recalled_on=None, ended_on=None)
    return sent.filter(agency_id=agency_id, pk=request_id).select_related("agency", "asked_by", "recorded_by")


@composed_once
def decisions_on(request_id: uuid.UUID) -> QuerySet[ServiceDecision]:
    """What was decided on a request, in order, with who noted it."""
    decisions = ServiceDecision.objects.filter(request_id=request_id)
    return decisions.select_related("recorded_by").order_by("decided_on", "id")
