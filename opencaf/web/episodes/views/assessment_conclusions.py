"""The services around a family, and the conclusions."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencaf.core.rulings import require
from opencaf.episodes.models import ServiceInvolved
from opencaf.episodes.operations.assessment_services import record_service, remove_service
from opencaf.episodes.operations.conclusions import write_conclusions
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.beside import latest_with_files
from opencaf.episodes.queries.conclusions import conclusions_of, services_of
from opencaf.episodes.queries.support import agencies_of
from opencaf.episodes.queries.team import family_known
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.assessment_conclusions import ConclusionsForm, ServiceForm
from opencaf.web.episodes.views.assessment_frame import (
    latest_or_404,
    refuse_who_sees_no_part,
    render_assessment,
    saved_words,
)
from opencaf.web.episodes.views.file_cards import card_of
from opencaf.web.episodes.views.files_beside import of_no_part
from opencaf.web.shared.case import children_of
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.keeping import keeper_of
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

STAY = "stay"


@require_GET
def assessment_services(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """List the services that work with the family already."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    refuse_who_sees_no_part(request, episode)
    version = latest_or_404(episode)
    return render_assessment(
        request,
        "episodes/assessment/services.html",
        episode,
        services=services_of(version),
        form=OperationForm(),
        back_href=reverse("episodes:assessment", args=[episode.id]),
    )


@require_http_methods(["GET", "POST"])
def assessment_service(
    request: PractitionerRequest, episode_id: uuid.UUID, service_id: uuid.UUID | None = None
) -> HttpResponse:
    """Add a service, or change one."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    refuse_who_sees_no_part(request, episode)
    version = latest_or_404(episode)
    authority_id = request.practitioner.authority_id
    form = ServiceForm(
        request.POST or None,
        agencies=agencies_of(authority_id),
        family=family_known(episode),
        service=service_or_404(services_of(version), service_id) if service_id else None,
    )
    if form.is_valid():
        answers = form.answers(authority_id)
        by = request.practitioner
        form.apply(record_service, assessment=version, service_id=service_id, by=by, **answers)
        if form.applied:
            messages.success(request, "The service is saved.")
            return redirect("episodes:assessment_services", episode.id)
    return render_assessment(
        request,
        "layouts/form.html",
        episode,
        form=form,
        heading="Change a service" if service_id else "Add a service",
        button="Save the service",
        cancel_href=reverse("episodes:assessment_services", args=[episode.id]),
    )


def service_or_404(services: list[ServiceInvolved], service_id: uuid.UUID) -> ServiceInvolved:
    """Return a service of this version."""
    for service in services:
        if service.id == service_id:
            return service
    raise Http404


@require_POST
def assessment_service_remove(
    request: PractitionerRequest, episode_id: uuid.UUID, service_id: uuid.UUID
) -> HttpResponse:
    """Take a service out."""
    episode = get_episode_or_404(request, episode_id)
    version = latest_or_404(episode)
    service_or_404(services_of(version), service_id)
    form = OperationForm(request.POST)
    if form.is_valid():
        form.apply(remove_service, assessment=version, service_id=service_id, by=request.practitioner)
    for mistake in form.mistakes():
        messages.warning(request, mistake["text"])
    if form.applied:
        messages.success(request, "The service is taken out.")
    return redirect("episodes:assessment_services", episode.id)


@require_http_methods(["GET", "POST"])
def assessment_conclusions(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Write the conclusions, the goals and what the family says."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    refuse_who_sees_no_part(request, episode)
    latest = latest_with_files(episode, withheld_from(request.practitioner, episode))
    if latest is None:
        raise Http404
    version, files = latest
    form = ConclusionsForm(
        request.POST or None,
        held=conclusions_of(version),
        children=children_of(episode),
        family=family_known(episode),
    )
    if form.is_valid():
        form.apply(write_conclusions, assessment=version, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, saved_words())
            page = "assessment_conclusions" if request.POST.get("then") == STAY else "assessment"
            return redirect(f"episodes:{page}", episode.id)
    return render_assessment(
        request,
        "episodes/assessment/conclusions.html",
        episode,
        form=form,
        heading="Conclusions",
        scans=of_no_part([card_of(file) for file in files]),
        keeper=keeper_of(request.user),
        texts_id=f"{version.id}-conclusions",
        back_href=reverse("episodes:assessment", args=[episode.id]),
    )
