"""Rates: what an hour of each role costs."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.costing.models import RoleRate
from opencaf.costing.operations.rates import end_rate, set_rate
from opencaf.costing.permissions import can_set_costs
from opencaf.costing.queries.rates import as_rate_line, rate_with, rates_of
from opencaf.costing.rates import rate as hour_of
from opencaf.web.costing.forms.setting import RateForm, rate_as_typed
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.money import pence
from opencaf.web.shared.requests import PractitionerRequest


@require_GET
def rates(request: PractitionerRequest) -> HttpResponse:
    """Show the rates that hold now, by the hour; salaries stand on no list."""
    require(can_set_costs(request.practitioner))
    trail.record("read", subject_kind="costing", reason="rates")
    found = [line_of(row) for row in rates_of(request.practitioner.authority_id)]
    return render(request, "costing/rates.html", {"rates": found})


def line_of(row: RoleRate) -> dict[str, Any]:
    """Return a rate in words."""
    hour = hour_of(as_rate_line(row))
    london = hour.per_hour_london
    return {
        "row": row,
        "hour": pence(hour.per_hour),
        "london": pence(london) if london is not None else "",
        "made_of": "Ready rate" if row.hourly is not None else "Built from its parts",
    }


@require_http_methods(["GET", "POST"])
def rate_add(request: PractitionerRequest) -> HttpResponse:
    """Enter a rate."""
    require(can_set_costs(request.practitioner))
    return entered(request, RateForm(request.POST or None), "Add a rate")


@require_http_methods(["GET", "POST"])
def rate_change(request: PractitionerRequest, rate_id: uuid.UUID) -> HttpResponse:
    """Enter a newer rate of a role; the earlier one is kept as replaced."""
    row = rate_or_404(request, rate_id)
    return entered(request, RateForm(request.POST or None, initial=rate_as_typed(row)), "Change a rate")


def entered(request: PractitionerRequest, form: RateForm, heading: str) -> HttpResponse:
    """Take a rate in, or show the form."""
    if form.is_valid():
        form.apply(set_rate, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, "The rate is saved.")
            return redirect("costing:rates")
    return asked(request, form, heading, "Save the rate")


def asked(request: PractitionerRequest, form: OperationForm, heading: str, button: str) -> HttpResponse:
    """Show a form of this area with its way back."""
    shown = {"form": form, "heading": heading, "button": button, "cancel_href": reverse("costing:rates")}
    return render(request, "layouts/form.html", shown)


def rate_or_404(request: PractitionerRequest, rate_id: uuid.UUID) -> RoleRate:
    """Return a rate that holds now."""
    require(can_set_costs(request.practitioner))
    row = rate_with(request.practitioner.authority_id, rate_id)
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "POST"])
def rate_end(request: PractitionerRequest, rate_id: uuid.UUID) -> HttpResponse:
    """Take a rate out of use."""
    row = rate_or_404(request, rate_id)
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(end_rate, rate=row, by=request.practitioner)
        if form.applied:
            messages.success(request, "The rate is out of use.")
            return redirect("costing:rates")
    return asked(request, form, f"Take the rate of {row.role} out of use?", "Take it out of use")
