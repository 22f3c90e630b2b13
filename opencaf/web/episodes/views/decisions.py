"""Decisions of a meeting become actions of the plan."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.operations.decisions import turn_into_actions
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.decisions import decisions_waiting, outcomes_to_choose
from opencaf.episodes.queries.meetings import meeting_to_open
from opencaf.web.episodes.forms.decisions import DecisionsForm
from opencaf.web.episodes.views.meetings import HERE, people_of
from opencaf.web.shared.case import render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404


@require_http_methods(["GET", "POST"])
def meeting_decisions(
    request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID
) -> HttpResponse:
    """Say for each decision what it is for, who does it and by when."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    meeting = one_or_404(meeting_to_open(episode, meeting_id))
    waiting = decisions_waiting(meeting)
    if not waiting and request.method == "GET":
        messages.info(request, "No decision of this meeting waits to become an action.")
        return redirect("episodes:meeting", episode.id, meeting.id)
    outcomes = outcomes_to_choose(episode)
    form = DecisionsForm(
        request.POST or None,
        decisions=waiting,
        outcomes=outcomes,
        **people_of(request, episode),
    )
    if form.is_valid():
        actions = form.apply(turn_into_actions, meeting=meeting, **form.cleaned_data, by=request.practitioner)
        if actions:
            messages.success(request, in_the_plan(len(actions)))
            return redirect("episodes:meeting", episode.id, meeting.id)
    return render_case(
        request,
        "episodes/meeting_decisions.html",
        episode,
        current=HERE,
        form=form,
        meeting=meeting,
        has_outcomes=bool(outcomes),
    )


def in_the_plan(number: int) -> str:
    """Return what was done, in a sentence."""
    return "1 decision is in the plan." if number == 1 else f"{number} decisions are in the plan."
