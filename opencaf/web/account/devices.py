"""Browsers on which somebody has signed in before: a signed cookie names its accounts, by a keyed hash.

Whoever signs in on another one is told by mail, and on the page that lists their sessions.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from opencaf.accounts.sessions import mark_session
from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind

COOKIE = "__Host-known"
SALT = "opencaf.known-browser"
KEPT_FOR = 400 * 24 * 60 * 60  # seconds: as long as browsers keep a cookie
MOST = 20  # accounts of one browser: a computer in a team's room
FIRST_TIME = "is_first_time_here"
NOTE = (
    "You have not signed in with this browser before, so a message went to your e-mail address. "
    "Your account lists where you are signed in."
)


def mark_of(user_id: uuid.UUID) -> str:
    """Return what the cookie keeps of an account; it says nothing to anybody else."""
    return salted_hmac(SALT, str(user_id), algorithm="sha256").hexdigest()[:32]


def marks_in(request: HttpRequest) -> list[str]:
    """Return the marks of the accounts that have signed in with this browser."""
    try:
        found: list[str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return []
    return found


def note_device(
    request: HttpRequest, response: HttpResponse, user: Any, practitioner: Practitioner | None
) -> None:
    """Keep the account in this browser, and tell its owner where it was not there yet."""
    known, mark = marks_in(request), mark_of(user.pk)
    kept = [mark, *(one for one in known if one != mark)][:MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=KEPT_FOR,
        secure=True,
        httponly=True,
        samesite="Lax",
    )
    if mark not in known and practitioner is not None:
        tell_owner(request, user, practitioner)


def tell_owner(request: HttpRequest, user: Any, practitioner: Practitioner) -> None:
    """Say on the page, in the list of sessions and by mail that a browser is new."""
    mark_session(request.session.session_key, FIRST_TIME)
    messages.warning(request, NOTE)
    trail.record("device_new", subject_kind="account", subject_id=user.pk)
    queue_message(
        kind=MailKind.NEW_DEVICE,
        to=[user.email],
        authority_id=practitioner.authority_id,
        path="account/sessions/",
    )
