"""A form that is sent: its work and the note of where it led are one transaction, and done once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from opencaf.audit.trail import TrailUnavailableError
from opencaf.core import submissions
from opencaf.web.shared.errors import trail_unavailable

MAY_BE_SENT_AGAIN = (HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
LONGEST_ADDRESS = 500


class SentForms:
    """Answers forms that carry a token; one that came twice goes where it led first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lead on a form that was sent before and can no longer be done.

        Looked up in a transaction, since only there the database knows who is asking.
        """
        response = self.get_response(request)
        token = token_of(request)
        if token is None or response.status_code not in MAY_BE_SENT_AGAIN:
            return response
        with transaction.atomic():
            went_to = submissions.where_it_went(token)
        return lead_on(request, went_to) if went_to else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Do a form's work and note where it led, in one transaction; Django answers everything else."""
        token = token_of(request)
        if token is None or getattr(view, "_non_atomic_requests", None):
            return None
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                if response.status_code == HTTPStatus.FOUND:
                    submissions.remember_where_it_went(token, response["Location"][:LONGEST_ADDRESS])
                return response
        except TrailUnavailableError:
            return trail_unavailable(request)
        except submissions.AlreadyDoneError as done:
            return lead_on(request, done.went_to or request.path)


def lead_on(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to the page that followed a form the first time."""
    messages.info(request, "This was saved already; nothing was written twice.")
    return HttpResponseRedirect(address)


def token_of(request: HttpRequest) -> uuid.UUID | None:
    """Return the token of a form that is sent, or None for anything else.

    Where a page has several forms, the names of each have a prefix.
    """
    if request.method != "POST":
        return None
    sent = next((value for name, value in request.POST.items() if name.endswith("submission_token")), "")
    try:
        return uuid.UUID(str(sent))
    except ValueError:
        return None
