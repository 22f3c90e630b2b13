"""How somebody signed in, and when they last showed that it is them: in the session, by our clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from opencaf.core import clock
from opencaf.web.shared.sessions import SIGNED_IN_AT

CONFIRMED_AT = "confirmed_at"
CONFIRMED_FOR = dt.timedelta(minutes=10)


def note_sign_in(request: HttpRequest) -> None:
    """Note the moment at which a session began, which is also a confirmation."""
    request.session[SIGNED_IN_AT] = clock.now().timestamp()
    note_confirmation(request)


def note_confirmation(request: HttpRequest) -> None:
    """Note that somebody showed once more that it is them."""
    request.session[CONFIRMED_AT] = clock.now().timestamp()


def take_confirmation_back(request: HttpRequest) -> None:
    """Note that whoever came in has yet to show that it is them, before something that matters."""
    request.session.pop(CONFIRMED_AT, None)


def is_confirmed(request: HttpRequest) -> bool:
    """Whether somebody showed in the last ten minutes that it is them."""
    at = request.session.get(CONFIRMED_AT)
    return at is not None and clock.now().timestamp() - at < CONFIRMED_FOR.total_seconds()


View = Callable[..., HttpResponse]
NOW_DOWNLOAD = "Thank you. You can download it now."


def confirmed_required(view: View) -> View:
    """Let nobody do a dangerous thing who has not shown in the last ten minutes that it is them.

    They are led to show it and then on; what they had sent is kept meanwhile.
    """

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_confirmed(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return ask_first


def confirmed_to_send(view: View) -> View:
    """The same for a page that may be read without, such as settings that others look up."""
    asking = confirmed_required(view)

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (view if request.method in ("GET", "HEAD") else asking)(request, *args, **kwargs)

    return ask_first


def confirmed_to_download(page: str, *arguments: str) -> Callable[[View], View]:
    """The same for a file: who has shown that it is them comes back to the page with the link to it.

    A file leaves the browser where it was, which would be the form that asked for a code.
    arguments: those of the file's address that the page has too.
    """

    def with_way_back(view: View) -> View:
        @wraps(view)
        def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if is_confirmed(request):
                return view(request, *args, **kwargs)
            messages.info(request, NOW_DOWNLOAD)
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            back = reverse(page, kwargs={name: kwargs[name] for name in arguments})
            then = urlencode({"next": f"{back}{query}"})
            ways = get_adapter().get_reauthentication_methods(request.user)
            return redirect(f"{ways[0]['url']}?{then}")

        return ask_first

    return with_way_back


def factors_shown(request: HttpRequest) -> set[str]:
    """Return the kinds of second factor that were shown in this session."""
    if not request.user.is_authenticated:
        return set()
    records = get_authentication_records(request, request.user)
    return {record["type"] for record in records if record.get("method") == "mfa"}
