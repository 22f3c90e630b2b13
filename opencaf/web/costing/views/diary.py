"""The time diary of a case: a clock to start and stop, or minutes after the deed. Nobody is asked twice."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.costing.models import Stopwatch
from opencaf.costing.operations.diary import (
    correct_time,
    drop_clock,
    note_time,
    start_clock,
    stop_clock,
)
from opencaf.costing.permissions import can_correct_time, can_note_time
from opencaf.costing.queries.catalogue import Catalogue, catalogue_of
from opencaf.costing.queries.times import entry_with, own_times, respondent_of, running_for
from opencaf.episodes.models import Episode
from opencaf.web.costing.forms.diary import CorrectTimeForm, NoteTimeForm, StartForm, StopForm
from opencaf.web.shared.case import render_case
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404


@require_http_methods(["GET", "POST"])
def time(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show what somebody noted here themselves, and let them note more."""
    episode = get_episode_or_404(request, episode_id)
    catalogue = catalogue_of(request.practitioner.authority_id)
    if request.method == "GET":
        return show(request, episode, catalogue)
    form = NoteTimeForm(request.POST, catalogue=catalogue)
    if form.is_valid():
        form.apply(note_time, episode=episode, by=request.practitioner, **form.answers())
        if form.applied:
            return noted(request, episode, "Your time is noted.")
    return show(request, episode, catalogue, form=form)


def usual_role(request: PractitionerRequest) -> str:
    """Return the role somebody gave last, else their job title."""
    found = next(iter(respondent_of(request.practitioner.id)), None)
    post = request.practitioner.post
    return found.role if found else post.job_title or str(post.get_role_display())


def show(
    request: PractitionerRequest, episode: Episode, catalogue: Catalogue, **forms: OperationForm
) -> HttpResponse:
    """Show the diary with the forms as they stand; what is sent, the operations rule on themselves."""
    require(can_note_time(request.practitioner, episode))
    watch = next(iter(running_for(request.practitioner.id)), None)
    is_here = watch is not None and watch.episode_id == episode.id
    shown: dict[str, Any] = {
        "form": NoteTimeForm(
            catalogue=catalogue, initial={"role": usual_role(request), "happened_on": clock.today()}
        ),
        "start_form": StartForm(catalogue=catalogue, prefix="clock"),
        "stop_form": StopForm(prefix="clock", initial={"role": usual_role(request)}),
        **forms,
        "has_errors": any(form.errors for form in forms.values()),
        "watch": watch,
        "watch_is_here": is_here,
        "watch_words": catalogue.name_of(watch.activity) if watch else "",
        "entries": [
            {"row": entry, "words": catalogue.name_of(entry.activity)}
            for entry in own_times(request.practitioner.id, episode.id)
        ],
    }
    return render_case(request, "costing/time.html", episode, current="episodes:journey", **shown)


def noted(request: PractitionerRequest, episode: Episode, words: str) -> HttpResponse:
    """Lead back to the diary."""
    messages.success(request, words)
    return redirect("costing:case_time", episode.id)


@require_POST
def start(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Start a clock."""
    episode = get_episode_or_404(request, episode_id)
    catalogue = catalogue_of(request.practitioner.authority_id)
    form = StartForm(request.POST, catalogue=catalogue, prefix="clock")
    if form.is_valid():
        form.apply(start_clock, episode=episode, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            return noted(request, episode, "The clock is running. Stop it when you are done.")
    return show(request, episode, catalogue, start_form=form)


def own_clock(request: PractitionerRequest, episode: Episode) -> Stopwatch:
    """Return the clock that somebody has running in this case."""
    watch = next(iter(running_for(request.practitioner.id)), None)
    if watch is None or watch.episode_id != episode.id:
        raise Http404
    return watch


@require_POST
def stop(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Stop the clock and note the time."""
    episode = get_episode_or_404(request, episode_id)
    watch = own_clock(request, episode)
    form = StopForm(request.POST, prefix="clock")
    if form.is_valid():
        form.apply(stop_clock, watch=watch, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            return noted(request, episode, "The clock is stopped and your time is noted.")
    return show(request, episode, catalogue_of(request.practitioner.authority_id), stop_form=form)


@require_POST
def drop(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Let the clock go without noting a time."""
    episode = get_episode_or_404(request, episode_id)
    drop_clock(watch=own_clock(request, episode), by=request.practitioner)
    return noted(request, episode, "The clock is dropped. No time is noted.")


@require_http_methods(["GET", "POST"])
def correct(request: PractitionerRequest, episode_id: uuid.UUID, entry_id: uuid.UUID) -> HttpResponse:
    """Put a time right, with a reason."""
    episode = get_episode_or_404(request, episode_id)
    entry = entry_with(entry_id, episode.id)
    if entry is None:
        raise Http404
    require(can_correct_time(request.practitioner, entry))
    form = CorrectTimeForm(request.POST or None)
    if form.is_valid():
        form.apply(correct_time, entry=entry, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            return noted(request, episode, "The time is corrected.")
    return render_case(
        request,
        "layouts/form.html",
        episode,
        form=form,
        heading="Correct a time",
        button="Save the correction",
        cancel_href=reverse("costing:case_time", args=[episode.id]),
    )
