"""A register that was brought in: what came of it, and taking it back."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.registers.models import Import
from opencaf.registers.operations.undoing import ask_to_undo, worked_on_in_words
from opencaf.registers.permissions import can_write_registers
from opencaf.registers.queries.imports import import_with, written_by
from opencaf.registers.queries.undoing import worked_on_since
from opencaf.web.registers.showing import outcome_of
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import page_name


@require_GET
def show(request: PractitionerRequest, register_id: uuid.UUID) -> HttpResponse:
    """Show what a register became, with what is left to look at."""
    brought_in = import_or_404(request, register_id)
    shown = {
        "brought_in": brought_in,
        "written": written_by(brought_in),
        "outcome": outcome_of(brought_in.counts, is_in=True),
    }
    return render(request, "registers/import.html", shown)


@require_http_methods(["GET", "POST"])
def undo(request: PractitionerRequest, register_id: uuid.UUID) -> HttpResponse:
    """Say what would go, or why it cannot; have everything taken back that an import wrote."""
    brought_in = import_or_404(request, register_id)
    if brought_in.state == Import.State.UNDONE:
        raise Http404
    if brought_in.is_being_undone:
        return redirect("registers:import", brought_in.id)
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(ask_to_undo, brought_in=brought_in, by=request.practitioner)
        if form.applied:
            return redirect("registers:import", brought_in.id)
    worked = worked_on_since(brought_in)
    trail.record("read", subject_kind="import", subject_id=brought_in.id, page=page_name(request))
    shown = {
        "form": form,
        "brought_in": brought_in,
        "written": written_by(brought_in),
        "why_not": worked_on_in_words(worked) if worked else "",
        "cancel_href": reverse("registers:import", args=[brought_in.id]),
    }
    return render(request, "registers/undo.html", shown)


def import_or_404(request: PractitionerRequest, register_id: uuid.UUID) -> Import:
    """Return an import of the reader's authority; raises Http404 for any other."""
    require(can_write_registers(request.practitioner))
    brought_in = import_with(request.practitioner, register_id)
    if brought_in is None:
        raise Http404
    return brought_in
