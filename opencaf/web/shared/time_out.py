"""Using a page lets the session last; looking how long it lasts does not, nor does a page fetched ahead."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

TIME_LEFT = "/account/time-left/"


class InUse:
    """Extends the session of whoever asks for a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and is_use(request):
            request.session.extend()  # type: ignore[attr-defined]
        return self.get_response(request)


def is_use(request: HttpRequest) -> bool:
    """Whether somebody is at work, and not their browser alone."""
    asks_only = request.path == TIME_LEFT and request.method == "GET"
    return not asks_only and "prefetch" not in request.headers.get("Sec-Purpose", "")
