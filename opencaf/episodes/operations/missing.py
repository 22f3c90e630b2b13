"""Requests that are recalled, and services that nobody gives; both can be taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.audit.corrections import as_words, keep_correction
from opencaf.core import clock
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import NEED_TAGS
from opencaf.episodes.models import Episode, MissingService, ServiceRequest
from opencaf.episodes.operations.request_mail import tell_of_request
from opencaf.episodes.operations.request_rules import follows_asking, refuse_recalled
from opencaf.episodes.permissions import can_write


@all_or_nothing
def recall_request(
    *, request: ServiceRequest, recalled_on: dt.date, why: str, by: Practitioner
) -> ServiceRequest:
    """Recall a request that is no longer wanted, as long as the service has not started."""
    require(can_write(by, request.episode))
    refuse_recalled(request)
    if request.started_on:
        raise ValidationError("The service has started. Record what it gave and when it ended.")
    refuse_future("recalled_on", recalled_on, "The date it was recalled")
    follows_asking("recalled_on", recalled_on, "The date it was recalled", request)
    if not why.strip():
        raise ValidationError({"why": "Enter why the request is recalled"})
    request.recalled_on, request.recalled_why = recalled_on, why
    request.save(update_fields=["recalled_on", "recalled_why"])
    tell_of_request(request, by)
    trail.record(
        "request_recalled",
        subject_kind="service_request",
        subject_id=request.id,
        episode_id=request.episode_id,
        on=recalled_on,
    )
    return request


@all_or_nothing
def take_back_recall(*, request: ServiceRequest, why: str, by: Practitioner) -> ServiceRequest:
    """Let a request that was recalled by mistake stand again; when and why it was stays readable."""
    require(can_write(by, request.episode))
    if not request.recalled_on:
        raise ValidationError("This request was not recalled.")
    if not why.strip():
        raise ValidationError({"why": "Enter why the recall is taken back"})
    was_on = request.recalled_on
    for field in ("recalled_on", "recalled_why"):
        keep_correction(
            request,
            field,
            was=as_words(getattr(request, field)),
            now="",
            reason=why,
            corrected_by_id=by.id,
            corrected_by_name=str(by),
            episode_id=request.episode_id,
        )
    request.recalled_on, request.recalled_why = None, ""
    request.save(update_fields=["recalled_on", "recalled_why"])
    tell_of_request(request, by)
    trail.record(
        "recall_taken_back",
        subject_kind="service_request",
        subject_id=request.id,
        episode_id=request.episode_id,
        was_on=was_on,
    )
    return request


@all_or_nothing
def note_missing_service(
    *, episode: Episode, need: str, wanted: str, noted_on: dt.date, by: Practitioner
) -> MissingService:
    """Note that there is no such service as the family needs."""
    require(can_write(by, episode))
    if need not in NEED_TAGS:
        raise ValidationError({"need": "Select the kind of need"})
    if not wanted.strip():
        raise ValidationError({"wanted": "Enter what is needed"})
    refuse_future("noted_on", noted_on, "The date")
    refuse_before(
        "noted_on", noted_on, "The date", earliest=episode.intended_on, event="the day of the intention"
    )
    missing = MissingService.record(by=by, episode=episode, need=need, wanted=wanted, noted_on=noted_on)
    record("missing_service_noted", missing, on=noted_on, need=need)
    return missing


@all_or_nothing
def take_back_missing_service(*, missing: MissingService, why: str, by: Practitioner) -> MissingService:
    """Take back that there is no such service; it stays readable, with the reason."""
    require(can_write(by, missing.episode))
    if missing.taken_back_on:
        raise ValidationError("This was taken back already.")
    if not why.strip():
        raise ValidationError({"why": "Enter why it is taken back"})
    missing.taken_back_on, missing.taken_back_why = clock.today(), why
    missing.save(update_fields=["taken_back_on", "taken_back_why"])
    record("missing_service_taken_back", missing)
    return missing


def record(action: str, missing: MissingService, **detail: Any) -> None:
    """Write what was done about a service that nobody gives on the trail."""
    trail.record(
        action,
        subject_kind="missing_service",
        subject_id=missing.id,
        episode_id=missing.episode_id,
        **detail,
    )
