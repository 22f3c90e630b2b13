"""What stands on My work of services that were asked: the answer waited for, a no, and what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from opencaf.agencies.models import Practitioner
from opencaf.core.dates import in_words
from opencaf.episodes.codes import RequestDecision
from opencaf.episodes.models import LeadProfessional, ServiceDecision, ServiceRequest
from opencaf.episodes.queries.work_rows import WorkRow

NEWS_LASTS = dt.timedelta(days=14)


def waiting_requests(practitioner: Practitioner, since: dt.date) -> ArraySubquery:
    """Return what services were asked, by this person or in a case they lead, that waits or is new.

    It waits until the service has started; that it has, or has ended, is new for a while.
    """
    leads = LeadProfessional.objects.filter(practitioner=practitioner, ended_on=None)
    mine = (
        Q(asked_by=practitioner) | Q(recorded_by=practitioner) | Q(episode_id__in=leads.values("episode_id"))
    )
    waits = Q(started_on=None, unmet_recorded_on=None)
    is_new = Q(started_on__gte=since) | Q(ended_on__gte=since)
    last = ServiceDecision.objects.filter(request=OuterRef("pk")).order_by("-decided_on", "-id")
    waiting = ServiceRequest.objects.annotate(
        decision=Subquery(last.values("decision")[:1]), decided_on=Subquery(last.values("decided_on")[:1])
    ).filter(
        mine,
        waits | is_new,
        Q(sent_on__isnull=False) | Q(decision__isnull=False),
        episode=OuterRef("pk"),
        recalled_on=None,
    )
    told = JSONObject(
        service="service_name",
        agency="agency__name",
        sent_on="sent_on",
        decision="decision",
        decided_on="decided_on",
        started_on="started_on",
        ended_on="ended_on",
    )
    return ArraySubquery(waiting.order_by("sent_on", "id").values(json=told))


def unstarted(case: Any) -> Iterator[dict[str, str]]:
    """Yield the requests of a case of which the service has not started."""
    return (request for request in case.waiting_requests if not request["started_on"])


def news_in(case: Any) -> list[WorkRow]:
    """Return that a service began, or ended, lately."""
    return [news_row(case, request) for request in case.waiting_requests if request["started_on"]]


def news_row(case: Any, request: dict[str, str]) -> WorkRow:
    """Return the row of a service that began or ended lately."""
    step = "ended_on" if request["ended_on"] else "started_on"
    what = "The service ended" if request["ended_on"] else "The service started"
    name = f"{request['service']} ({request['agency']})"
    return WorkRow("news", case, name, what, f"On {in_words(dt.date.fromisoformat(request[step]))}")


def answers_in(case: Any) -> list[WorkRow]:
    """Return the requests of a case that wait for an answer, or for the service to start."""
    return [
        answer_row(case, request)
        for request in unstarted(case)
        if request["decision"] != RequestDecision.DECLINED
    ]


def answer_row(case: Any, request: dict[str, str]) -> WorkRow:
    """Return the row of a request that waits for the service."""
    name = f"{request['service']} ({request['agency']})"
    if request["decision"]:
        said = RequestDecision(request["decision"]).label
        since = in_words(dt.date.fromisoformat(request["decided_on"]))
        return WorkRow("start", case, name, f"{said}, and not started", f"Since {since}")
    sent = in_words(dt.date.fromisoformat(request["sent_on"]))
    return WorkRow("answer", case, name, "No answer has been noted", f"Sent on {sent}")


def declined_in(case: Any) -> list[WorkRow]:
    """Return the requests of a case that a service declined, until somebody says what becomes of the need."""
    return [
        WorkRow(
            "declined",
            case,
            f"{request['service']} ({request['agency']})",
            "The service declined",
            f"On {in_words(dt.date.fromisoformat(request['decided_on']))}",
        )
        for request in unstarted(case)
        if request["decision"] == RequestDecision.DECLINED
    ]
