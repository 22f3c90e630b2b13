"""How somebody signed in, and when they last showed that it is them: in the session, by our clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse

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


def confirmed_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let nobody do a dangerous thing who has not shown in the last ten minutes that it is them.

    They are led to show it and then on; what they had sent is kept meanwhile.
    """

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_confirmed(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return ask_first


def factors_shown(request: HttpRequest) -> set[str]:
    """Return the kinds of second factor that were shown in this session."""
    if not request.user.is_authenticated:
        return set()
    records = get_authentication_records(request, request.user)
    return {record["type"] for record in records if record.get("method") == "mfa"}
