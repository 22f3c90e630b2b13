"""Noting what parents and young people mark themselves."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.own_marks import give_own_marks
from opencaf.episodes.permissions import can_note_own_marks
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.own_marks import own_answers, own_occasions
from opencaf.episodes.queries.team import Circle, family_known
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.own_marks import OwnMarksForm, WhoMarksForm
from opencaf.web.episodes.views.assessment_frame import render_assessment
from opencaf.web.shared.case import remember_children
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404


@require_http_methods(["GET", "POST"])
def own_marks(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Choose who marks about whom and when; then note their marks."""
    episode = get_episode_or_404(request, episode_id)
    require(can_note_own_marks(request.practitioner, episode))
    hidden = withheld_from(request.practitioner, episode)
    who = chooser(request, episode)
    form = marks_form(request, who.cleaned_data, hidden) if who.is_valid() else None
    if form and form.is_valid():
        chosen = who.cleaned_data
        form.apply(
            give_own_marks,
            occasion=chosen["occasion"].source,
            person=chosen["who"],
            by=request.practitioner,
            **form.answers(),
        )
        if form.applied:
            messages.success(request, "The marks are noted, beside those of the others.")
            return redirect("episodes:concern_map", episode.id)
    return render_assessment(
        request,
        "episodes/own_marks.html",
        episode,
        who=who,
        form=form,
        chosen=who.cleaned_data if form else {},
        withheld=len(hidden),
        back_href=reverse("episodes:assessment", args=[episode.id]),
    )


def chooser(request: PractitionerRequest, episode: Episode) -> WhoMarksForm:
    """Return the form that asks who marks, with the family and the occasions."""
    family = Circle(family=family_known(episode), practitioners=[])
    remember_children(episode, family.children)
    return WhoMarksForm(
        request.GET or None,
        family=family.family,
        children=family.children,
        occasions=own_occasions(episode),
    )


def marks_form(request: PractitionerRequest, chosen: dict[str, Any], hidden: Areas) -> OwnMarksForm:
    """Return the form of one person's marks about one child, with what they marked before."""
    occasion, child = chosen["occasion"], chosen["about"]
    standing = own_answers(occasion, chosen["who"], child, hidden=hidden)
    return OwnMarksForm(
        request.POST or None, child=child, occasion=occasion, standing=standing, hidden=hidden
    )
