"""One register that waits: how far it is, what would come of it, what its columns and words mean."""

from __future__ import annotations

import json
import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.registers.models import WaitingRegister
from opencaf.registers.operations.waiting import give_up, is_left_lying, try_again
from opencaf.registers.permissions import can_import_registers, can_write_registers
from opencaf.registers.queries.waiting import begun_of, waiting_with
from opencaf.web.registers.forms import UnderstoodForm
from opencaf.web.registers.showing import outcome_of
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import page_name

ALL_KNOWN = "Every row of “{name}” was here already: nothing was added."


@require_GET
def show(request: PractitionerRequest, waiting_id: uuid.UUID) -> HttpResponse:
    """Show how far a register is, and what would come of it; one that is in shows as an import."""
    waiting = waiting_or_404(request, waiting_id)
    if waiting.stage == WaitingRegister.Stage.DONE:
        if waiting.brought_in_id:
            return redirect("registers:import", waiting.brought_in_id)
        messages.info(request, ALL_KNOWN.format(name=waiting.name))
        return redirect("registers:index")
    shown = {
        "waiting": waiting,
        "is_at_work": waiting.is_at_work and not is_left_lying(waiting),
        "begun": begun_of(waiting),
        "outcome": outcome_of(waiting.counts),
        "can_write": can_write_registers(request.practitioner),
    }
    return render(request, "registers/waiting.html", shown)


@require_http_methods(["GET", "POST"])
def understood(request: PractitionerRequest, waiting_id: uuid.UUID) -> HttpResponse:
    """Show what each column and word was taken for; take what is put right, and try anew."""
    waiting = waiting_or_404(request, waiting_id)
    form = UnderstoodForm(request.POST or None, request.FILES or None, waiting=waiting)
    if form.is_valid():
        form.apply(try_again, waiting=waiting, mapping=form.mapping(), by=request.practitioner)
        if form.applied:
            return redirect("registers:waiting", waiting.id)
    record_look(request, waiting)
    shown = {
        "form": form,
        "waiting": waiting,
        "button": "Try it with these answers",
        "cancel_href": reverse("registers:waiting", args=[waiting.id]),
    }
    return render(request, "registers/understood.html", shown)


@require_GET
def mapping(request: PractitionerRequest, waiting_id: uuid.UUID) -> HttpResponse:
    """Give what columns and words were said to mean as a file, for another register of the same kind."""
    waiting = waiting_or_404(request, waiting_id)
    record_look(request, waiting)
    text = json.dumps(waiting.mapping, ensure_ascii=False, indent=2)
    response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="register-mapping.json"'
    return response


@require_POST
def try_anew(request: PractitionerRequest, waiting_id: uuid.UUID) -> HttpResponse:
    """Try a register once more as it is."""
    waiting = waiting_or_404(request, waiting_id)
    form = OperationForm(request.POST)
    if form.is_valid():
        form.apply(try_again, waiting=waiting, by=request.practitioner)
    for mistake in form.mistakes():
        messages.warning(request, mistake["text"])
    return redirect("registers:waiting", waiting.id)


@require_http_methods(["GET", "POST"])
def give_it_up(request: PractitionerRequest, waiting_id: uuid.UUID) -> HttpResponse:
    """Remove a register that waits."""
    waiting = waiting_or_404(request, waiting_id)
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(give_up, waiting=waiting, by=request.practitioner)
        if form.applied:
            messages.success(request, "The register is given up, and its file is removed.")
            return redirect("registers:index")
    shown = {
        "form": form,
        "waiting": waiting,
        "cancel_href": reverse("registers:waiting", args=[waiting.id]),
    }
    return render(request, "registers/give_up.html", shown)


def waiting_or_404(request: PractitionerRequest, waiting_id: uuid.UUID) -> WaitingRegister:
    """Return a register that the reader chose; raises Http404 for any other."""
    require(can_import_registers(request.practitioner))
    waiting = waiting_with(request.practitioner, waiting_id)
    if waiting is None:
        raise Http404
    return waiting


def record_look(request: PractitionerRequest, waiting: WaitingRegister) -> None:
    """Write on the trail that somebody looks at what stands in a register."""
    trail.record("read", subject_kind="register", subject_id=waiting.id, page=page_name(request))
