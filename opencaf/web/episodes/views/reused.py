"""Another assessment that is taken over in the version that is being written."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from opencaf.core.rulings import require
from opencaf.episodes.operations.assessment_reused import leave_out_reused, take_over_assessment
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.reused import rests_on
from opencaf.episodes.queries.team import family_known
from opencaf.web.episodes.forms.reused import ReusedForm
from opencaf.web.episodes.views.assessment_frame import (
    latest_or_404,
    refuse_who_sees_no_part,
    render_assessment,
    saved_words,
)
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

SITUATION = "episodes:assessment_situation"


@require_http_methods(["GET", "POST"])
def assessment_reuse(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Say that another assessment is taken over, and who agreed."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    refuse_who_sees_no_part(request, episode)
    version = latest_or_404(episode)
    form = ReusedForm(request.POST or None, family=family_known(episode))
    if form.is_valid():
        form.apply(take_over_assessment, assessment=version, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, saved_words())
            return redirect(SITUATION, episode.id)
    return render_assessment(
        request,
        "episodes/assessment/reuse.html",
        episode,
        form=form,
        heading="Take over another assessment",
        button="Save",
        cancel_href=reverse(SITUATION, args=[episode.id]),
    )


@require_POST
def assessment_reuse_remove(
    request: PractitionerRequest, episode_id: uuid.UUID, reused_id: uuid.UUID
) -> HttpResponse:
    """Leave out another assessment again."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    refuse_who_sees_no_part(request, episode)
    version = latest_or_404(episode)
    one_or_404([one for one in rests_on(version).reused if one.id == reused_id])
    form = OperationForm(request.POST)
    if form.is_valid():
        form.apply(leave_out_reused, assessment=version, reused_id=reused_id, by=request.practitioner)
    for mistake in form.mistakes():
        messages.warning(request, mistake["text"])
    if form.applied:
        messages.success(request, "The other assessment is left out.")
    return redirect(SITUATION, episode.id)
