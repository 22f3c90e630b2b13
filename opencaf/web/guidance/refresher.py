"""Ten minutes for somebody who starts for the first time, long after training."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.guidance.operations.refresher import note_refresher_read
from opencaf.guidance.permissions import can_write_guidance
from opencaf.guidance.queries.refresher import coordinators_in, readers_counted
from opencaf.web.shared.case import join_words
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest

NOTED = "Noted. You find the refresher under Help whenever you need it."


@require_http_methods(["GET", "POST"])
def show(request: PractitionerRequest) -> HttpResponse:
    """Show the refresher; whoever has read it may say so, and carries on."""
    by = request.practitioner
    carry_on = carry_on_href(request.GET.get("child", ""))
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(note_refresher_read, by=by)
        if form.applied:
            messages.success(request, NOTED)
            return redirect(carry_on)
    shown = {
        "form": form,
        "carry_on_href": carry_on,
        "coordinators": join_words(coordinators_in(by.authority_id)),
        "readers": readers_counted(by.authority_id) if can_write_guidance(by) else None,
    }
    return render(request, "guidance/refresher.html", shown)


def carry_on_href(child: str) -> str:
    """Return where somebody carries on: with the child whose page they come from, else with their work."""
    try:
        return reverse("episodes:start", args=[uuid.UUID(child)])
    except ValueError:
        return reverse("home:my_work")
