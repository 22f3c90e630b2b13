"""The directory of services: found, shown, added, changed, taken off the list, and how long people wait."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.agencies.queries import agencies_of
from opencaf.core.rulings import require
from opencaf.directory.models import Service
from opencaf.directory.operations.keeping import (
    add_service,
    change_service,
    keep_waiting,
    put_service_back,
    retire_service,
)
from opencaf.directory.permissions import can_keep_services, can_keep_waiting
from opencaf.directory.queries import service_with, services_found
from opencaf.web.directory.forms import AddServiceForm, RetireForm, ServiceForm, WaitingForm, as_typed
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.service_finding import FindForm
from opencaf.web.shared.service_lines import details_of, line_of, why_not_offered

A_PAGE = 20


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """Find a service; every row says for which ages it is and how long people wait."""
    form = FindForm(request.GET or None)
    found = Paginator(services_found(request.practitioner, form.wanted), A_PAGE)
    page = found.get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "lines": [line_of(service) for service in page],
        "count": found.count,
        "is_chosen": bool(request.GET),
        "pages": page_links(page, request),
        "can_keep": can_keep_services(request.practitioner),
    }
    return render(request, "directory/index.html", shown)


@require_GET
def show(request: PractitionerRequest, service_id: uuid.UUID) -> HttpResponse:
    """Show a service with everything that is known of it."""
    service = service_or_404(request, service_id)
    shown = {
        "service": service,
        "details": details_of(service),
        "why_not": why_not_offered(service),
        "can_keep": can_keep_services(request.practitioner),
        "can_keep_waiting": can_keep_waiting(request.practitioner, agency_id_of(service)),
    }
    return render(request, "directory/show.html", shown)


@require_http_methods(["GET", "POST"])
def add(request: PractitionerRequest) -> HttpResponse:
    """Add a service of an agency."""
    require(can_keep_services(request.practitioner))
    agencies = [one for one in agencies_of(request.practitioner.authority_id) if one.active]
    form = AddServiceForm(request.POST or None, agencies=agencies)
    if form.is_valid():
        service = form.apply(add_service, **form.answers(), by=request.practitioner)
        if service:
            return done(request, service, "The service is added.")
    return asked(request, form, "Add a service", reverse("directory:index"))


@require_http_methods(["GET", "POST"])
def change(request: PractitionerRequest, service_id: uuid.UUID) -> HttpResponse:
    """Put right what is said of a service that is kept here."""
    require(can_keep_services(request.practitioner))
    service = service_or_404(request, service_id)
    if service.is_of_a_feed:
        raise Http404
    form = ServiceForm(request.POST or None, initial=as_typed(service))
    if form.is_valid():
        form.apply(change_service, service=service, **form.answers(), by=request.practitioner)
    return after(request, form, service, "Change a service", "The service is changed.")


@require_http_methods(["GET", "POST"])
def waiting(request: PractitionerRequest, service_id: uuid.UUID) -> HttpResponse:
    """Say how long people wait and how many places are free."""
    service = service_or_404(request, service_id)
    require(can_keep_waiting(request.practitioner, agency_id_of(service)))
    known = {
        "weeks": service.waiting_weeks,
        "words": service.waiting_words,
        "places_free": service.places_free,
    }
    form = WaitingForm(request.POST or None, initial=known)
    if form.is_valid():
        form.apply(keep_waiting, service=service, **form.cleaned_data, by=request.practitioner)
    return after(request, form, service, "Waiting time and free places", "The waiting time is saved.")


@require_http_methods(["GET", "POST"])
def retire(request: PractitionerRequest, service_id: uuid.UUID) -> HttpResponse:
    """Take a service off the list, with the reason."""
    require(can_keep_services(request.practitioner))
    service = service_or_404(request, service_id)
    form = RetireForm(request.POST or None)
    if form.is_valid():
        form.apply(retire_service, service=service, **form.cleaned_data, by=request.practitioner)
    return after(request, form, service, "Take a service off the list", "The service is off the list.")


@require_http_methods(["GET", "POST"])
def put_back(request: PractitionerRequest, service_id: uuid.UUID) -> HttpResponse:
    """Put a service on the list again."""
    require(can_keep_services(request.practitioner))
    service = service_or_404(request, service_id)
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(put_service_back, service=service, by=request.practitioner)
    return after(
        request, form, service, "Put a service back on the list", "The service is on the list again."
    )


def service_or_404(request: PractitionerRequest, service_id: uuid.UUID) -> Service:
    """Return a service of the reader's authority."""
    service = service_with(request.practitioner, service_id)
    if service is None:
        raise Http404
    return service


def agency_id_of(service: Service) -> uuid.UUID | None:
    """Return the agency that gives a service, where it is one."""
    agency = service.known_agency
    return agency.id if agency else None


def done(request: PractitionerRequest, service: Service, words: str) -> HttpResponse:
    """Lead to the service with a word that it was done."""
    messages.success(request, words)
    return redirect("directory:show", service.id)


def after(
    request: PractitionerRequest, form: OperationForm, service: Service, heading: str, words: str
) -> HttpResponse:
    """Lead to the service when it was done; else show the form."""
    if form.applied:
        return done(request, service, words)
    return asked(request, form, heading, reverse("directory:show", args=[service.id]), service=service)


def asked(
    request: PractitionerRequest, form: OperationForm, heading: str, back: str, **more: Any
) -> HttpResponse:
    """Show a form of the directory."""
    shown = {"form": form, "heading": heading, "button": "Save", "cancel_href": back, **more}
    return render(request, "directory/service_form.html", shown)
