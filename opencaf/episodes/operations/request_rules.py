"""What every step of a request keeps to: one at a time, after the asking, and never after a recall."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from opencaf.core.dates import refuse_before
from opencaf.episodes.models import ServiceRequest


def lock_request(request: ServiceRequest) -> None:
    """Let a request say what stands now, held by this transaction; its case is not asked for again."""
    known = request.episode if ServiceRequest.episode.is_cached(request) else None
    request.refresh_from_db(from_queryset=ServiceRequest.objects.select_for_update(of=("self",)))
    if known:
        request.episode = known


def refuse_recalled(request: ServiceRequest) -> None:
    """Raise ValidationError for a step of a request that was recalled."""
    if request.recalled_on:
        raise ValidationError("This request was recalled. Take the recall back first, or ask anew.")


def follows_asking(field: str, day: dt.date | None, label: str, request: ServiceRequest) -> None:
    """Raise ValidationError at the field when a step of a request comes before the asking."""
    refuse_before(field, day, label, earliest=request.asked_on, event="when the service was asked")
