"""The chronology of the family's life."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.core.rulings import require
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.chronology import add_event, correct_event, put_back_event, remove_event
from opencaf.episodes.permissions import can_correct, can_write
from opencaf.episodes.queries.chronology import Event, chronology_of, event_seen
from opencaf.episodes.queries.chronology_known import KnownEvent, known_births
from opencaf.episodes.queries.team import family_known
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.chronology import CorrectEventForm, EventForm, RemoveEventForm
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

LIST = "episodes:chronology"


@require_GET
def chronology(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show the significant events in order, and what was removed."""
    episode = get_episode_or_404(request, episode_id)
    hidden = withheld_from(request.practitioner, episode)
    found = chronology_of(episode, ids_of_children(episode), hidden=hidden)
    may_write = can_write(request.practitioner, episode)
    return render_case(
        request,
        "episodes/chronology.html",
        episode,
        current=LIST,
        chronology=found,
        known=known_births(family_known(episode), found.standing) if may_write and not hidden else [],
        can_write=may_write,
        can_correct=can_correct(request.practitioner, episode),
        put_back=OperationForm(),
        withheld=len(hidden),
        printed_by=f"Printed by {request.practitioner} on {in_words(clock.today())}",
    )


@require_http_methods(["GET", "POST"])
def chronology_add(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Add an event."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    family = family_known(episode)
    known = next((one for one in known_births(family, []) if str(one.key) == request.GET.get("born")), None)
    form = EventForm(request.POST or None, family=family, known=known)
    if form.is_valid():
        form.apply(add_event, episode=episode, words=form.words(), by=request.practitioner)
        if form.applied:
            messages.success(request, "The event is in the chronology.")
            return redirect(LIST, episode.id)
    return render_form(request, episode, form, "Add an event", "Save the event", known=known)


@require_http_methods(["GET", "POST"])
def chronology_correct(
    request: PractitionerRequest, episode_id: uuid.UUID, event_id: uuid.UUID
) -> HttpResponse:
    """Put an event right, with a reason."""
    episode = get_episode_or_404(request, episode_id)
    require(can_correct(request.practitioner, episode))
    event = standing_event_or_404(request, episode, event_id)
    form = CorrectEventForm(request.POST or None, family=family_known(episode), event=event)
    if form.is_valid():
        form.apply(
            correct_event,
            episode=episode,
            event_id=event.id,
            words=form.words(),
            reason=form.cleaned_data["reason"],
            by=request.practitioner,
        )
        if form.applied:
            messages.success(request, "Corrected. What it said before stays readable below it.")
            return redirect(LIST, episode.id)
    return render_form(request, episode, form, "Correct an event", "Save the correction")


@require_http_methods(["GET", "POST"])
def chronology_remove(
    request: PractitionerRequest, episode_id: uuid.UUID, event_id: uuid.UUID
) -> HttpResponse:
    """Take an event out, with a reason."""
    episode = get_episode_or_404(request, episode_id)
    require(can_correct(request.practitioner, episode))
    event = standing_event_or_404(request, episode, event_id)
    form = RemoveEventForm(request.POST or None)
    if form.is_valid():
        form.apply(
            remove_event,
            episode=episode,
            event_id=event.id,
            reason=form.cleaned_data["reason"],
            by=request.practitioner,
        )
        if form.applied:
            messages.success(request, "Removed. You can put it back from the end of this page.")
            return redirect(LIST, episode.id)
    return render_case(
        request,
        "episodes/chronology_remove.html",
        episode,
        current=LIST,
        form=form,
        event=event,
        button="Remove the event",
        cancel_href=reverse(LIST, args=[episode.id]),
    )


@require_POST
def chronology_put_back(
    request: PractitionerRequest, episode_id: uuid.UUID, event_id: uuid.UUID
) -> HttpResponse:
    """Put an event back that was removed."""
    episode = get_episode_or_404(request, episode_id)
    form = OperationForm(request.POST)
    if event_of(request, episode, event_id) is None:
        raise Http404
    if form.is_valid():
        form.apply(put_back_event, episode=episode, event_id=event_id, by=request.practitioner)
    for mistake in form.mistakes():
        messages.warning(request, mistake["text"])
    if form.applied:
        messages.success(request, "The event is in the chronology again.")
    return redirect(LIST, episode.id)


def event_of(request: PractitionerRequest, episode: Episode, event_id: uuid.UUID) -> Event | None:
    """Return an event that the practitioner sees, or None."""
    hidden = withheld_from(request.practitioner, episode)
    return event_seen(episode, event_id, ids_of_children(episode), hidden=hidden)


def standing_event_or_404(request: PractitionerRequest, episode: Episode, event_id: uuid.UUID) -> Event:
    """Return an event of the chronology that the practitioner sees; raises Http404 for any other."""
    event = event_of(request, episode, event_id)
    if event is None or event.row.removed_on:
        raise Http404
    return event


def ids_of_children(episode: Episode) -> list[uuid.UUID]:
    """Return the children of the case now."""
    return [child.id for child in children_of(episode)]


def render_form(
    request: PractitionerRequest,
    episode: Episode,
    form: EventForm,
    heading: str,
    button: str,
    known: KnownEvent | None = None,
) -> HttpResponse:
    """Return the page of an event's form; known: what the record has already, to be confirmed."""
    values: dict[str, Any] = {"form": form, "heading": heading, "button": button, "known": known}
    back = reverse(LIST, args=[episode.id])
    return render_case(
        request, "episodes/chronology_event.html", episode, current=LIST, cancel_href=back, **values
    )
