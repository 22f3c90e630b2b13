"""Bringing in lists of who took part: read, shown, asked about, then brought in whole."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.training.lists import filled_in, read_list
from opencaf.training.models import AttendanceList
from opencaf.training.operations.bringing_in import bring_list_in, keep_list, throw_list_away
from opencaf.training.permissions import can_run_training
from opencaf.training.queries.sessions import courses_of
from opencaf.training.queries.understood import entries_of, list_with, understand
from opencaf.web.shared.deeds import Deed, answer, found
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.training.forms import ListForm, WhoForm
from opencaf.web.training.reading import rows_of

MOST_SHOWN = 20


@require_http_methods(["GET", "POST"])
def choose(request: PractitionerRequest) -> HttpResponse:
    """Take a list and read it."""
    require(can_run_training(request.practitioner))
    courses = courses_of(request.practitioner.authority_id)
    form = ListForm(request.POST or None, request.FILES or None, courses=courses)
    if form.is_valid():
        kept = read_and_keep(request, form)
        if kept:
            return redirect("training:list", kept.id)
    shown = {"form": form, "button": "Read the list", "cancel_href": reverse("training:board")}
    return render(request, "training/list_choose.html", shown)


def read_and_keep(request: PractitionerRequest, form: ListForm) -> AttendanceList | None:
    """Return the list that was sent, kept until it is brought in; None where the form says what is wrong."""
    name, content = form.cleaned_data["file"]
    try:
        read = read_list(rows_of(content))
    except ValidationError as refusal:
        form.refuse(refusal)
        return None
    for problem in read.problems[:MOST_SHOWN]:
        form.add_error("file", problem)
    if read.problems:
        return None
    entries = filled_in(read.entries, course=form.cleaned_data["course"], day=form.cleaned_data["day"])
    return form.apply(keep_list, name=name, entries=entries, by=request.practitioner)


@require_http_methods(["GET", "POST"])
def waiting(request: PractitionerRequest, list_id: uuid.UUID) -> HttpResponse:
    """Show what a list would do, ask who its unknown names are, and bring it in."""
    kept = list_or_404(request, list_id)
    understood = understand(entries_of(kept), request.practitioner.authority_id)
    form = WhoForm(request.POST or None, unknown=understood.unknown)
    if form.is_valid():
        brought = form.apply(bring_list_in, waiting=kept, answers=form.answers, by=request.practitioner)
        if brought:
            messages.success(request, told(brought))
            return redirect("training:statistics")
    shown: dict[str, Any] = {
        "form": form,
        "kept": kept,
        "understood": understood,
        "problems": understood.problems[:MOST_SHOWN],
        "counted": understood.counted,
        "new_counts": sum(one.before != one.entry.number for one in understood.counted),
        "button": "Bring the list in",
        "cancel_href": reverse("training:list_throw_away", args=[kept.id]),
        "cancel_text": "Throw the list away",
    }
    return render(request, "training/list.html", shown)


@require_http_methods(["GET", "POST"])
def throw_away(request: PractitionerRequest, list_id: uuid.UUID) -> HttpResponse:
    """Forget a list."""
    kept = list_or_404(request, list_id)
    form = OperationForm(request.POST or None)
    intro = "Nothing of it was brought in, and none of its names is kept."
    back = reverse("training:board")
    deed = Deed("Throw the list away?", "Throw it away", "The list was thrown away.", back, intro, warns=True)
    if form.is_valid():
        form.apply(throw_list_away, waiting=kept, by=request.practitioner)
    return answer(request, deed, form)


def list_or_404(request: PractitionerRequest, list_id: uuid.UUID) -> AttendanceList:
    """Return a list that waits, to whoever sent it."""
    require(can_run_training(request.practitioner))
    return found(list_with(request.practitioner, list_id))


def told(brought: Any) -> str:
    """Return what bringing a list in did."""
    if not (brought.attendances or brought.counts):
        return "Everything on the list was noted already. Nothing was added."
    parts = []
    if brought.attendances:
        parts.append(f"{brought.attendances:,} attendances")
    if brought.people:
        parts.append(f"{brought.people:,} new people")
    if brought.counts:
        parts.append(f"{brought.counts:,} counted lines")
    return f"Brought in: {', '.join(parts)}."
