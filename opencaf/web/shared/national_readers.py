"""Whoever analyses for a national body reads national reports, and no other page about an authority."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from opencaf.agencies.models import Practitioner, Role
from opencaf.audit import trail
from opencaf.web.shared.middleware import needs_post

OWN = "/national/"
LEADS_HERE = ("root", "home:my_work")  # where signing in leads everybody
SAID = {
    "reason": "Your post reads national reports. It opens no record and no other page of an authority.",
    "next_step": "Go back to the national reports.",
    "back_text": "National reports",
}


class NationalReaders:
    """Keeps national analysts to their reports, whatever the ruling of a page would be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Let pass, lead to the national reports, or refuse."""
        practitioner: Practitioner | None = getattr(request, "practitioner", None)
        if practitioner is None or not practitioner.has_role(Role.NATIONAL_ANALYST):
            return None
        if request.path.startswith(OWN) or not needs_post(request.path):
            return None
        if request.resolver_match and request.resolver_match.view_name in LEADS_HERE:
            return redirect("national:index")
        with transaction.atomic():
            trail.record("refused", subject_kind="page", reason="national_analyst")
        said = {**SAID, "back_href": resolve_url("national:index")}
        return render(request, "errors/403.html", said, status=403)
