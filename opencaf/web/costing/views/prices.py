"""The price index that carries figures to other years: the one that ships, or one of the authority's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.costing.indices import years_of
from opencaf.costing.models import PriceIndex
from opencaf.costing.operations.indices import end_index, set_index
from opencaf.costing.permissions import can_set_costs
from opencaf.costing.queries.basis import Basis, basis_of
from opencaf.costing.uprating import Index
from opencaf.web.costing.forms.prices import IndexForm
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest


@require_GET
def prices(request: PractitionerRequest) -> HttpResponse:
    """Show the index in use with its rates, edition and source."""
    require(can_set_costs(request.practitioner))
    trail.record("read", subject_kind="costing", reason="prices")
    basis = basis_of(request.practitioner.authority_id)
    index = basis.index
    years = years_of(index)
    shown = {
        "index": index,
        "own": basis.own_index,
        "first": years[0],
        "last": years[-1],
        "rows": rows_of(index),
    }
    return render(request, "costing/prices.html", shown)


def rows_of(index: Index) -> list[dict[str, Any]]:
    """Return each year's rise in per cent."""
    to_per_cent = 100 if index.unit == "proportion" else 1
    return [
        {
            "year": one.year,
            "rate": f"{(one.rate * to_per_cent).normalize():f}%",
            "kind": "Forecast" if one.forecast else "Known",
        }
        for one in index.rates
    ]


@require_http_methods(["GET", "POST"])
def index_change(request: PractitionerRequest) -> HttpResponse:
    """Enter an index of one's own; an earlier one is kept as replaced."""
    require(can_set_costs(request.practitioner))
    basis = basis_of(request.practitioner.authority_id)
    form = IndexForm(request.POST or None, initial=as_typed(basis))
    if form.is_valid():
        form.apply(set_index, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, "Figures are carried by your index from now on.")
            return redirect("costing:prices")
    return asked(request, form, "Enter an index of your own", "Save the index")


def as_typed(basis: Basis) -> dict[str, Any]:
    """Return the authority's own index as its form shows it again; the rates that ship, where it has none."""
    index, own = basis.index, basis.own_index
    lines = [f"{one.year} {one.rate}{' forecast' if one.forecast else ''}" for one in index.rates]
    typed: dict[str, Any] = {"name": index.name, "unit": PriceIndex.Unit.PER_CENT, "rates": "\n".join(lines)}
    if own:
        typed |= {"vintage": own.vintage, "source": own.source, "unit": own.unit}
    return typed


@require_http_methods(["GET", "POST"])
def index_end(request: PractitionerRequest) -> HttpResponse:
    """Go back to the index that ships."""
    require(can_set_costs(request.practitioner))
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(end_index, by=request.practitioner)
        if form.applied:
            messages.success(request, "Figures are carried by the index that ships from now on.")
            return redirect("costing:prices")
    return asked(request, form, "Go back to the index that ships?", "Go back to it")


def asked(request: PractitionerRequest, form: OperationForm, heading: str, button: str) -> HttpResponse:
    """Show a form about the index with its way back."""
    shown = {"form": form, "heading": heading, "button": button, "cancel_href": reverse("costing:prices")}
    return render(request, "layouts/form.html", shown)
