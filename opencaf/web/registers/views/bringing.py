"""Bringing a register in that was tried, going on with it, and stopping it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from opencaf.core.rulings import require
from opencaf.registers.operations.waiting import ask_to_stop, bring_in_waiting
from opencaf.registers.permissions import can_write_registers
from opencaf.registers.queries.waiting import begun_of
from opencaf.web.registers.showing import outcome_of
from opencaf.web.registers.views.waiting import waiting_or_404
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest


@require_http_methods(["GET", "POST"])
def bring_in(request: PractitionerRequest, waiting_id: uuid.UUID) -> HttpResponse:
    """Ask once more, then bring a register in or go on with it."""
    waiting = waiting_or_404(request, waiting_id)
    require(can_write_registers(request.practitioner))
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(bring_in_waiting, waiting=waiting, by=request.practitioner)
        if form.applied:
            return redirect("registers:waiting", waiting.id)
    shown = {
        "form": form,
        "waiting": waiting,
        "begun": begun_of(waiting),
        "outcome": outcome_of(waiting.counts),
        "cancel_href": reverse("registers:waiting", args=[waiting.id]),
    }
    return render(request, "registers/bring_in.html", shown)


@require_POST
def stop(request: PractitionerRequest, waiting_id: uuid.UUID) -> HttpResponse:
    """Let no more rows be written than those that are being written now."""
    waiting = waiting_or_404(request, waiting_id)
    form = OperationForm(request.POST)
    if form.is_valid():
        form.apply(ask_to_stop, waiting=waiting, by=request.practitioner)
        if form.applied:
            messages.info(request, "It stops after the rows that are being written now.")
    for mistake in form.mistakes():
        messages.warning(request, mistake["text"])
    return redirect("registers:waiting", waiting.id)
