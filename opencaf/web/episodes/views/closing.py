"""Closing an episode and reopening it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.closing import close_episode, reopen_episode
from opencaf.episodes.permissions import can_close, can_note_own_marks, can_reopen
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.closing import (
    carers_of,
    closing_choices,
    closures_of,
    outcomes_to_close,
)
from opencaf.episodes.queries.marks import given_marks
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.closing import CloseForm, ReopenForm
from opencaf.web.episodes.forms.closing_rows import Facts, closure_rows
from opencaf.web.shared.afterwards import to_page_of_case
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404


@require_http_methods(["GET", "POST"])
def close(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Close an episode, or give the page more empty rows."""
    episode = get_episode_or_404(request, episode_id)
    require(can_close(request.practitioner, episode))
    hidden = withheld_from(request.practitioner, episode)
    facts = facts_of(episode, hidden)
    form = CloseForm(request.POST or None, facts=facts)
    if not form.asks_for_rows and form.is_valid():
        form.apply(close_episode, episode=episode, by=request.practitioner, **form.answers())
        if form.applied:
            short = request.practitioner.authority.short_name
            messages.success(request, f"The {short} is closed. Thank you for what you did for this family.")
            ended = "Your part in it, and with it your access, has ended."
            return to_page_of_case(request, episode, "episodes:closed", ended=ended)
    return render_case(
        request,
        "episodes/close.html",
        episode,
        form=form,
        withheld=len(hidden),
        close_words=f"Close this {request.practitioner.authority.short_name}",
        open_actions=[action for outcome in facts.outcomes for action in outcome.open_actions],
        cancel_href=reverse("episodes:overview", args=[episode.id]),
    )


def facts_of(episode: Episode, hidden: Areas) -> Facts:
    """Read what the closing page asks about."""
    return Facts(
        children=children_of(episode),
        carers=carers_of(episode),
        outcomes=outcomes_to_close(episode),
        choices=closing_choices(episode, hidden=hidden),
    )


@require_GET
def closed(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show how an episode closed, and every earlier closing of it."""
    episode = get_episode_or_404(request, episode_id)
    closures = closures_of(episode)
    hidden = withheld_from(request.practitioner, episode)
    given = given_marks(episode, hidden=hidden) if closures else []
    return render_case(
        request,
        "episodes/closed.html",
        episode,
        closures=[(closure, closure_rows(closure, given, hidden=hidden)) for closure in closures],
        withheld=len(hidden),
        can_note=can_note_own_marks(request.practitioner, episode),
        can_reopen=can_reopen(request.practitioner, episode),
    )


@require_http_methods(["GET", "POST"])
def reopen(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Reopen a closed episode."""
    episode = get_episode_or_404(request, episode_id)
    require(can_reopen(request.practitioner, episode))
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        form.apply(reopen_episode, episode=episode, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, "It is open again.")
            return redirect("episodes:overview", episode.id)
    return render_case(
        request,
        "episodes/reopen.html",
        episode,
        form=form,
        button="Reopen it",
        cancel_href=reverse("episodes:overview", args=[episode.id]),
    )
