"""Panels: the list, planning one, one with its turns, changing and cancelling it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.episodes.models import Panel
from opencaf.episodes.operations.panels import cancel_panel, change_panel, plan_panel
from opencaf.episodes.permissions import can_plan_panels, can_see_panel
from opencaf.episodes.queries.directory import entries_of
from opencaf.episodes.queries.meetings import kinds_of
from opencaf.episodes.queries.panels import (
    Turn,
    agenda_of,
    members_of,
    panel_to_open,
    panels_over,
    panels_to_come,
)
from opencaf.web.episodes.forms.directory import as_typed
from opencaf.web.episodes.forms.panels import (
    CancelPanelForm,
    ChangePanelForm,
    MoveTurnForm,
    PlanPanelForm,
    known_of,
)
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import one_or_404, page_name
from opencaf.web.shared.who import Who, who_of


@require_GET
def panels(request: PractitionerRequest) -> HttpResponse:
    """List the panels to come and those that are over."""
    record_look_at_panels(request)
    shown = {
        "coming": panels_to_come(request.practitioner),
        "over": panels_over(request.practitioner),
        "can_plan": can_plan_panels(request.practitioner),
    }
    return render(request, "episodes/panels.html", shown)


@require_http_methods(["GET", "POST"])
def panel_plan(request: PractitionerRequest) -> HttpResponse:
    """Plan a panel."""
    who = request.practitioner
    require(can_plan_panels(who))
    record_look_at_panels(request)
    form = PlanPanelForm(
        request.POST or None,
        kinds=kinds_of(who.authority_id),
        authority_id=who.authority_id,
        initial={"chair": as_typed(who)},
    )
    if form.is_valid():
        planned = form.apply(plan_panel, **form.cleaned_data, by=who)
        if planned:
            messages.success(
                request, "The panel is planned. Its members are told by mail. Now put cases on it."
            )
            return redirect("episodes:panel", planned.id)
    directory = entries_of(who.authority_id, with_agencies=False)
    return render(request, "episodes/panel_plan.html", {"form": form, "directory": directory})


@require_GET
def panel(request: PractitionerRequest, panel_id: uuid.UUID) -> HttpResponse:
    """Show one panel with the turns of the cases that are open to who looks, ready to print."""
    found = get_panel_or_404(request, panel_id)
    agenda = agenda_of(found, request.practitioner)
    shown_cases = [str(turn.meeting.episode_id) for turn in (*agenda.turns, *agenda.off)]
    trail.record("listed", subject_kind="panel", page=page_name(request), episodes=shown_cases)
    shown = {
        "panel": found,
        "members": members_of(found),
        "agenda": agenda,
        "turns": [(turn, who_has(turn)) for turn in agenda.turns],
        "off": [(turn, who_has(turn)) for turn in agenda.off],
        "can_plan": can_plan_panels(request.practitioner),
        "moving": MoveTurnForm(),
    }
    return render(request, "episodes/panel.html", shown)


@require_http_methods(["GET", "POST"])
def panel_change(request: PractitionerRequest, panel_id: uuid.UUID) -> HttpResponse:
    """Let a panel be at another time or place, or with others."""
    who = request.practitioner
    require(can_plan_panels(who))
    found = get_panel_or_404(request, panel_id)
    record_look_at_panels(request)
    form = ChangePanelForm(
        request.POST or None, authority_id=who.authority_id, initial=known_of(found, members_of(found))
    )
    if form.is_valid():
        form.apply(change_panel, panel=found, **form.cleaned_data, by=who)
        if form.applied:
            messages.success(request, "The panel is changed, and every turn to come with it.")
            return redirect("episodes:panel", found.id)
    directory = entries_of(who.authority_id, with_agencies=False)
    return render(
        request, "episodes/panel_change.html", {"form": form, "panel": found, "directory": directory}
    )


@require_http_methods(["GET", "POST"])
def panel_cancel(request: PractitionerRequest, panel_id: uuid.UUID) -> HttpResponse:
    """Cancel a panel with every turn to come."""
    require(can_plan_panels(request.practitioner))
    found = get_panel_or_404(request, panel_id)
    record_look_at_panels(request)
    form = CancelPanelForm(request.POST or None)
    if form.is_valid():
        form.apply(cancel_panel, panel=found, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The panel is cancelled, and every turn to come with it.")
            return redirect("episodes:panels")
    return render(request, "episodes/panel_cancel.html", {"form": form, "panel": found})


def get_panel_or_404(request: PractitionerRequest, panel_id: uuid.UUID) -> Panel:
    """Return a panel that the practitioner may see; raises PermissionDenied where they may not."""
    found = one_or_404(list(panel_to_open(panel_id)))
    require(can_see_panel(request.practitioner, found))
    return found


def record_look_at_panels(request: PractitionerRequest) -> None:
    """Write on the trail that somebody looks at (or sends) a page about panels that shows no case."""
    verb = "read" if request.method == "GET" else "sent"
    trail.record(verb, subject_kind="panel", page=page_name(request))


def who_has(turn: Turn) -> Who:
    """Return whose turn it is, as a list may show them."""
    return who_of(turn.meeting.episode, turn.children)
