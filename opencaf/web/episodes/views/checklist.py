"""The optional checklist before an assessment."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.operations.checklist import fill_in_checklist, leave_out_checklist
from opencaf.episodes.permissions import can_fill_in_checklist
from opencaf.episodes.queries.checklist import answers_of, checklist_of, goes_no_further
from opencaf.episodes.queries.directory import entries_of
from opencaf.web.episodes.forms.checklist import ChecklistForm, SkipForm
from opencaf.web.shared.case import address_of, render_case, urgent_words
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404


@require_http_methods(["GET", "POST"])
def checklist(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Fill in the checklist, or change it until the assessment starts."""
    episode = get_episode_or_404(request, episode_id)
    ruling = can_fill_in_checklist(request.practitioner, episode)
    if request.method == "GET" and not ruling:
        return redirect("episodes:checklist_show", episode.id)
    require(ruling)
    form = ChecklistForm(
        request.POST or None,
        held=checklist_of(episode),
        by=request.practitioner,
    )
    if form.is_valid():
        form.apply(fill_in_checklist, episode=episode, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, "The checklist was saved.")
            return redirect("episodes:checklist_show", episode.id)
    return render_case(
        request,
        "episodes/checklist.html",
        episode,
        current="episodes:assessment",
        form=form,
        directory=entries_of(episode.authority_id, with_agencies=False),
        urgent_note=urgent_words(request.practitioner.authority),
        cancel_href=reverse("episodes:sharing", args=[episode.id]),
    )


@require_http_methods(["GET", "POST"])
def checklist_skip(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Say why the checklist is not needed."""
    episode = get_episode_or_404(request, episode_id)
    require(can_fill_in_checklist(request.practitioner, episode))
    form = SkipForm(request.POST or None)
    if form.is_valid():
        form.apply(leave_out_checklist, episode=episode, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            return redirect("episodes:sharing", episode.id)
    return render_case(
        request,
        "episodes/checklist_skip.html",
        episode,
        current="episodes:assessment",
        form=form,
        cancel_href=reverse("episodes:checklist", args=[episode.id]),
    )


@require_GET
def checklist_show(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show what the checklist says and what follows from it."""
    episode = get_episode_or_404(request, episode_id)
    held = checklist_of(episode)
    return render_case(
        request,
        "episodes/checklist_show.html",
        episode,
        current="episodes:assessment",
        checklist=held,
        questions=answers_of(held) if held else [],
        goes_no_further=held is not None and goes_no_further(held),
        can_change=can_fill_in_checklist(request.practitioner, episode),
        urgent_note=urgent_words(request.practitioner.authority),
        close_href=address_of("episodes:close", episode),
    )
