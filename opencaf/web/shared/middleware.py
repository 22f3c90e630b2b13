"""Who is asking: found once for each request and told to the database in each transaction."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opencaf.agencies.models import Practitioner
from opencaf.audit.trail import TrailUnavailableError
from opencaf.core import clock
from opencaf.core.asked import remembering
from opencaf.core.context import Asking, acting_for
from opencaf.core.ids import new_id
from opencaf.episodes.queries.form_areas import remember_areas
from opencaf.web.shared.errors import trail_unavailable
from opencaf.web.shared.paper import marked
from opencaf.web.shared.policy import REPORT_ADDRESS
from opencaf.web.shared.posts import POST_IN_SESSION, wanting
from opencaf.web.shared.signed_on import sign_on_of


class WhoIsAsking:
    """Sets request.practitioner and the access context."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        practitioner = find_practitioner(request)
        request.practitioner = practitioner  # type: ignore[attr-defined]
        if practitioner is None and request.user.is_authenticated and needs_post(request.path):
            return render(request, "errors/403.html", NO_POST, status=403)
        mark = marked(ON_PAPER if practitioner and practitioner.authority.is_practice else "")
        with clock.standing_still(), acting_for(asking_of(practitioner)), remembering(), mark:
            if practitioner is not None:
                remember_areas(practitioner.authority_id, getattr(request.user, "read_beside", None))
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show nothing that no trail notes."""
        return trail_unavailable(request) if isinstance(exception, TrailUnavailableError) else None


ON_PAPER = "Practice: nobody here is real"
NO_POST = {
    "reason": "Your account has no post at an agency that is open, so there is nothing it may show.",
    "next_step": "Ask your administrator: they can give your account a post, "
    "or tell you why your agency was stopped.",
}


def needs_post(path: str) -> bool:
    """Whether a page is about records; signing in and out and help are not."""
    without = ("/account/", "/help/", "/invited/", "/voices/by-link/", REPORT_ADDRESS, settings.STATIC_URL)
    return not path.startswith(without)


def find_practitioner(request: HttpRequest) -> Practitioner | None:
    """Return who the signed-in person is at work, wearing the post chosen in this session."""
    with wanting(request.session.get(POST_IN_SESSION)):
        if not request.user.is_authenticated or not request.user.is_active:
            return None
    found: Practitioner | None = request.user.at_work
    signed_on = sign_on_of(request)
    if found and signed_on and signed_on["authority"] != str(home_of(found)):
        return None  # one authority's provider speaks for its own people, not for another authority's post
    return found


def home_of(practitioner: Practitioner) -> UUID:
    """Return the authority somebody works for: whoever practises, practises for it."""
    return practitioner.authority.practice_of_id or practitioner.authority_id


def asking_of(practitioner: Practitioner | None) -> Asking:
    """Return the access context of a practitioner for one request."""
    if practitioner is None:
        return Asking(request_id=str(new_id()))
    return Asking(
        practitioner_id=practitioner.id,
        post_id=practitioner.post.id,
        authority_id=practitioner.authority_id,
        request_id=str(new_id()),
    )
