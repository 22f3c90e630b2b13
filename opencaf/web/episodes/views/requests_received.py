"""What an agency is asked: whoever works there reads what goes with a request, and answers it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.episodes.codes import RequestDecision
from opencaf.episodes.models import ServiceRequest
from opencaf.episodes.operations.request_answers import answer_request
from opencaf.episodes.operations.requests import record_delivery, start_service
from opencaf.episodes.permissions_services import can_answer_for_agency
from opencaf.episodes.queries.requests_received import request_to_agency
from opencaf.episodes.queries.support import steps_of
from opencaf.episodes.request_told import told_with
from opencaf.web.episodes.forms.requests import DeliverForm, StartForm
from opencaf.web.episodes.forms.requests_received import AnswerForm
from opencaf.web.episodes.request_words import asked_in_words, names_of, sections_of
from opencaf.web.episodes.views.requests import known_already
from opencaf.web.shared.case import urgent_words
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import one_or_404, record_look_behind

TOLD = "Saved. Whoever asked, and whoever leads, are told."
CLOSED = "Saved. Whoever asked, and whoever leads, are told. The request is closed for you now."


@require_GET
def request_received(request: PractitionerRequest, request_id: uuid.UUID) -> HttpResponse:
    """Show what goes with a request, and nothing else of its case."""
    asked = find_received(request, request_id)
    told = one_or_404([found] if (found := told_with(asked.id)) else [])
    authority = request.practitioner.authority
    shown = {
        "asked": asked,
        "asked_in_words": asked_in_words(told),
        "names": names_of(told),
        "sections": sections_of(told, authority.lead_title),
        "steps": steps_of(asked)[1:],  # that it was asked, and why, stands above
        "urgent_note": urgent_words(authority),
    }
    return render(request, "episodes/request_received.html", shown)


@require_http_methods(["GET", "POST"])
def request_received_answer(request: PractitionerRequest, request_id: uuid.UUID) -> HttpResponse:
    """Accept a request, put it on the waiting list, or decline it."""
    asked = find_received(request, request_id)
    last = list(asked.decisions.all())[-1:]
    initial = {"after": str(last[0].id) if last else "", "decided_on": clock.today()}
    form = AnswerForm(request.POST or None, initial=initial)
    if form.is_valid():
        form.apply(answer_request, request=asked, by=request.practitioner, **form.cleaned_data)
    closes = form.applied and form.cleaned_data["decision"] == RequestDecision.DECLINED
    return after_answer(request, asked, form, "Answer the request", closes=closes)


@require_http_methods(["GET", "POST"])
def request_received_start(request: PractitionerRequest, request_id: uuid.UUID) -> HttpResponse:
    """Note that the service has begun."""
    asked = find_received(request, request_id)
    form = StartForm(request.POST or None, initial={"started_on": clock.today()})
    if form.is_valid():
        form.apply(start_service, request=asked, by=request.practitioner, **form.cleaned_data)
    return after_answer(request, asked, form, "Note that it started")


@require_http_methods(["GET", "POST"])
def request_received_deliver(request: PractitionerRequest, request_id: uuid.UUID) -> HttpResponse:
    """Note what was given, and the end."""
    asked = find_received(request, request_id)
    form = DeliverForm(request.POST or None, initial=known_already(asked))
    if form.is_valid():
        form.apply(record_delivery, request=asked, by=request.practitioner, **form.cleaned_data)
    closes = form.applied and form.cleaned_data["ended_on"] is not None
    return after_answer(request, asked, form, "Note what was given, and the end", closes=closes)


def find_received(request: PractitionerRequest, request_id: uuid.UUID) -> ServiceRequest:
    """Return a request that is open to somebody because of where they work; the look is on its case's trail.

    Raises Http404 for every other one: they do not know of it.
    """
    asked = one_or_404(request_to_agency(request.practitioner, request_id))
    require(can_answer_for_agency(request.practitioner, asked))
    record_look_behind(request, asked.episode_id)
    return asked


def after_answer(
    request: PractitionerRequest,
    asked: ServiceRequest,
    form: OperationForm,
    heading: str,
    *,
    closes: bool = False,
) -> HttpResponse:
    """Lead on when something was noted, or show the form; what closes the request leads to My work."""
    if form.applied:
        messages.success(request, CLOSED if closes else TOLD)
        return redirect("home:my_work") if closes else redirect("episodes:request_received", asked.id)
    back = reverse("episodes:request_received", args=[asked.id])
    shown = {"form": form, "asked": asked, "heading": heading, "button": "Save", "cancel_href": back}
    return render(request, "episodes/request_step.html", shown)
