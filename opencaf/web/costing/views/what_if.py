"""What a process, or a whole CAF of six months, would cost with other minutes, rates, roles or reviews."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.costing.permissions import can_see_costs
from opencaf.costing.queries.catalogue import Catalogue, catalogue_of
from opencaf.costing.queries.rates import rates_of
from opencaf.costing.queries.unit_costs import OwnUnitCosts, own_unit_costs
from opencaf.web.costing.forms.what_if import SixMonthsWhatIfForm, WhatIfForm
from opencaf.web.costing.showing import notices, six_months_with
from opencaf.web.shared.money import pounds
from opencaf.web.shared.requests import PractitionerRequest

LED = (
    "Where one role leads, the share is of the CAFs it leads. A role without times of its own takes the mean "
    "time of those who lead now."
)
MET = "In a meeting, the share is of all its minutes."


@require_GET
def what_if(request: PractitionerRequest, process: str) -> HttpResponse:
    """Show what a process would cost with other minutes, other rates or other roles."""
    catalogue = catalogue_for(request, process)
    form = WhatIfForm(request.GET or None, roles=roles_of(request))
    shown: dict[str, Any] = {
        "form": form,
        "name": catalogue.processes[process],
        "back": reverse("costing:unit_cost", args=[process]),
        "back_text": "How the cost comes about",
        "about_mix": MET if process.endswith("_tac") else LED,
    }
    if form.is_valid():
        codes = [one.code for one in catalogue.of_process(process)]
        found = own_unit_costs(request.practitioner.authority_id, {"scenarios": [form.scenario(codes)]})
        now = next((one.amount for one in found.processes if one.process == process), None)
        then = next(iter(found.scenarios.get(process, [])), None)
        shown |= compared(found, now, then)
    return render(request, "costing/what_if.html", shown)


@require_GET
def what_if_six_months(request: PractitionerRequest) -> HttpResponse:
    """Show what a CAF of six months would cost with other minutes, rates, roles or reviews."""
    catalogue = catalogue_for(request, "")
    form = SixMonthsWhatIfForm(request.GET or None, roles=roles_of(request))
    shown: dict[str, Any] = {
        "form": form,
        "name": "Six months",
        "back": reverse("costing:unit_costs"),
        "back_text": "Unit costs",
        "about_mix": f"{LED} {MET}",
    }
    if form.is_valid():
        scenario = form.scenario(list(catalogue.activities))
        found = own_unit_costs(request.practitioner.authority_id, {"scenarios": [scenario]})
        then = next(iter(found.six_months), None)
        shown |= compared(found, found.six_months_now, then)
        shown["now_is"] = six_months_with(1)
        shown["then_is"] = six_months_with(form.cleaned_data["reviews"])
    return render(request, "costing/what_if.html", shown)


def catalogue_for(request: PractitionerRequest, process: str) -> Catalogue:
    """Return the catalogue of somebody who may see costs, the look written; refuse a process that is none."""
    require(can_see_costs(request.practitioner))
    catalogue = catalogue_of(request.practitioner.authority_id)
    if process and process not in catalogue.processes:
        raise Http404
    trail.record("read", subject_kind="costing", reason="what_if", process=process or "six_months")
    return catalogue


def roles_of(request: PractitionerRequest) -> list[str]:
    """Return the roles that have a rate: any of them could do the work."""
    return sorted({rate.role for rate in rates_of(request.practitioner.authority_id)})


def compared(found: OwnUnitCosts, now: Decimal | None, then: Decimal | None) -> dict[str, Any]:
    """Return a cost as it is and as it would be; nothing where one of them is hidden."""
    is_known = now is not None and then is not None
    return {
        "found": found,
        "errors": notices(found.errors),
        "now": pounds(now) if is_known else "",
        "then": pounds(then) if is_known else "",
    }
