"""The summary of a record, and opening the content for the duty team on a ground."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.operations.duty_ground import write_down_ground
from opencaf.episodes.queries.contacts import contacts_for_child
from opencaf.episodes.queries.summary import summary_of
from opencaf.people.permissions import can_see_child, can_see_summary, can_write_down_ground
from opencaf.web.children.forms.asking import GroundForm
from opencaf.web.children.frame import summary_header
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_found_child_or_404, get_summary_child_or_404


@require_GET
def summary(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Show who helps a child and how to reach them, how far it is and when; no word of the content."""
    child = get_summary_child_or_404(request, child_id)
    cases = summary_of(child.id)
    shown = {
        "case_header": summary_header(child),
        "child": child,
        "cases": cases,
        "contact": "" if cases else contacts_for_child(child, request.practitioner.authority),
        "why": can_see_summary(request.practitioner, child).reason,
        "can_see_child": can_see_child(request.practitioner, child),
        "can_write_down_ground": can_write_down_ground(request.practitioner, child),
    }
    return render(request, "children/summary.html", shown)


@require_http_methods(["GET", "POST"])
def ground(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Ask the duty team for the ground on which they read the content, and open it for some days."""
    child = get_found_child_or_404(request, child_id)
    if can_see_child(request.practitioner, child):
        return redirect("children:show", child.id)
    require(can_write_down_ground(request.practitioner, child))
    form = GroundForm(request.POST or None)
    if form.is_valid():
        form.apply(write_down_ground, child=child, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(
                request, "The record is open to you for three days. The lead professional is told."
            )
            return redirect("children:show", child.id)
    back = reverse("children:summary", args=[child.id])
    return render(request, "children/ground.html", {"form": form, "cancel_href": back})
