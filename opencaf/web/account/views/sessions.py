"""How long a session lasts, and which sessions somebody has open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencaf.accounts.sessions import end_session, end_sessions, session_with, sessions_of
from opencaf.audit import trail
from opencaf.web.account.devices import FIRST_TIME

BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
DEVICES = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "an Android device"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class OpenSession:
    """One line of the list."""

    id: int
    began_at: datetime
    on: str
    is_this: bool
    is_first_time: bool


@login_not_required
@require_http_methods(["GET", "POST"])
def time_left(request: HttpRequest) -> HttpResponse:
    """Say for how many seconds the session lasts; sent as a form, it was extended by the middleware before.

    With a token for the forms of a page that stayed open while its owner signed in again elsewhere.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"left": 0})
    left = request.session.seconds_left()  # type: ignore[attr-defined]
    return JsonResponse({"left": left, "who": str(request.user.pk), "token": get_token(request)})


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where somebody is signed in."""
    this = request.session.session_key
    lines = [line_of(one, is_this=one.session_key == this) for one in sessions_of(request.user)]  # type: ignore[arg-type]
    values = {"sessions": lines, "at_once": settings.SESSIONS_AT_ONCE}
    return render(request, "account/sessions.html", values)


@require_POST
def end_one(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of one's own sessions."""
    found = session_with(request.user, session_id)  # type: ignore[arg-type]
    if found is None:
        raise Http404
    if found.session_key == request.session.session_key:
        return leave(request)
    end_session(found, reason="by_owner")
    messages.success(request, "That session has ended.")
    return redirect("account_sessions")


@require_POST
def end_all(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions, this one too."""
    end_sessions(request.user, reason="by_owner", but=request.session.session_key)  # type: ignore[arg-type]
    return leave(request)


def leave(request: HttpRequest) -> HttpResponse:
    """Sign out here."""
    trail.record("signed_out", subject_kind="account", subject_id=request.user.pk)
    logout(request)
    messages.success(request, "You have signed out.")
    return clear_browser(redirect(settings.LOGIN_URL))


def clear_browser(response: HttpResponse) -> HttpResponse:
    """Let the browser forget what it kept of the pages."""
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def line_of(session: UserSession, *, is_this: bool) -> OpenSession:
    """Return a session as its owner would know it again."""
    is_first_time = FIRST_TIME in session.data
    on = device_in_words(session.user_agent)
    return OpenSession(session.pk, session.created_at, on, is_this, is_first_time)


def device_in_words(agent: str) -> str:
    """Return the browser and device that a browser says it is."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "A browser")
    device = next((name for mark, name in DEVICES if re.search(mark, agent)), "another device")
    return f"{browser} on {device}"
