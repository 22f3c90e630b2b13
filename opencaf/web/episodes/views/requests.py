"""Requests to services, one page a step."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.directory.models import Service
from opencaf.directory.queries import service_with
from opencaf.episodes.models import ServiceRequest
from opencaf.episodes.operations.requests import (
    ask_service,
    record_decision,
    record_delivery,
    record_unmet_need,
    start_service,
)
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.consent import agencies_shared_with
from opencaf.episodes.queries.support import (
    agencies_of,
    first_names_of,
    missing_services_of,
    requests_by_day,
    requests_of,
    requests_with_steps,
    services_of,
    steps_of,
)
from opencaf.episodes.queries.team import circle_of
from opencaf.web.episodes.forms.requests import (
    DecideForm,
    DeliverForm,
    RequestForm,
    StartForm,
    UnmetForm,
)
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.service_lines import line_of, what_does_not_fit
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404


@require_GET
def services(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show every request with its line of dates."""
    episode = get_episode_or_404(request, episode_id)
    return render_case(
        request,
        "episodes/services.html",
        episode,
        current="episodes:services",
        requests=requests_with_steps(episode),
        missing=missing_services_of(episode),
        can_write=can_write(request.practitioner, episode),
    )


@require_http_methods(["GET", "POST"])
def request_add(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Ask a service."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    authority_id = request.practitioner.authority_id
    chosen = chosen_service(request)
    form = RequestForm(
        request.POST or None,
        circle=circle_of(episode),
        agencies=[] if chosen else agencies_of(authority_id),
        services=[] if chosen else services_of(authority_id),
        chosen=chosen,
    )
    if form.is_valid():
        made = form.apply(ask_service, episode=episode, by=request.practitioner, **form.answers())
        if made:
            point_out_missing_agreement(request, made)
            return redirect("episodes:request", episode.id, made.id)
    back = reverse("episodes:services", args=[episode.id])
    return render_case(
        request,
        "episodes/request_add.html",
        episode,
        form=form,
        line=line_of(chosen) if chosen else None,
        not_fitting=what_does_not_fit(chosen, children_of(episode)) if chosen else [],
        heading="Ask a service",
        button="Save the request",
        cancel_href=back,
    )


def chosen_service(request: PractitionerRequest) -> Service | None:
    """Return the service that an address names; raises Http404 for one that cannot be asked."""
    named = request.GET.get("service")
    if not named:
        return None
    try:
        service = service_with(request.practitioner, uuid.UUID(named))
    except ValueError:
        raise Http404 from None
    if service is None or not service.active:
        raise Http404
    return service


def point_out_missing_agreement(request: PractitionerRequest, made: ServiceRequest) -> None:
    """Say that the request is saved and, where it is so, that the family has not agreed to share yet."""
    messages.success(request, "The request is saved.")
    if made.consent_note or made.agency_id in agencies_shared_with(made.episode):
        return
    messages.warning(
        request,
        f"The family has not agreed to share with {made.agency.name} yet. "
        "Talk about it with them before you send anything.",
    )


@require_GET
def request_show(request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Show one request with what can be done next."""
    episode = get_episode_or_404(request, episode_id)
    asked = one_or_404(requests_of(episode, request_id))
    everybody = frozenset(child.id for child in children_of(episode))
    return render_case(
        request,
        "episodes/request.html",
        episode,
        current="episodes:services",
        asked=asked,
        steps=steps_of(asked),
        first_names=first_names_of(asked),
        is_shared=asked.agency_id in agencies_shared_with(episode, everybody),
        can_write=can_write(request.practitioner, episode),
    )


@require_http_methods(["GET", "POST"])
def request_decide(
    request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID
) -> HttpResponse:
    """Record what a service decided."""
    asked = find_request(request, episode_id, request_id)
    form = DecideForm(request.POST or None, initial=known_already(asked))
    if form.is_valid():
        form.apply(record_decision, request=asked, by=request.practitioner, **form.cleaned_data)
    return after_step(request, asked, form, "Record the service’s decision")


@require_http_methods(["GET", "POST"])
def request_start(request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Record that a service started."""
    asked = find_request(request, episode_id, request_id)
    form = StartForm(request.POST or None, initial=known_already(asked))
    if form.is_valid():
        form.apply(start_service, request=asked, by=request.practitioner, **form.cleaned_data)
    return after_step(request, asked, form, "Record that the service started")


@require_http_methods(["GET", "POST"])
def request_deliver(
    request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID
) -> HttpResponse:
    """Record what a service has given."""
    asked = find_request(request, episode_id, request_id)
    form = DeliverForm(request.POST or None, initial=known_already(asked))
    if form.is_valid():
        form.apply(record_delivery, request=asked, by=request.practitioner, **form.cleaned_data)
    return after_step(request, asked, form, "Record what the service has given")


@require_http_methods(["GET", "POST"])
def request_unmet(request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Record a need that is not met."""
    asked = find_request(request, episode_id, request_id)
    form = UnmetForm(request.POST or None, initial=known_already(asked))
    if form.is_valid():
        form.apply(record_unmet_need, request=asked, by=request.practitioner, **form.cleaned_data)
    return after_step(request, asked, form, "Record a need that is not met")


def find_request(
    request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID
) -> ServiceRequest:
    """Return a request of an episode to which the practitioner may add."""
    episode = get_episode_or_404(request, episode_id)
    asked = one_or_404(requests_by_day(episode, request_id))
    require(can_write(request.practitioner, episode))
    return asked


def known_already(asked: ServiceRequest) -> dict[str, Any]:
    """Return what a step's form starts with."""
    return {
        "consent_note": asked.consent_note,
        "delivered": asked.delivered,
        "sessions_given": asked.sessions_given,
        "hours_given": asked.hours_given,
        "need": asked.unmet_need,
        "recorded_on": asked.unmet_recorded_on,
        "review_asked": asked.review_asked,
    }


def after_step(
    request: PractitionerRequest,
    asked: ServiceRequest,
    form: OperationForm,
    heading: str,
    *,
    template: str = "episodes/request_step.html",
    **shown: Any,
) -> HttpResponse:
    """Lead back to the request when a step is taken, or show its page; all steps look alike."""
    address = reverse("episodes:request", args=[asked.episode_id, asked.id])
    if form.applied:
        messages.success(request, "Saved.")
        return redirect(address)
    return render_case(
        request,
        template,
        asked.episode,
        form=form,
        asked=asked,
        heading=heading,
        button="Save",
        cancel_href=address,
        **shown,
    )
