"""Decisions to share, or not to share, without resting on agreement: the list, and a new one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.operations.sharing_decisions import record_sharing_decision
from opencaf.episodes.permissions import can_decide_sharing
from opencaf.episodes.queries.answering import people_who_may_answer
from opencaf.episodes.queries.asking import agencies_with_involvement
from opencaf.episodes.queries.sharing_decisions import decisions_of
from opencaf.web.episodes.forms.sharing_decisions import SharingDecisionForm
from opencaf.web.shared.case import render_case, urgent_words
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404


@require_GET
def sharing_decisions(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """List what was decided, the latest first, each with its ground and what can be corrected."""
    episode = get_episode_or_404(request, episode_id)
    return render_case(
        request,
        "episodes/sharing_decisions.html",
        episode,
        current="episodes:sharing",
        decisions=decisions_of(episode),
        can_decide=can_decide_sharing(request.practitioner, episode),
    )


@require_http_methods(["GET", "POST"])
def decide_sharing(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Record a decision."""
    episode = get_episode_or_404(request, episode_id)
    require(can_decide_sharing(request.practitioner, episode))
    form = SharingDecisionForm(
        request.POST or None,
        agencies=list(agencies_with_involvement(episode)),
        family=people_who_may_answer(episode),
        by=request.practitioner,
    )
    if form.is_valid():
        form.apply(record_sharing_decision, episode=episode, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, "The decision was recorded.")
            return redirect("episodes:sharing_decisions", episode.id)
    return render_case(
        request,
        "episodes/decide_sharing.html",
        episode,
        current="episodes:sharing",
        form=form,
        button="Record the decision",
        cancel_href=reverse("episodes:sharing_decisions", args=[episode.id]),
        urgent_note=urgent_words(request.practitioner.authority),
    )
