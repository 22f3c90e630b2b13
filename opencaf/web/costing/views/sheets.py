"""Cost sheets: which one cases are costed with, and sheets of one's own."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.costing.operations.rates import choose_costing
from opencaf.costing.operations.sheets import (
    copy_published_sheet,
    make_sheet_from_times,
    price_lines,
)
from opencaf.costing.permissions import can_set_costs
from opencaf.costing.queries.catalogue import catalogue_of
from opencaf.costing.queries.rates import lines_of_sheet, settings_of, sheet_with, sheets_of
from opencaf.web.costing.forms.setting import CostingForm, NewSheetForm
from opencaf.web.costing.forms.sheets import SheetForm
from opencaf.web.shared.requests import PractitionerRequest


@require_http_methods(["GET", "POST"])
def sheets(request: PractitionerRequest) -> HttpResponse:
    """Choose the sheet and the region that cases are costed with."""
    practitioner = request.practitioner
    require(can_set_costs(practitioner))
    settings, rows = settings_of(practitioner.authority_id), sheets_of(practitioner.authority_id)
    chosen = {"region": settings.region, "sheet": str(settings.sheet_id or "published")}
    form = CostingForm(request.POST or None, sheets=rows, initial=chosen)
    if form.is_valid():
        form.apply(choose_costing, by=practitioner, **form.answers())
        if form.applied:
            messages.success(request, "Cases are costed with your choice from now on.")
            return redirect("costing:sheets")
    trail.record("read", subject_kind="costing", reason="sheets")
    return render(request, "costing/sheets.html", {"form": form, "sheets": rows})


@require_http_methods(["GET", "POST"])
def sheet_add(request: PractitionerRequest) -> HttpResponse:
    """Make a sheet: a copy of the published one, or one of the authority's own unit costs."""
    require(can_set_costs(request.practitioner))
    form = NewSheetForm(request.POST or None)
    if form.is_valid():
        operation = (
            copy_published_sheet if form.cleaned_data["source"] == "published" else make_sheet_from_times
        )
        made = form.apply(operation, name=form.cleaned_data["name"], by=request.practitioner)
        if made is not None:
            messages.success(request, "The sheet is made. Look at its lines.")
            return redirect("costing:sheet", made.id)
    shown = {
        "form": form,
        "heading": "Make a sheet",
        "button": "Make the sheet",
        "cancel_href": reverse("costing:sheets"),
    }
    return render(request, "layouts/form.html", shown)


@require_http_methods(["GET", "POST"])
def sheet(request: PractitionerRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """Change the lines of a sheet."""
    require(can_set_costs(request.practitioner))
    row = sheet_with(request.practitioner.authority_id, sheet_id)
    if row is None:
        raise Http404
    lines = lines_of_sheet(row.id)
    amounts = {f"line_{line.id}": f"{line.amount.normalize():f}" for line in lines}
    form = SheetForm(
        request.POST or None,
        lines=lines,
        catalogue=catalogue_of(request.practitioner.authority_id),
        initial={"price_year": row.price_year, "source": row.source, **amounts},
    )
    if form.is_valid():
        form.apply(price_lines, sheet=row, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, "The sheet is saved.")
            return redirect("costing:sheets")
    trail.record("read", subject_kind="costing", subject_id=row.id, reason="sheet")
    shown = {
        "form": form,
        "heading": row.name,
        "button": "Save the sheet",
        "cancel_href": reverse("costing:sheets"),
    }
    return render(request, "layouts/form.html", shown)
