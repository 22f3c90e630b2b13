"""The plan: outcomes and actions, and what became of them."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.episodes.models import Action, Episode
from opencaf.episodes.operations.plan import (
    add_action,
    add_outcome,
    change_outcome,
    close_action,
    hand_action_on,
    record_progress,
    reopen_action,
)
from opencaf.episodes.permissions import can_update_action, can_write
from opencaf.episodes.queries.directory import entries_of
from opencaf.episodes.queries.meetings import held_meetings
from opencaf.episodes.queries.plan import action_to_open, as_row, outcome_to_open, plan_of, ties_of
from opencaf.web.episodes.forms.plan import (
    ActionForm,
    CloseActionForm,
    HandOnForm,
    OutcomeForm,
    OutcomeStatusForm,
    ProgressForm,
    ReopenActionForm,
)
from opencaf.web.episodes.views.team import people_around
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

HERE = "episodes:plan"


@require_GET
def plan(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show the plan."""
    episode = get_episode_or_404(request, episode_id)
    return render_case(
        request,
        "episodes/plan.html",
        episode,
        current=HERE,
        plan=plan_of(episode, children_of(episode)),
        can_write=can_write(request.practitioner, episode),
    )


@require_http_methods(["GET", "POST"])
def outcome_add(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Add what should be different."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    form = OutcomeForm(request.POST or None, children=children_of(episode))
    if form.is_valid():
        outcome = form.apply(add_outcome, episode=episode, **form.cleaned_data, by=request.practitioner)
        if outcome:
            messages.success(request, "The outcome is in the plan. Say what will be done for it.")
            return redirect("episodes:action_add", episode.id, outcome.id)
    return render_case(request, "episodes/plan_outcome_add.html", episode, current=HERE, form=form)


@require_http_methods(["GET", "POST"])
def outcome(request: PractitionerRequest, episode_id: uuid.UUID, outcome_id: uuid.UUID) -> HttpResponse:
    """Show one outcome and say how far it is met."""
    episode = get_episode_or_404(request, episode_id)
    found = one_or_404(outcome_to_open(episode, outcome_id))
    ruling = can_write(request.practitioner, episode)
    form = OutcomeStatusForm(request.POST or None, initial={"status": found.status})
    if request.method == "POST":
        require(ruling)
    if form.is_valid():
        form.apply(change_outcome, outcome=found, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The outcome is up to date.")
            return redirect("episodes:plan", episode.id)
    return render_case(
        request,
        "episodes/plan_outcome.html",
        episode,
        current=HERE,
        form=form,
        outcome=found,
        ties=ties_of(found),
        can_write=ruling,
    )


@require_http_methods(["GET", "POST"])
def action_add(request: PractitionerRequest, episode_id: uuid.UUID, outcome_id: uuid.UUID) -> HttpResponse:
    """Add what somebody will do by a day."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    found = one_or_404(outcome_to_open(episode, outcome_id))
    held = held_meetings(episode)
    form = ActionForm(
        request.POST or None,
        meetings=held,
        circle=people_around(episode),
        authority_id=episode.authority_id,
        initial={"agreed_at": held[0].id if held else None},
    )
    if form.is_valid():
        form.apply(add_action, outcome=found, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The action is in the plan.")
            return redirect("episodes:plan", episode.id)
    return render_case(
        request,
        "episodes/plan_action_add.html",
        episode,
        current=HERE,
        form=form,
        outcome=found,
        last_meeting=held[0] if held else None,
        directory=entries_of(episode.authority_id, with_agencies=False),
    )


@require_GET
def action(request: PractitionerRequest, episode_id: uuid.UUID, action_id: uuid.UUID) -> HttpResponse:
    """Show one action with everything that can be done to it."""
    episode, found = get_action_or_404(request, episode_id, action_id)
    return render_action(request, episode, found)


@require_POST
def action_progress(
    request: PractitionerRequest, episode_id: uuid.UUID, action_id: uuid.UUID
) -> HttpResponse:
    """Write a line of progress."""
    episode, found = get_action_or_404(request, episode_id, action_id)
    require(can_update_action(request.practitioner, found))
    form = ProgressForm(request.POST, circle=people_around(episode), authority_id=episode.authority_id)
    if form.is_valid():
        form.apply(record_progress, action=found, **form.cleaned_data, by=request.practitioner)
    return after(request, episode, found, progress=form)


@require_POST
def action_close(request: PractitionerRequest, episode_id: uuid.UUID, action_id: uuid.UUID) -> HttpResponse:
    """Close an action."""
    episode, found = get_action_or_404(request, episode_id, action_id)
    require(can_update_action(request.practitioner, found))
    form = CloseActionForm(request.POST)
    if form.is_valid():
        form.apply(close_action, action=found, **form.cleaned_data, by=request.practitioner)
    return after(request, episode, found, close=form)


@require_POST
def action_reopen(request: PractitionerRequest, episode_id: uuid.UUID, action_id: uuid.UUID) -> HttpResponse:
    """Open a closed action again."""
    episode, found = get_action_or_404(request, episode_id, action_id)
    require(can_update_action(request.practitioner, found))
    form = ReopenActionForm(request.POST)
    if form.is_valid():
        form.apply(reopen_action, action=found, **form.cleaned_data, by=request.practitioner)
    return after(request, episode, found, reopen=form)


@require_POST
def action_hand_on(request: PractitionerRequest, episode_id: uuid.UUID, action_id: uuid.UUID) -> HttpResponse:
    """Say who carries an action on."""
    episode, found = get_action_or_404(request, episode_id, action_id)
    require(can_update_action(request.practitioner, found))
    form = HandOnForm(request.POST)
    if form.is_valid():
        form.apply(hand_action_on, action=found, **form.cleaned_data, by=request.practitioner)
    return after(request, episode, found, hand_on=form)


def get_action_or_404(
    request: PractitionerRequest, episode_id: uuid.UUID, action_id: uuid.UUID
) -> tuple[Episode, Action]:
    """Return an episode that the practitioner may see, and an action of its plan."""
    episode = get_episode_or_404(request, episode_id)
    return episode, one_or_404(action_to_open(episode, action_id))


def after(request: PractitionerRequest, episode: Episode, found: Action, **forms: Any) -> HttpResponse:
    """Return to the plan when the form was done; else show the action with what was typed."""
    if all(form.applied for form in forms.values()):
        messages.success(request, "The action is up to date.")
        return redirect("episodes:plan", episode.id)
    return render_action(request, episode, found, **forms)


def render_action(
    request: PractitionerRequest, episode: Episode, found: Action, **forms: Any
) -> HttpResponse:
    """Return the page of an action; a form that was refused stands in place of an empty one."""
    ruling = can_update_action(request.practitioner, found)
    today = {"said_on": clock.today(), "closed_on": clock.today(), "reopened_on": clock.today()}
    if ruling and "progress" not in forms:
        circle = people_around(episode)
        forms["progress"] = ProgressForm(circle=circle, authority_id=episode.authority_id, initial=today)
    return render_case(
        request,
        "episodes/plan_action.html",
        episode,
        current=HERE,
        row=as_row(found),
        outcome=found.outcome,
        ruling=ruling,
        has_errors=any(form.errors for form in forms.values()),
        directory=entries_of(episode.authority_id, with_agencies=False) if ruling else [],
        **{"close": CloseActionForm(initial=today), "reopen": ReopenActionForm(initial=today)}
        | {"hand_on": HandOnForm(initial={"handed_to": found.handed_to})}
        | forms,
    )
