"""Meetings: the list, planning, writing down what was held, one meeting, cancelling."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.episodes.models import Episode, Meeting
from opencaf.episodes.operations.invitations import call_meeting
from opencaf.episodes.operations.meetings import cancel_meeting, hold_meeting
from opencaf.episodes.permissions import can_see_panel, can_write
from opencaf.episodes.queries.date_offers import days_offered
from opencaf.episodes.queries.directory import entries_of
from opencaf.episodes.queries.meetings import kinds_of, meeting_to_open, meetings_of, minutes_of, title_of
from opencaf.episodes.queries.panels import next_turn
from opencaf.web.episodes.forms.meetings import CancelForm, HoldForm, PlanMeetingForm
from opencaf.web.episodes.views.team import people_around
from opencaf.web.shared.case import render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

HERE = "episodes:meetings"


@require_GET
def meetings(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """List the meetings: planned, held, cancelled."""
    episode = get_episode_or_404(request, episode_id)
    return render_case(
        request,
        "episodes/meetings.html",
        episode,
        current=HERE,
        meetings=meetings_of(episode),
        can_write=can_write(request.practitioner, episode),
    )


@require_GET
def meeting(request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Show one meeting, ready to print."""
    episode = get_episode_or_404(request, episode_id)
    found = one_or_404(meeting_to_open(episode, meeting_id))
    minutes = minutes_of(found)
    return render_case(
        request,
        "episodes/meeting.html",
        episode,
        current=HERE,
        minutes=minutes,
        title=title_of(found),
        days=days_offered(found) if found.status == Meeting.Status.FINDING else [],
        panel=place_on_panel(request, found),
        own=minutes.of_practitioner(request.practitioner.id),
        can_write=can_write(request.practitioner, episode),
    )


@require_http_methods(["GET", "POST"])
def meeting_plan(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Plan a meeting."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    form = PlanMeetingForm(
        request.POST or None, kinds=kinds_of(episode.authority_id), **people_of(request, episode)
    )
    if form.is_valid():
        planned = form.apply(call_meeting, episode=episode, **form.cleaned_data, by=request.practitioner)
        if planned:
            messages.success(request, "The meeting is planned. Those whom mail reaches are invited.")
            return redirect("episodes:meeting", episode.id, planned.id)
    return render_case(request, "episodes/meeting_plan.html", episode, current=HERE, form=form)


@require_http_methods(["GET", "POST"])
def meeting_hold(
    request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID | None = None
) -> HttpResponse:
    """Write down a meeting that was held, planned before or not."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    planned = one_or_404(meeting_to_open(episode, meeting_id)) if meeting_id else None
    form = HoldForm(
        request.POST or None,
        kinds=[] if planned else kinds_of(episode.authority_id),
        initial=known_of(planned),
        **people_of(request, episode, meeting_id),
    )
    if form.is_valid():
        held = form.apply(
            hold_meeting, episode=episode, meeting=planned, **form.cleaned_data, by=request.practitioner
        )
        if held:
            messages.success(request, "The meeting is written down.")
            return redirect("episodes:meeting", episode.id, held.id)
    directory = entries_of(episode.authority_id, with_agencies=True)
    return render_case(
        request, "episodes/meeting_hold.html", episode, current=HERE, form=form, directory=directory
    )


@require_http_methods(["GET", "POST"])
def meeting_cancel(
    request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID
) -> HttpResponse:
    """Cancel a planned meeting."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    planned = one_or_404(meeting_to_open(episode, meeting_id))
    form = CancelForm(request.POST or None)
    if form.is_valid():
        form.apply(cancel_meeting, meeting=planned, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The meeting is cancelled.")
            return redirect("episodes:meetings", episode.id)
    return render_case(
        request, "episodes/meeting_cancel.html", episode, current=HERE, form=form, meeting=planned
    )


def place_on_panel(request: PractitionerRequest, meeting: Meeting) -> dict[str, str] | None:
    """Return the ways from a turn to its panel and to the next turn, for who sees the panel."""
    if meeting.panel is None or not can_see_panel(request.practitioner, meeting.panel):
        return None
    ways = {"href": reverse("episodes:panel", args=[meeting.panel.id])}
    coming = next_turn(meeting, request.practitioner)
    if coming:
        ways["next_href"] = reverse("episodes:meeting_screen", args=[coming.episode_id, coming.id])
        ways["next_words"] = f"{coming.planned_time:%H:%M}, {coming.episode.reference}"
    return ways


def people_of(
    request: PractitionerRequest, episode: Episode, meeting_id: uuid.UUID | None = None
) -> dict[str, Any]:
    """Return whom a form about this episode can choose among."""
    return {
        "circle": people_around(episode, meeting_id),
        "authority_id": request.practitioner.authority_id,
    }


def known_of(planned: Meeting | None) -> dict[str, Any]:
    """Return what is known of a planned meeting before it is written down."""
    if planned is None:
        return {}
    passed = planned.planned_for and planned.planned_for <= clock.today()
    return {
        "purpose": planned.purpose,
        "place": planned.place,
        "held_on": planned.planned_for if passed else None,
    }
