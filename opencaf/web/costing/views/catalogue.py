"""The catalogue of processes and activities in the authority's own words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.costing.operations.catalogue import add_activity, word_activity, word_process
from opencaf.costing.permissions import can_set_costs
from opencaf.costing.queries.catalogue import catalogue_of
from opencaf.web.costing.forms.setting import ActivityForm, NewActivityForm, ProcessForm
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest


@require_GET
def catalogue(request: PractitionerRequest) -> HttpResponse:
    """Show processes with their activities, and what an electronic record removes."""
    require(can_set_costs(request.practitioner))
    trail.record("read", subject_kind="costing", reason="catalogue")
    found = catalogue_of(request.practitioner.authority_id)
    groups = [
        {
            "process": process,
            "name": name,
            "activities": [one for one in found.activities.values() if one.process == process],
        }
        for process, name in found.processes.items()
    ]
    return render(request, "costing/catalogue.html", {"groups": groups})


@require_http_methods(["GET", "POST"])
def activity_add(request: PractitionerRequest) -> HttpResponse:
    """Add an activity of one's own."""
    require(can_set_costs(request.practitioner))
    form = NewActivityForm(request.POST or None)
    if form.is_valid():
        form.apply(add_activity, by=request.practitioner, **form.cleaned_data)
    return answer(request, form, "Add an activity", "The activity is added.")


@require_http_methods(["GET", "POST"])
def activity(request: PractitionerRequest, code: str) -> HttpResponse:
    """Word an activity, or take it out of use."""
    require(can_set_costs(request.practitioner))
    row = catalogue_of(request.practitioner.authority_id).activities.get(code)
    if row is None:
        raise Http404
    words: dict[str, Any] = {
        "name": row.name,
        "with_electronic_record": row.with_electronic_record,
        "in_use": "yes" if row.in_use else "no",
    }
    form = ActivityForm(request.POST or None, initial=words)
    if form.is_valid():
        form.apply(word_activity, code=code, by=request.practitioner, **form.cleaned_data)
    return answer(request, form, f"Activity {code}", "The activity is saved.")


@require_http_methods(["GET", "POST"])
def process(request: PractitionerRequest, process: str) -> HttpResponse:
    """Word a process."""
    require(can_set_costs(request.practitioner))
    name = catalogue_of(request.practitioner.authority_id).processes.get(process)
    if name is None:
        raise Http404
    form = ProcessForm(request.POST or None, initial={"name": name})
    if form.is_valid():
        form.apply(word_process, process=process, by=request.practitioner, **form.cleaned_data)
    return answer(request, form, "Word a process", "The process is worded.")


def answer(request: PractitionerRequest, form: OperationForm, heading: str, done: str) -> HttpResponse:
    """Lead back when it was done; else show the form."""
    if form.applied:
        messages.success(request, done)
        return redirect("costing:catalogue")
    shown = {
        "form": form,
        "heading": heading,
        "button": "Save",
        "cancel_href": reverse("costing:catalogue"),
    }
    return render(request, "layouts/form.html", shown)
