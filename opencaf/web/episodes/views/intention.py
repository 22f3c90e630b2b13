"""Recording an intention, and who an episode is about."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.agencies.models import IntentionRoute
from opencaf.core.rulings import require
from opencaf.episodes.operations.children import add_child_to_episode, take_child_out
from opencaf.episodes.operations.intention import record_intention
from opencaf.episodes.permissions import can_change_children, can_enter_for, can_start
from opencaf.episodes.queries.answering import people_who_may_answer
from opencaf.episodes.queries.starting import live_posts, open_already
from opencaf.guidance.queries.refresher import is_refresher_offered
from opencaf.people.models import Person
from opencaf.people.queries.circle import circle_of, is_young
from opencaf.web.episodes.forms.intention import (
    AddChildForm,
    StartChoices,
    StartForm,
    TakeChildOutForm,
)
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_child_or_404, get_episode_or_404

BUTTONS = {
    IntentionRoute.OPENS_RECORD: "Open the record",
    IntentionRoute.FORM_TO_COORDINATOR: "Send it to the coordinator",
    IntentionRoute.CALL_TO_COORDINATOR: "Record the intention",
}


@require_http_methods(["GET", "POST"])
def start(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Record the intention to do an assessment for a child, and brothers and sisters."""
    child = get_child_or_404(request, child_id)
    require(can_start(request.practitioner))
    choices = choices_for(request, child)
    form = StartForm(request.POST or None, choices=choices, by=request.practitioner)
    if form.is_valid():
        episode = form.apply(record_intention, by=request.practitioner, **form.answers())
        if episode:
            messages.success(request, f"It is recorded, with the reference {episode.reference}.")
            return redirect("episodes:checklist", episode.id)
    authority = request.practitioner.authority
    return render(
        request,
        "episodes/start.html",
        {
            "form": form,
            "offered": choices,
            "button": BUTTONS[IntentionRoute(authority.intention_route)],
            "cancel_href": reverse("children:show", args=[child.id]),
            "offers_refresher": is_refresher_offered(request.practitioner),
        },
    )


def choices_for(request: PractitionerRequest, child: Person) -> StartChoices:
    """Return what the form offers."""
    others = circle_of(child).other_children()
    may_enter = can_enter_for(request.practitioner)
    return StartChoices(
        child=child,
        others=others,
        posts=live_posts(request.practitioner) if may_enter else [],
        open_already=open_already([child, *others], request.practitioner.authority),
    )


@require_http_methods(["GET", "POST"])
def add_child(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Let an open episode be about another child of the family too."""
    episode = get_episode_or_404(request, episode_id)
    require(can_change_children(request.practitioner, episode))
    inside = children_of(episode)
    people = [one for one in people_who_may_answer(episode) if is_young(one) and one not in inside]
    form = AddChildForm(request.POST or None, people=people)
    if form.is_valid():
        form.apply(add_child_to_episode, episode=episode, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, "The child was added.")
            return redirect("episodes:sharing", episode.id)
    return render_case(
        request,
        "episodes/start_child.html",
        episode,
        current="episodes:sharing",
        form=form,
        people=people,
        cancel_href=reverse("episodes:sharing", args=[episode.id]),
    )


@require_http_methods(["GET", "POST"])
def child_out(request: PractitionerRequest, episode_id: uuid.UUID, child_id: uuid.UUID) -> HttpResponse:
    """Let a child leave an episode that goes on for the others."""
    episode = get_episode_or_404(request, episode_id)
    require(can_change_children(request.practitioner, episode))
    child = next((one for one in children_of(episode) if one.id == child_id), None)
    if child is None:
        raise Http404
    form = TakeChildOutForm(request.POST or None)
    if form.is_valid():
        form.apply(take_child_out, episode=episode, child=child, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, "The child was taken out.")
            return redirect("episodes:sharing", episode.id)
    return render_case(
        request,
        "episodes/start_child_out.html",
        episode,
        current="episodes:sharing",
        form=form,
        child=child,
        cancel_href=reverse("episodes:sharing", args=[episode.id]),
    )
