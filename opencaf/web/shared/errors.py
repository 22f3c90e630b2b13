"""What people see when a page cannot be shown, and the trail's line about a refusal."""

from __future__ import annotations

import sys

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opencaf.audit import trail
from opencaf.audit.ceilings import CeilingReachedError
from opencaf.audit.trail import TrailUnavailableError
from opencaf.core import clock
from opencaf.core.ids import new_id

STALE = {
    "heading": "This page had been open too long",
    "next_step": "Go back, copy what you typed if it is long, load the page again and send it once more.",
}

NO_TRAIL = {
    "reason": "Every look at a record is noted before it is shown. That cannot be done just now, so nothing "
    "is shown and nothing was changed.",
    "next_step": "Go back: your browser still holds what you typed. Try again in a few minutes. If it stays "
    "so, tell your help desk that the trail cannot be written.",
}


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say why, and what to do next; the refusal is on the trail in a transaction of its own."""
    try:
        if isinstance(exception, CeilingReachedError):
            return ceiling_reached(request, exception)
        return refused(request, exception)
    except TrailUnavailableError:
        return trail_unavailable(request)


def refused(request: HttpRequest, exception: Exception | None) -> HttpResponse:
    """Say why somebody may not open a page and, where the refusal names an address too, where to ask."""
    said = exception.args if isinstance(exception, PermissionDenied) else ()
    reason, ask_href = (*map(str, said), "", "")[:2]
    with transaction.atomic():
        trail.record("refused", subject_kind="page", reason="forbidden", view=view_name(request))
    return render(request, "errors/403.html", {"reason": reason, "ask_href": ask_href}, status=403)


def ceiling_reached(request: HttpRequest, ceiling: CeilingReachedError) -> HttpResponse:
    """Say that somebody has searched, opened or taken away as much as they may for now, and whom to ask."""
    code = ceiling.counted.code
    with transaction.atomic():
        trail.record("refused", subject_kind="ceiling", reason=code, view=view_name(request))
    again = ceiling.free_at.astimezone(clock.LONDON)
    day = "" if again.date() == clock.today() else " tomorrow"
    shown = {
        "heading": "You have reached a limit",
        "reason": str(ceiling),
        "retry_after": f"after {again:%H:%M}{day}",
    }
    return render(request, "errors/429.html", shown, status=429)


def trail_unavailable(request: HttpRequest) -> HttpResponse:
    """Say that nothing is shown while it cannot be noted who looks."""
    return render(request, "errors/503.html", NO_TRAIL, status=503)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, or not for this person."""
    return render(request, "errors/404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request could not be read."""
    return render(request, "errors/400.html", status=400)


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that something was tried too often in a short time."""
    return render(request, "errors/429.html", status=429)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the program failed, with a reference to quote, or that its database cannot be reached."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return render(request, "errors/503.html", status=503)
    return render(request, "errors/500.html", {"reference": str(new_id())[-12:]}, status=500)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form's page was too old or came from elsewhere (a cross-site check failed)."""
    return render(request, "errors/409.html", STALE, status=403)


def view_name(request: HttpRequest) -> str:
    """Return the name of the page that was asked for: never its address, which may hold ids."""
    return request.resolver_match.view_name if request.resolver_match else ""
