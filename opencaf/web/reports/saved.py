"""Views of reports that are saved under a name, and removed again."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.reports.operations import remove_view as remove
from opencaf.reports.operations import save_view as save
from opencaf.reports.permissions import can_remove_view, can_save_view, can_see_cases_behind
from opencaf.reports.queries import view_seen_by
from opencaf.web.reports.asked import valid_or_404
from opencaf.web.reports.choosing import ReportFilter
from opencaf.web.shared.forms import OperationForm, RadiosField, TextField, YesNoField
from opencaf.web.shared.requests import PractitionerRequest

MONTHS = ("from_month", "to_month")


class SaveForm(OperationForm):
    """Under which name a view is kept, for whom, and for which months."""

    mark_optional = False

    name = TextField(
        label="Name of this view",
        name="a name for this view",
        hint="Such as: Closings in the north, by reason. Do not name a child or family.",
        max_length=80,
    )
    months = RadiosField(label="Which months should it show?", missing="Select which months it should show")
    shared = YesNoField(
        label="Share it in the authority?",
        missing="Select yes to share it in the authority",
        hint="Whoever coordinates or manages then finds it, and sees the cases that are open to them.",
    )

    def __init__(self, data: Any, *, chosen: ReportFilter) -> None:
        super().__init__(data)
        if chosen.report.is_of_today:
            del self.fields["months"]
            return
        period = chosen.choice.period
        ways = [("moving", "The last 12 months, whenever it is opened"), ("fixed", f"Always {period}")]
        self.choose_among("months", ways)

    def choices(self, chosen: ReportFilter) -> dict[str, str]:
        """Return the choices that are kept: without months where they move on."""
        moves = self.cleaned_data.get("months") == "moving"
        return {name: code for name, code in chosen.codes.items() if not (moves and name in MONTHS)}


@require_http_methods(["GET", "POST"])
def save_view(request: PractitionerRequest, report: str) -> HttpResponse:
    """Keep how a report is divided under a name."""
    require(can_save_view(request.practitioner))
    chosen = valid_or_404(request, report)
    form = SaveForm(request.POST or None, chosen=chosen)
    if form.is_valid():
        answers = form.cleaned_data
        form.apply(
            save,
            report=report,
            name=answers["name"],
            choices=form.choices(chosen),
            shared=answers["shared"],
            by=request.practitioner,
        )
        if form.applied:
            messages.success(request, "The view is saved. You find it here.")
            return redirect("reports:index")
    shown = {
        "form": form,
        "report": chosen.report,
        "only": chosen.only_words,
        "cancel_href": chosen.address(),
    }
    return render(request, "reports/save_view.html", shown)


@require_http_methods(["GET", "POST"])
def remove_view(request: PractitionerRequest, view_id: uuid.UUID) -> HttpResponse:
    """Remove a view; the report stays."""
    require(can_see_cases_behind(request.practitioner))
    view = view_seen_by(request.practitioner, view_id)
    if view is None:
        raise Http404
    require(can_remove_view(request.practitioner, view))
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(remove, view=view, by=request.practitioner)
        if form.applied:
            messages.success(request, "The view is removed.")
            return redirect("reports:index")
    is_own = view.recorded_by_id == request.practitioner.id
    shown = {"form": form, "view": view, "is_own": is_own, "cancel_href": reverse("reports:index")}
    return render(request, "reports/remove_view.html", shown)
