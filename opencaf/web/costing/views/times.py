"""Times that were collected: how many, from tables brought in, from groups."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.costing.models import Mode, TimeImport
from opencaf.costing.operations.estimates import record_estimates
from opencaf.costing.operations.importing import bring_in_times, drop_import, take_over
from opencaf.costing.permissions import can_set_costs, can_take_over
from opencaf.costing.queries.catalogue import catalogue_of
from opencaf.costing.queries.imports import (
    ImportNow,
    faulty_lines,
    good_lines,
    import_with,
    imports_of,
)
from opencaf.costing.queries.times import collected
from opencaf.web.costing.forms.setting import BringInForm, EstimateForm
from opencaf.web.shared.confirmed import confirmed_required
from opencaf.web.shared.downloads import csv_download
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest

SHOWN_GOOD = 10


@require_GET
def times(request: PractitionerRequest) -> HttpResponse:
    """Show how many times there are, by way of collecting, and the tables that were brought in."""
    require(can_set_costs(request.practitioner))
    trail.record("read", subject_kind="costing", reason="times")
    authority = request.practitioner.authority_id
    ways = [
        {"words": Mode(one.mode).label, "entries": one.entries, "respondents": one.respondents}
        for one in collected(authority)
    ]
    return render(request, "costing/times.html", {"ways": ways, "imports": imports_of(authority)})


@require_http_methods(["GET", "POST"])
def bring_in(request: PractitionerRequest) -> HttpResponse:
    """Read a table of times; nothing counts before it is confirmed."""
    require(can_set_costs(request.practitioner))
    form = BringInForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        made = form.apply(bring_in_times, by=request.practitioner, **form.cleaned_data)
        if made is not None:
            return redirect("costing:time_import", made.id)
    shown = {
        "form": form,
        "heading": "Bring in a table of times",
        "button": "Read the table",
        "cancel_href": reverse("costing:times"),
    }
    return render(request, "costing/bring_in.html", shown)


def import_or_404(request: PractitionerRequest, import_id: uuid.UUID) -> ImportNow:
    """Return a table that was brought in."""
    require(can_set_costs(request.practitioner))
    found = import_with(request.practitioner.authority_id, import_id)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def time_import(request: PractitionerRequest, import_id: uuid.UUID) -> HttpResponse:
    """Show what is wrong, line by line, and take the good lines over."""
    found = import_or_404(request, import_id)
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        taken = form.apply(take_over, batch=found.batch, by=request.practitioner)
        if form.applied:
            messages.success(request, f"{taken:,} lines are taken over.")
            return redirect("costing:times")
    trail.record("read", subject_kind="time_import", subject_id=found.batch.id)
    may = can_take_over(request.practitioner, found.batch)
    shown = {
        "found": found,
        "form": form,
        "faulty": faulty_lines(found.batch) if may else [],
        "good": good_lines(found.batch, SHOWN_GOOD) if may else [],
        "more": max(0, found.good - SHOWN_GOOD),
        "is_waiting": found.batch.state == TimeImport.State.WAITING,
        "may": may,
    }
    return render(request, "costing/time_import.html", shown)


@require_GET
@confirmed_required
def faulty(request: PractitionerRequest, import_id: uuid.UUID) -> HttpResponse:
    """Give the lines that could not be taken over, as they were, to be put right."""
    found = import_or_404(request, import_id)
    require(can_take_over(request.practitioner, found.batch))
    ceilings.record_export(
        "downloaded", by=request.practitioner, subject_kind="time_import", subject_id=found.batch.id
    )
    rows = [found.batch.heads, *(line.cells for line in faulty_lines(found.batch))]
    return csv_download("lines-to-put-right", rows)


@require_http_methods(["GET", "POST"])
def drop(request: PractitionerRequest, import_id: uuid.UUID) -> HttpResponse:
    """Drop a table; it stays readable and counts for nothing."""
    found = import_or_404(request, import_id)
    require(can_take_over(request.practitioner, found.batch))
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(drop_import, batch=found.batch, by=request.practitioner)
        if form.applied:
            messages.success(request, "The table is dropped. It counts for nothing.")
            return redirect("costing:times")
    shown = {
        "form": form,
        "heading": "Drop this table?",
        "button": "Drop the table",
        "cancel_href": reverse("costing:time_import", args=[found.batch.id]),
    }
    return render(request, "layouts/form.html", shown)


@require_http_methods(["GET", "POST"])
def estimate(request: PractitionerRequest) -> HttpResponse:
    """Record what the people of a group estimate."""
    require(can_set_costs(request.practitioner))
    form = EstimateForm(request.POST or None, catalogue=catalogue_of(request.practitioner.authority_id))
    if form.is_valid():
        form.apply(record_estimates, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, "The estimates are recorded.")
            return redirect("costing:times")
    shown = {
        "form": form,
        "heading": "Record the estimates of a group",
        "button": "Record the estimates",
        "cancel_href": reverse("costing:times"),
    }
    return render(request, "layouts/form.html", shown)
