"""The level of need."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.operations.levels import set_level
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.support import levels_of
from opencaf.episodes.queries.team import circle_of
from opencaf.web.episodes.forms.levels import LevelForm
from opencaf.web.shared.case import render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404


@require_http_methods(["GET", "POST"])
def level(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Record the level of need of a day, beside the earlier ones."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    form = LevelForm(request.POST or None, circle=circle_of(episode))
    if form.is_valid():
        form.apply(set_level, episode=episode, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, "The level of need is saved.")
            return redirect("episodes:overview", episode.id)
    return render_case(
        request,
        "episodes/level.html",
        episode,
        form=form,
        levels=levels_of(episode),
        heading="Record the level of need",
        button="Save the level",
        cancel_href=reverse("episodes:overview", args=[episode.id]),
    )
