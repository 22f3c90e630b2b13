"""Where somebody goes after a deed that may have ended their own access to the case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from opencaf.episodes.models import Episode
from opencaf.episodes.permissions import can_see
from opencaf.web.shared.requests import PractitionerRequest


def to_page_of_case(request: PractitionerRequest, episode: Episode, page: str, *, ended: str) -> HttpResponse:
    """Go to a page of the case or, where the deed ended one's own access, home with a sentence on it."""
    if can_see(request.practitioner, episode):
        return redirect(page, episode.id)
    messages.warning(request, ended)
    return redirect("home:my_work")
