"""What people said and what was done about it, and the notes of talks with them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.voices.operations.listening import keep_interview, take_down, tell_what_was_done
from opencaf.voices.permissions import can_hear, can_word
from opencaf.voices.queries.questionnaires import entry_with, said_and_done
from opencaf.voices.queries.words import interviews_of
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.voices.forms import InterviewForm, SaidForm

A_PAGE = 20


@require_GET
def listed(request: PractitionerRequest) -> HttpResponse:
    """Show everybody who works here what people said and what was done."""
    shown = {
        "entries": said_and_done(request.practitioner.authority_id),
        "can_word": can_word(request.practitioner),
    }
    return render(request, "voices/said_and_done.html", shown)


@require_http_methods(["GET", "POST"])
def add(request: PractitionerRequest) -> HttpResponse:
    """Tell what people said and what was done."""
    require(can_word(request.practitioner))
    form = SaidForm(request.POST or None)
    if form.is_valid():
        form.apply(tell_what_was_done, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(
                request, "It is shown to everybody who works here, and to everybody who answers."
            )
            return redirect("voices:said_and_done")
    shown = {"form": form, "cancel_href": reverse("voices:said_and_done"), "button": "Show it"}
    return render(request, "voices/said_and_done_add.html", shown)


@require_http_methods(["GET", "POST"])
def remove(request: PractitionerRequest, told_id: uuid.UUID) -> HttpResponse:
    """Show an entry no longer."""
    require(can_word(request.practitioner))
    entry = entry_with(request.practitioner, told_id)
    if entry is None:
        raise Http404
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(take_down, entry=entry, taken_down_on=clock.today(), by=request.practitioner)
        if form.applied:
            messages.success(request, "It is taken down.")
            return redirect("voices:said_and_done")
    shown = {"form": form, "entry": entry, "cancel_href": reverse("voices:said_and_done")}
    return render(request, "voices/said_and_done_take_down.html", shown)


@require_GET
def interviews(request: PractitionerRequest) -> HttpResponse:
    """Show the notes of talks; the look is on the trail."""
    require(can_hear(request.practitioner))
    page = Paginator(interviews_of(request.practitioner), A_PAGE).get_page(request.GET.get("page"))
    trail.record("read", subject_kind="voices", reason="interviews")
    return render(request, "voices/interviews.html", {"rows": page, "pages": page_links(page, request)})


@require_http_methods(["GET", "POST"])
def add_interview(request: PractitionerRequest) -> HttpResponse:
    """Keep the notes of a talk."""
    require(can_hear(request.practitioner))
    form = InterviewForm(request.POST or None)
    if form.is_valid():
        form.apply(keep_interview, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The notes are kept.")
            return redirect("voices:interviews")
    shown = {"form": form, "cancel_href": reverse("voices:interviews"), "button": "Keep the notes"}
    return render(request, "voices/interview_add.html", shown)
