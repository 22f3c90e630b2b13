"""Letting an episode rest and taking it up again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.operations.suspension import resume_episode, suspend_episode
from opencaf.episodes.permissions import can_suspend
from opencaf.web.episodes.forms.suspension import ResumeForm, SuspendForm
from opencaf.web.shared.afterwards import to_page_of_case
from opencaf.web.shared.case import render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404


@require_http_methods(["GET", "POST"])
def suspend(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Suspend an episode."""
    episode = get_episode_or_404(request, episode_id)
    require(can_suspend(request.practitioner, episode))
    form = SuspendForm(request.POST or None)
    if form.is_valid():
        form.apply(suspend_episode, episode=episode, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, "It is suspended.")
            ended = "Your part in it, and with it your access, has ended until you are asked again."
            return to_page_of_case(request, episode, "episodes:overview", ended=ended)
    return render_case(
        request,
        "episodes/suspend.html",
        episode,
        form=form,
        button="Suspend it",
        cancel_href=reverse("episodes:overview", args=[episode.id]),
    )


@require_http_methods(["GET", "POST"])
def resume(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Take a suspended episode up again."""
    episode = get_episode_or_404(request, episode_id)
    require(can_suspend(request.practitioner, episode))
    form = ResumeForm(request.POST or None)
    if form.is_valid():
        form.apply(resume_episode, episode=episode, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, "It goes on.")
            return redirect("episodes:overview", episode.id)
    return render_case(
        request,
        "layouts/form.html",
        episode,
        form=form,
        heading=f"Take the {request.practitioner.authority.short_name} up again",
        button="Take it up again",
        cancel_href=reverse("episodes:overview", args=[episode.id]),
    )
