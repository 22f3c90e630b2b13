"""Agencies: list, add, change, stop, open again."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.agencies.operations.agencies import change_agency, reopen_agency, stop_agency
from opencaf.agencies.operations.setup import add_agency
from opencaf.agencies.permissions import can_set_up, can_stop_agency
from opencaf.agencies.queries import agencies_of, agency_with, localities_of
from opencaf.core.rulings import require
from opencaf.web.authority.forms import AddAgencyForm, ChangeAgencyForm, StopForm
from opencaf.web.shared.confirmed import confirmed_required
from opencaf.web.shared.deeds import Deed, answer, found
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest

LIST = "authority:agencies"
STOPPED = "Everybody who works there is shut out at their next click. You can open it again."


@require_GET
def agencies(request: PractitionerRequest) -> HttpResponse:
    """Show every agency."""
    require(can_set_up(request.practitioner))
    values = {"agencies": agencies_of(request.practitioner.authority_id), "own": request.practitioner.agency}
    return render(request, "authority/agencies.html", values)


@require_http_methods(["GET", "POST"])
def add(request: PractitionerRequest) -> HttpResponse:
    """Add an agency."""
    require(can_set_up(request.practitioner))
    form = AddAgencyForm(request.POST or None, localities=localities_of(request.practitioner.authority_id))
    deed = Deed("Add an agency", "Add the agency", "The agency was added.", reverse(LIST))
    if form.is_valid():
        form.apply(add_agency, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def change(request: PractitionerRequest, agency_id: uuid.UUID) -> HttpResponse:
    """Put an agency's name, locality and numbers right."""
    require(can_set_up(request.practitioner))
    agency = found(agency_with(agency_id))
    now = {
        "name": agency.name,
        "locality": str(agency.locality_id or ""),
        "phone": agency.phone,
        "email": agency.email,
    }
    localities = localities_of(request.practitioner.authority_id)
    form = ChangeAgencyForm(request.POST or None, localities=localities, initial=now)
    deed = Deed(
        "Change an agency", "Save", "The agency was changed.", reverse(LIST), title="Change an agency"
    )
    if form.is_valid():
        form.apply(change_agency, agency=agency, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
@confirmed_required
def stop(request: PractitionerRequest, agency_id: uuid.UUID) -> HttpResponse:
    """Shut everybody of an agency out."""
    require(can_set_up(request.practitioner))
    agency = found(agency_with(agency_id))
    require(can_stop_agency(request.practitioner, agency))
    deed = Deed(
        f"Stop {agency}", "Stop this agency", f"{agency} is stopped.", reverse(LIST), STOPPED, warns=True
    )
    form = StopForm(request.POST or None)
    if form.is_valid():
        form.apply(stop_agency, agency=agency, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
@confirmed_required
def reopen(request: PractitionerRequest, agency_id: uuid.UUID) -> HttpResponse:
    """Let the people of a stopped agency work again."""
    require(can_set_up(request.practitioner))
    agency = found(agency_with(agency_id))
    if agency.active:
        return redirect(LIST)
    words = f"It was stopped because: {agency.stopped_why}" if agency.stopped_why else ""
    deed = Deed(f"Open {agency} again", "Open it again", f"{agency} is open again.", reverse(LIST), words)
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(reopen_agency, agency=agency, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)
