"""Finding a service for a case, recalling a request, and noting that there is no such service."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.directory.queries import services_found
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.missing import (
    note_missing_service,
    recall_request,
    take_back_missing_service,
    take_back_recall,
)
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.support import missing_services_of
from opencaf.web.episodes.forms.requests import (
    MissingForm,
    RecallForm,
    TakeBackMissingForm,
    TakeBackRecallForm,
)
from opencaf.web.episodes.views.requests import after_step, find_request
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.service_finding import FindForm
from opencaf.web.shared.service_lines import line_of, what_does_not_fit
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

A_PAGE = 20


@require_GET
def request_find(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Offer the directory: found by words, with what does not fit the children said beside."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    children = children_of(episode)
    ages = [age for child in children if (age := child.age_on(clock.today())) is not None]
    form = FindForm(request.GET or ({"age": ages[0]} if len(ages) == 1 else None))
    del form.fields["retired"]
    found = Paginator(services_found(request.practitioner, form.wanted), A_PAGE)
    page = found.get_page(request.GET.get("page"))
    lines = [(line_of(service), what_does_not_fit(service, children)) for service in page]
    return render_case(
        request,
        "episodes/request_find.html",
        episode,
        current="episodes:services",
        form=form,
        lines=lines,
        count=found.count,
        pages=page_links(page, request),
    )


@require_http_methods(["GET", "POST"])
def request_recall(
    request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID
) -> HttpResponse:
    """Recall a request."""
    asked = find_request(request, episode_id, request_id)
    form = RecallForm(request.POST or None)
    if form.is_valid():
        form.apply(recall_request, request=asked, by=request.practitioner, **form.cleaned_data)
    return after_step(request, asked, form, "Recall the request")


@require_http_methods(["GET", "POST"])
def request_stand(request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Take a recall back."""
    asked = find_request(request, episode_id, request_id)
    form = TakeBackRecallForm(request.POST or None)
    if form.is_valid():
        form.apply(take_back_recall, request=asked, by=request.practitioner, **form.cleaned_data)
    return after_step(request, asked, form, "Take the recall back")


@require_http_methods(["GET", "POST"])
def missing_add(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Note that there is no such service."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    form = MissingForm(request.POST or None)
    if form.is_valid():
        form.apply(note_missing_service, episode=episode, by=request.practitioner, **form.cleaned_data)
    return after_missing(request, episode, form, "There is no such service")


@require_http_methods(["GET", "POST"])
def missing_take_back(
    request: PractitionerRequest, episode_id: uuid.UUID, missing_id: uuid.UUID
) -> HttpResponse:
    """Take back that there is no such service."""
    episode = get_episode_or_404(request, episode_id)
    missing = one_or_404([one for one in missing_services_of(episode) if one.id == missing_id])
    require(can_write(request.practitioner, episode))
    form = TakeBackMissingForm(request.POST or None)
    if form.is_valid():
        form.apply(take_back_missing_service, missing=missing, by=request.practitioner, **form.cleaned_data)
    return after_missing(request, episode, form, "Take back that there is no such service")


def after_missing(
    request: PractitionerRequest, episode: Episode, form: OperationForm, heading: str
) -> HttpResponse:
    """Lead back to the services when it is noted, or show the form."""
    back = reverse("episodes:services", args=[episode.id])
    if form.applied:
        messages.success(request, "Saved.")
        return redirect(back)
    return render_case(
        request,
        "layouts/form.html",
        episode,
        form=form,
        heading=heading,
        button="Save",
        cancel_href=back,
    )
