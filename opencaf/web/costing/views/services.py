"""What services cost that are delivered to families."""

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
from opencaf.costing.models import ServicePrice
from opencaf.costing.operations.services import end_service_price, price_service
from opencaf.costing.permissions import can_set_costs
from opencaf.costing.queries.services import service_price_with, service_prices_of
from opencaf.web.costing.forms.services import ServicePriceForm
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.money import pence
from opencaf.web.shared.requests import PractitionerRequest


@require_GET
def service_prices(request: PractitionerRequest) -> HttpResponse:
    """Show what services cost, with price year, source and who pays."""
    require(can_set_costs(request.practitioner))
    trail.record("read", subject_kind="costing", reason="service_prices")
    rows = [
        {"row": row, "amount": pence(row.amount)}
        for row in service_prices_of(request.practitioner.authority_id)
    ]
    return render(request, "costing/service_prices.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def service_price_add(request: PractitionerRequest) -> HttpResponse:
    """Enter what a service costs; an earlier price of it is kept as replaced."""
    require(can_set_costs(request.practitioner))
    return entered(request, ServicePriceForm(request.POST or None), "Price a service")


@require_http_methods(["GET", "POST"])
def service_price_change(request: PractitionerRequest, price_id: uuid.UUID) -> HttpResponse:
    """Enter another price of a service."""
    row = price_or_404(request, price_id)
    typed: dict[str, Any] = {name: getattr(row, name) for name in ServicePriceForm.base_fields}
    form = ServicePriceForm(request.POST or None, initial={**typed, "amount": f"{row.amount}"})
    return entered(request, form, "Change the price of a service")


@require_http_methods(["GET", "POST"])
def service_price_end(request: PractitionerRequest, price_id: uuid.UUID) -> HttpResponse:
    """Take the price of a service out of use."""
    row = price_or_404(request, price_id)
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(end_service_price, price=row, by=request.practitioner)
        if form.applied:
            messages.success(request, "The price is out of use.")
            return redirect("costing:service_prices")
    return asked(request, form, f"Take the price of {row.service} out of use?", "Take it out of use")


def entered(request: PractitionerRequest, form: ServicePriceForm, heading: str) -> HttpResponse:
    """Take a price in, or show the form."""
    if form.is_valid():
        form.apply(price_service, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, "The price is saved.")
            return redirect("costing:service_prices")
    return asked(request, form, heading, "Save the price")


def asked(request: PractitionerRequest, form: OperationForm, heading: str, button: str) -> HttpResponse:
    """Show a form of this page with its way back."""
    back = reverse("costing:service_prices")
    shown = {"form": form, "heading": heading, "button": button, "cancel_href": back}
    return render(request, "layouts/form.html", shown)


def price_or_404(request: PractitionerRequest, price_id: uuid.UUID) -> ServicePrice:
    """Return a price that holds now."""
    require(can_set_costs(request.practitioner))
    row = service_price_with(request.practitioner.authority_id, price_id)
    if row is None:
        raise Http404
    return row
