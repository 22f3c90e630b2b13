"""An extract that was asked for: how far it is, its file, stopping, making it again and removing it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencaf.agencies import ceilings
from opencaf.core.rulings import require
from opencaf.extracts.described import Way
from opencaf.extracts.models import MadeExtract
from opencaf.extracts.operations import (
    make_extract_again,
    remove_extract,
    stop_extract,
    take_extract,
)
from opencaf.extracts.permissions import can_make_extracts, can_take_extract
from opencaf.extracts.queries import extract_with
from opencaf.extracts.writing import MEDIA_TYPES
from opencaf.web.extracts.showing import made_shown
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest


@require_GET
def show(request: PractitionerRequest, made_id: uuid.UUID) -> HttpResponse:
    """Show how far an extract is, or what became of it."""
    made = made_or_404(request, made_id)
    shown = {"made": made, "shown": made_shown(made, request.practitioner)}
    return render(request, "extracts/made.html", shown)


@require_GET
@confirmed_to_download("extracts:made", "made_id")
def take(request: PractitionerRequest, made_id: uuid.UUID) -> HttpResponse:
    """Give the file to whoever had it made; that it was taken away is on the trail and counted."""
    made = made_or_404(request, made_id)
    form = OperationForm({})
    content = form.apply(take_extract, made=made, by=request.practitioner)
    if content is None:
        return told_why(request, made, form)
    ceilings.record_export(
        "downloaded",
        by=request.practitioner,
        subject_kind="extract",
        subject_id=made.id,
        reason=made.purpose,
        way=made.way,
    )
    way = Way(made.way)
    response = HttpResponse(content, content_type=MEDIA_TYPES[way])
    response["Content-Disposition"] = f'attachment; filename="{made.extract}-{made.to_on:%Y-%m-%d}.{way}"'
    return response


@require_POST
def stop(request: PractitionerRequest, made_id: uuid.UUID) -> HttpResponse:
    """Let no more of an extract be made."""
    made = made_or_404(request, made_id)
    form = OperationForm(request.POST)
    if form.is_valid():
        form.apply(stop_extract, made=made, by=request.practitioner)
    return told_why(request, made, form)


@require_POST
def again(request: PractitionerRequest, made_id: uuid.UUID) -> HttpResponse:
    """Have an extract made anew."""
    made = made_or_404(request, made_id)
    form = OperationForm(request.POST)
    if form.is_valid():
        form.apply(make_extract_again, made=made, by=request.practitioner)
    return told_why(request, made, form)


@require_http_methods(["GET", "POST"])
def remove(request: PractitionerRequest, made_id: uuid.UUID) -> HttpResponse:
    """Ask once more, then remove the file of an extract."""
    made = made_or_404(request, made_id)
    require(can_take_extract(request.practitioner, made))
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(remove_extract, made=made, by=request.practitioner)
        if form.applied:
            messages.success(request, "The file is removed.")
            return redirect("extracts:index")
    shown = {
        "form": form,
        "shown": made_shown(made, request.practitioner),
        "cancel_href": reverse("extracts:made", args=[made.id]),
    }
    return render(request, "extracts/remove.html", shown)


def told_why(request: PractitionerRequest, made: MadeExtract, form: OperationForm) -> HttpResponse:
    """Go to the page of an extract, with what hindered a deed, if anything did."""
    for mistake in form.mistakes():
        messages.warning(request, mistake["text"])
    return redirect("extracts:made", made.id)


def made_or_404(request: PractitionerRequest, made_id: uuid.UUID) -> MadeExtract:
    """Return an extract of the reader's authority; raises Http404 for any other."""
    require(can_make_extracts(request.practitioner))
    made = extract_with(request.practitioner, made_id)
    if made is None:
        raise Http404
    return made
