"""Putting cases on a panel, ordering their turns and taking them off."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from opencaf.core.rulings import require
from opencaf.episodes.models import Panel
from opencaf.episodes.operations.panel_turns import move_on_panel, put_on_panel, take_off_panel
from opencaf.episodes.permissions import can_plan_panels, can_write
from opencaf.episodes.queries.panels import Turn, panels_with_room, turn_to_open
from opencaf.web.episodes.forms.panels import AddCaseForm, MoveTurnForm, PutOnPanelForm, TakeOffForm
from opencaf.web.episodes.views.meetings import HERE
from opencaf.web.episodes.views.panels import get_panel_or_404, record_look_at_panels, who_has
from opencaf.web.shared.case import render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

WAYS = {"earlier": True, "later": False}


@require_http_methods(["GET", "POST"])
def panel_add(request: PractitionerRequest, panel_id: uuid.UUID) -> HttpResponse:
    """Put a case on a panel by its number."""
    panel = get_panel_or_404(request, panel_id)
    record_look_at_panels(request)
    form = AddCaseForm(request.POST or None, practitioner=request.practitioner)
    if form.is_valid():
        turn = form.apply(put_on_panel, panel=panel, **form.cleaned_data, by=request.practitioner)
        if turn:
            messages.success(request, f"{turn.episode.reference} is on the panel.")
            return redirect("episodes:panel", panel.id)
    return render(request, "episodes/panel_add.html", {"form": form, "panel": panel})


@require_http_methods(["GET", "POST"])
def panel_off(request: PractitionerRequest, panel_id: uuid.UUID, turn_id: uuid.UUID) -> HttpResponse:
    """Take a case off a panel."""
    panel = get_panel_or_404(request, panel_id)
    turn = get_turn_or_404(request, panel, turn_id)
    require(can_write(request.practitioner, turn.meeting.episode))
    form = TakeOffForm(request.POST or None)
    if form.is_valid():
        form.apply(take_off_panel, turn=turn.meeting, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, f"{turn.meeting.episode.reference} is taken off the panel.")
            return redirect("episodes:panel", panel.id)
    shown = {"form": form, "panel": panel, "turn": turn, "who": who_has(turn)}
    return render(request, "episodes/panel_off.html", shown)


@require_POST
def panel_move(
    request: PractitionerRequest, panel_id: uuid.UUID, turn_id: uuid.UUID, way: str
) -> HttpResponse:
    """Let a turn change places with the one before or after it."""
    require(can_plan_panels(request.practitioner))
    panel = get_panel_or_404(request, panel_id)
    if way not in WAYS:
        raise Http404
    turn = get_turn_or_404(request, panel, turn_id)
    form = MoveTurnForm(request.POST)
    if form.is_valid():
        form.apply(move_on_panel, turn=turn.meeting, earlier=WAYS[way], by=request.practitioner)
    if form.applied:
        messages.success(request, f"{turn.meeting.episode.reference} was moved.")
    else:
        messages.info(request, str(form.non_field_errors()[0]))
    return redirect("episodes:panel", panel.id)


@require_http_methods(["GET", "POST"])
def meeting_panel(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Put this case on one of the panels to come."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    panels = panels_with_room()
    form = PutOnPanelForm(request.POST or None, panels=panels)
    if form.is_valid():
        turn = form.apply(put_on_panel, episode=episode, **form.cleaned_data, by=request.practitioner)
        if turn:
            messages.success(request, "The case is on the panel. Who sits there is invited.")
            return redirect("episodes:meeting", episode.id, turn.id)
    return render_case(
        request, "episodes/meeting_panel.html", episode, current=HERE, form=form, panels=panels
    )


def get_turn_or_404(request: PractitionerRequest, panel: Panel, turn_id: uuid.UUID) -> Turn:
    """Return a turn of a panel, of a case that the practitioner may see, with the look on the trail."""
    turn = one_or_404(turn_to_open(panel, request.practitioner, turn_id))
    get_episode_or_404(request, turn.meeting.episode_id)
    return turn
