"""What a session's own record says about signing on through an authority's provider."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest

from opencaf.accounts.models import User
from opencaf.accounts.sign_on import SIGN_ON, Provider
from opencaf.core import clock

FRESH = dt.timedelta(minutes=10)


def note_sign_on(
    request: HttpRequest, user: User, provider: Provider, authority_id: uuid.UUID, claims: dict[str, Any]
) -> None:
    """Note in the session that somebody signed on, for which authority, and what the provider asked."""
    record_authentication(
        request,
        user,
        method=SIGN_ON,
        code=provider.code,
        authority=str(authority_id),
        fresh=was_within(claims, FRESH),
    )
    if is_enough(provider, claims):
        record_authentication(request, user, method="mfa", type=SIGN_ON)


def is_enough(provider: Provider, claims: dict[str, Any]) -> bool:
    """Whether the provider asked for a second factor, and not too long ago where it says when."""
    within = dt.timedelta(hours=provider.signed_in_within_hours)
    return provider.is_strong(claims) and ("auth_time" not in claims or was_within(claims, within))


def was_within(claims: dict[str, Any], time: dt.timedelta) -> bool:
    """Whether the provider says that somebody showed themselves to it within this time."""
    at = claims.get("auth_time")
    if not isinstance(at, int | float):
        return False
    ago = clock.now().timestamp() - at
    return -120 <= ago <= time.total_seconds()  # their clock may be a little ahead


def sign_on_of(request: HttpRequest, user: Any = None) -> dict[str, Any] | None:
    """Return the session's record of signing on; None where somebody signed in here."""
    records = get_authentication_records(request, user or request.user)
    return next((record for record in reversed(records) if record.get("method") == SIGN_ON), None)


def has_signed_on_with_second_factor(request: HttpRequest, user: Any) -> bool:
    """Whether the provider's word stands for the second factor in this session."""
    records = get_authentication_records(request, user)
    return any(record.get("type") == SIGN_ON for record in records)


def showed_themselves_now(request: HttpRequest, user: Any) -> bool:
    """Whether somebody who comes in shows themselves, not only a session that the provider kept open."""
    signed_on = sign_on_of(request, user)
    if signed_on is None or signed_on.get("fresh"):
        return True
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" and record.get("type") != SIGN_ON for record in records)
