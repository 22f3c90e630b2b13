"""Requests to services: asked, sent, decided (and decided again), started, ended, or a need unmet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import in_words, refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.directory.models import Service
from opencaf.directory.operations.asking import agency_that_gives
from opencaf.episodes.codes import RequestDecision
from opencaf.episodes.models import Episode, ServiceDecision, ServiceRequest, ServiceRequestChild
from opencaf.episodes.operations.request_mail import tell_of_request
from opencaf.episodes.operations.request_parts import write_parts
from opencaf.episodes.operations.request_rules import (
    follows_asking,
    lock_request,
    refuse_recalled,
)
from opencaf.episodes.permissions import can_write
from opencaf.episodes.permissions_services import can_take_step
from opencaf.episodes.queries.consent import agencies_shared_with
from opencaf.people.models import Person

RIGHT_ON_JOURNEY = "Whoever works with the family can put the date right on the journey."


@all_or_nothing
def ask_service(
    *,
    episode: Episode,
    service_name: str,
    people: Sequence[Person],
    asked_on: dt.date,
    asked_by: Practitioner | None = None,
    asked_by_person: Person | None = None,
    reason: str = "",
    consent_note: str = "",
    service: Service | None = None,
    agency: Agency | None = None,
    need: str = "",
    by: Practitioner,
) -> ServiceRequest:
    """Ask a service, by a practitioner (who types, unless another is named) or by a family member."""
    require(can_write(by, episode))
    refuse_future("asked_on", asked_on, "The date the service was asked")
    refuse_before(
        "asked_on",
        asked_on,
        "The date the service was asked",
        earliest=episode.intended_on,
        event="the day of the intention",
    )
    if not people:
        raise ValidationError({"people": "Select whom the service is for"})
    agency = agency or (agency_that_gives(service, by) if service else None)
    if agency is None:
        raise ValidationError({"agency": "Select the agency of the service"})
    asked_by = asked_by or (None if asked_by_person else by)
    request = ServiceRequest.record(
        by=by,
        episode=episode,
        service=service,
        service_name=service_name,
        agency=agency,
        asked_on=asked_on,
        asked_by=asked_by,
        asked_by_person=asked_by_person,
        need=need,
        reason=reason,
        consent_note=consent_note,
    )
    name_people(request, people, by)
    tell_of_request(request, by)
    record_step("service_asked", request, on=asked_on)
    return request


def name_people(request: ServiceRequest, people: Iterable[Person], by: Practitioner) -> None:
    """Write for whom a service is asked."""
    ServiceRequestChild.objects.bulk_create(
        ServiceRequestChild(**signed(by), request=request, child=person) for person in people
    )


@all_or_nothing
def send_request(
    *,
    request: ServiceRequest,
    sent_on: dt.date,
    sent_what: str = "",
    consent_note: str = "",
    parts: Sequence[str] = (),
    by: Practitioner,
) -> ServiceRequest:
    """Send a request with the parts chosen for it, which whoever works for the agency reads from now on.

    Without an agreement to share, a note says what the family agreed to.
    """
    require(can_write(by, request.episode))
    lock_request(request)
    if request.sent_on:
        raise ValidationError({"sent_on": "The request was sent already. Correct its date on the journey."})
    refuse_recalled(request)
    refuse_future("sent_on", sent_on, "The date it was sent")
    follows_asking("sent_on", sent_on, "The date it was sent", request)
    request.consent_note = consent_note or request.consent_note
    refuse_sending_unagreed(request)
    request.sent_on, request.sent_what = sent_on, sent_what
    request.save(update_fields=["sent_on", "sent_what", "consent_note"])
    write_parts(request, parts, by)
    tell_of_request(request, by)
    record_step("request_sent", request, on=sent_on, parts=len(parts))
    return request


def refuse_sending_unagreed(request: ServiceRequest) -> None:
    """Raise ValidationError when neither an agreement nor a note lets anything go to the agency."""
    if request.consent_note or request.agency_id in agencies_shared_with(request.episode):
        return
    raise ValidationError(
        {
            "consent_note": f"The family has not agreed to share with {request.agency.name}. "
            "Record their agreement first, or enter what they agreed to for this request"
        }
    )


@all_or_nothing
def record_decision(
    *,
    request: ServiceRequest,
    decision: str,
    decided_on: dt.date,
    reason: str = "",
    waits_weeks: int | None = None,
    after: str | None = None,
    by: Practitioner,
) -> ServiceDecision:
    """Record what the service decided; a later decision stands beside the earlier.

    after: the id of the last decision that a page showed, nothing where there was none; where another one
    came meanwhile, it is refused.
    """
    require(can_take_step(by, request))
    lock_request(request)
    refuse_recalled(request)
    refuse_future("decided_on", decided_on, "The date of the decision")
    follows_asking("decided_on", decided_on, "The date of the decision", request)
    earlier = request.decisions.select_related("recorded_by").order_by("-decided_on", "-id").first()
    refuse_overtaken(earlier, after)
    if earlier:
        refuse_before(
            "decided_on",
            decided_on,
            "The date of the decision",
            earliest=earlier.decided_on,
            event="when the service decided before",
        )
    made = ServiceDecision.record(
        by=by,
        request=request,
        decision=decision,
        decided_on=decided_on,
        reason=reason,
        waits_weeks=waits_weeks if decision == RequestDecision.WAITING else None,
    )
    tell_of_request(request, by)
    record_step("service_decided", request, on=decided_on, decision=decision)
    return made


def refuse_overtaken(earlier: ServiceDecision | None, after: str | None) -> None:
    """Raise ValidationError where somebody else noted a decision since a page was opened."""
    if after is None or earlier is None or str(earlier.id) == after:
        return
    said = f"{earlier.get_decision_display().lower()} on {in_words(earlier.decided_on)}"
    raise ValidationError(
        f"{earlier.recorded_by} noted an answer meanwhile: {said}. Nothing was changed. "
        "Look at the request again, and answer once more if it is still needed."
    )


@all_or_nothing
def start_service(*, request: ServiceRequest, started_on: dt.date, by: Practitioner) -> ServiceRequest:
    """Record the day the service began to work with the family."""
    require(can_take_step(by, request))
    lock_request(request)
    if request.started_on:
        day = in_words(request.started_on)
        raise ValidationError(
            {"started_on": f"It is noted that the service started on {day}. {RIGHT_ON_JOURNEY}"}
        )
    refuse_recalled(request)
    refuse_future("started_on", started_on, "The date the service started")
    follows_asking("started_on", started_on, "The date the service started", request)
    request.started_on = started_on
    request.save(update_fields=["started_on"])
    tell_of_request(request, by)
    record_step("service_started", request, on=started_on)
    return request


@all_or_nothing
def record_delivery(
    *,
    request: ServiceRequest,
    delivered: str,
    ended_on: dt.date | None = None,
    sessions_given: int | None = None,
    hours_given: Decimal | None = None,
    by: Practitioner,
) -> ServiceRequest:
    """Record what the service has given, and the day it ended unless it carries on."""
    require(can_take_step(by, request))
    lock_request(request)
    refuse_future("ended_on", ended_on, "The date the service ended")
    if request.started_on is None:
        raise ValidationError("Record when the service started first.")
    if request.ended_on:
        day = in_words(request.ended_on)
        raise ValidationError(
            {"ended_on": f"It is noted that the service ended on {day}. {RIGHT_ON_JOURNEY}"}
        )
    refuse_before(
        "ended_on",
        ended_on,
        "The date the service ended",
        earliest=request.started_on,
        event="when it started",
    )
    request.delivered, request.ended_on = delivered, ended_on
    request.sessions_given, request.hours_given = sessions_given, hours_given
    request.save(update_fields=["delivered", "ended_on", "sessions_given", "hours_given"])
    if ended_on:
        tell_of_request(request, by)
    record_step("service_ended" if ended_on else "service_delivered", request, on=ended_on)
    return request


@all_or_nothing
def record_unmet_need(
    *, request: ServiceRequest, need: str, recorded_on: dt.date, review_asked: str = "", by: Practitioner
) -> ServiceRequest:
    """Record a need that no service meets, and whether the decision was questioned."""
    require(can_write(by, request.episode))
    refuse_future("recorded_on", recorded_on, "The date")
    follows_asking("recorded_on", recorded_on, "The date", request)
    if not request.unmet_recorded_on:
        request.unmet_recorded_on = recorded_on
    elif request.unmet_recorded_on != recorded_on:
        raise ValidationError({"recorded_on": "Correct the date of an unmet need on the journey."})
    request.unmet_need, request.review_asked = need, review_asked
    request.save(update_fields=["unmet_need", "unmet_recorded_on", "review_asked"])
    record_step("unmet_need_recorded", request, on=recorded_on)
    return request


def record_step(action: str, request: ServiceRequest, **detail: Any) -> None:
    """Write a step of a request on the trail."""
    trail.record(
        action,
        subject_kind="service_request",
        subject_id=request.id,
        episode_id=request.episode_id,
        **detail,
    )
