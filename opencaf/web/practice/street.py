"""Practising: the street and its families, feedback, going in and out, and beginning anew."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.practice.families import STORY
from opencaf.practice.feedback import criteria_of, how_it_goes
from opencaf.practice.operations.streets import begin_street, begin_street_anew
from opencaf.practice.permissions import can_practise, can_see_learners
from opencaf.practice.queries import cases_here, street_of
from opencaf.web.practice import showing
from opencaf.web.practice.posts import at_work, go_back, go_to
from opencaf.web.shared.deeds import Deed, answer
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, page_name


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """Show what practising is, or, in the street, its families and what each is for."""
    if not request.practitioner.authority.is_practice:
        return outside(request)
    cases = cases_here(request.practitioner)
    ids = [str(case.id) for case in cases]
    trail.record("listed", subject_kind="practice_street", page=page_name(request), episodes=ids)
    story, task = STORY
    shown = {"families": showing.families_of(cases), "story": story, "task": task}
    return render(request, "practice/street.html", shown)


def outside(request: PractitionerRequest) -> HttpResponse:
    """Show what practising is to somebody at work."""
    who = request.practitioner
    shown = {"can_practise": can_practise(who), "can_see_learners": can_see_learners(who)}
    return render(request, "practice/index.html", {**shown, "street": street_of(who)})


@require_POST
def open_street(request: PractitionerRequest) -> HttpResponse:
    """Go into one's street; it is made where there is none."""
    who = request.practitioner
    require(can_practise(who))
    street = street_of(who) or begin_street(by=who)
    trail.record("practice_opened", subject_kind="practice_street", subject_id=street.id)
    go_to(request, street)
    return redirect("practice:index")


@require_POST
def leave(request: PractitionerRequest) -> HttpResponse:
    """Go back to one's work."""
    if request.practitioner.authority.is_practice:
        go_back(request)
        messages.success(request, "You are back at your work. What you see now is real.")
    return redirect("home:my_work")


@require_http_methods(["GET", "POST"])
def anew(request: PractitionerRequest) -> HttpResponse:
    """Clear one's street and make it anew."""
    form = OperationForm(request.POST or None)
    deed = Deed(
        "Begin the practice street anew?",
        "Begin anew",
        "The street is as it was at first. What you did there before is gone.",
        reverse("practice:index"),
        "Everything you wrote in your practice street goes, and cannot be brought back. "
        "The families are there again as at first. No real record is touched.",
        warns=True,
    )
    with at_work(request) as who:
        require(can_practise(who))
        if form.is_valid():
            form.apply(begin_street_anew, by=who)
        street = street_of(who)
    if form.applied and street:
        go_to(request, street)
    return answer(request, deed, form)


@require_GET
def feedback(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show what a practice case has of what a case audit looks for, and where to do what is missing."""
    if not request.practitioner.authority.is_practice:
        raise Http404
    episode = get_episode_or_404(request, episode_id)
    with at_work(request) as who:
        items = criteria_of(who.authority_id)
    shown = showing.feedback_on(episode, how_it_goes(episode, items))
    return render(request, "practice/feedback.html", shown)
