"""No record before somebody has done what their authority asks: training, and agreement to its rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import urlencode

from opencaf.agencies.models import Practitioner
from opencaf.agencies.permissions import can_work_with_records, must_agree
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.training.queries.needed import next_to_open_records
from opencaf.web.shared.middleware import needs_post

PRACTICE = "/practice/"  # open before any training: everything there is invented
WHAT_TO_DO = (
    "Ask the training team or the administrator of your authority{phone}: they note the day, and you can "
    "work from then on. Worried about a child’s safety meanwhile? Ring {safeguarding}."
)


class Admission:
    """Leads whoever has not agreed to where they can; tells whoever was not trained whom to ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Let pass, or say what is missing."""
        practitioner: Practitioner | None = getattr(request, "practitioner", None)
        if practitioner is None or not needs_post(request.path) or request.path.startswith(PRACTICE):
            return None
        ruling = can_work_with_records(practitioner, on=clock.today())
        if ruling:
            return None
        return (
            lead_to_agreement(request) if must_agree(practitioner) else refuse(request, practitioner, ruling)
        )


def lead_to_agreement(request: HttpRequest) -> HttpResponse:
    """Lead to the rules of use, and from there on to where somebody wanted to go."""
    there = urlencode({"next": request.get_full_path() if request.method == "GET" else "/"})
    return redirect(f"{resolve_url('account_acceptable_use')}?{there}")


def refuse(request: HttpRequest, practitioner: Practitioner, ruling: Any) -> HttpResponse:
    """Say that training comes first, and whom to ask."""
    authority = practitioner.authority
    phone = f" on {authority.help_phone}" if authority.help_phone else ""
    numbers = [authority.safeguarding_contact, authority.safeguarding_phone]
    said = {
        "reason": f"{ruling.reason} {next_to_open_records(practitioner)}".strip(),
        "next_step": WHAT_TO_DO.format(phone=phone, safeguarding=", ".join(one for one in numbers if one)),
        "back_href": resolve_url("help:index"),
        "back_text": "Help",
    }
    with transaction.atomic():
        trail.record("refused", subject_kind="page", reason="not_trained")
    return render(request, "errors/403.html", said, status=403)
