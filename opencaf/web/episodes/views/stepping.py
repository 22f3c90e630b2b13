"""The path to social care and back: the list, stepping up and down, and what becomes of each step."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.models import Episode, ThresholdStep
from opencaf.episodes.operations.stepping import (
    name_first_meeting,
    note_social_care_number,
    record_step_answer,
    record_step_feedback,
    step_down,
    step_up,
    take_back_step,
    take_back_step_answer,
)
from opencaf.episodes.permissions_stepping import (
    can_answer_step,
    can_follow_step,
    can_see_social_care_number,
    can_step,
)
from opencaf.episodes.queries.answering import people_who_may_answer
from opencaf.episodes.queries.packet_choices import packet_choices
from opencaf.episodes.queries.stepping import (
    meetings_to_name,
    numbers_of,
    path_of,
    social_care_teams,
    step_to_open,
)
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.stepping import (
    StepAnswerForm,
    StepDownForm,
    StepFeedbackForm,
    StepMeetingForm,
    StepNumberForm,
    StepUpForm,
    TakeBackForm,
)
from opencaf.web.shared.case import render_case, urgent_words
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404


@require_GET
def steps(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show the path: every step with its days, the latest first, and what can be done next."""
    episode = get_episode_or_404(request, episode_id)
    may_see_number = can_see_social_care_number(request.practitioner, episode)
    authority = request.practitioner.authority
    path = path_of(episode, authority, with_numbers=bool(may_see_number))
    return render_case(
        request,
        "episodes/steps.html",
        episode,
        path=path,
        to_answer=[one.step.id for one in path if can_answer_step(request.practitioner, one.step)],
        can_step=can_step(request.practitioner, episode),
        can_follow=can_follow_step(request.practitioner, episode),
        may_see_number=may_see_number,
        may_see_words=not withheld_from(request.practitioner, episode),
        urgent_note=urgent_words(authority),
    )


@require_http_methods(["GET", "POST"])
def step_up_page(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Send a case to social care."""
    episode = get_episode_or_404(request, episode_id)
    require(can_step(request.practitioner, episode))
    form = StepUpForm(
        request.POST or None,
        teams=social_care_teams(episode.authority_id),
        family=people_who_may_answer(episode),
        episode=episode,
        choices=packet_choices(episode),
        by=request.practitioner,
    )
    if form.is_valid():
        form.apply(step_up, episode=episode, by=request.practitioner, **form.answers())
    return after_step(
        request,
        episode,
        form,
        template="episodes/step_up.html",
        button="Record that it was sent",
        saved="The step-up is recorded. Download its packet and send it.",
    )


@require_http_methods(["GET", "POST"])
def step_down_page(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Record that social care hands a family back."""
    episode = get_episode_or_404(request, episode_id)
    require(can_step(request.practitioner, episode))
    form = StepDownForm(
        request.POST or None,
        teams=social_care_teams(episode.authority_id),
        family=people_who_may_answer(episode),
        meetings=meetings_to_name(episode),
    )
    if form.is_valid():
        form.apply(step_down, episode=episode, by=request.practitioner, **form.answers())
    return after_step(
        request,
        episode,
        form,
        template="episodes/step_down.html",
        button="Record the step-down",
        saved="The step-down is recorded. Ask the family again with whom to share.",
    )


@require_http_methods(["GET", "POST"])
def step_answer(request: PractitionerRequest, episode_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    """Record what social care decided."""
    step = step_to_answer(request, episode_id, step_id)
    form = StepAnswerForm(request.POST or None)
    if form.is_valid():
        form.apply(record_step_answer, step=step, by=request.practitioner, **form.cleaned_data)
    return after_step(request, step.episode, form, heading="Record what social care decided")


@require_http_methods(["GET", "POST"])
def step_feedback(request: PractitionerRequest, episode_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    """Record what whoever sent a step up was told."""
    step = step_to_answer(request, episode_id, step_id)
    known = "" if withheld_from(request.practitioner, step.episode) else step.would_have_helped
    form = StepFeedbackForm(request.POST or None, initial={"would_have_helped": known})
    if form.is_valid():
        form.apply(record_step_feedback, step=step, by=request.practitioner, **form.cleaned_data)
    return after_step(request, step.episode, form, heading="Record social care’s feedback")


@require_http_methods(["GET", "POST"])
def step_meeting(request: PractitionerRequest, episode_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    """Say which meeting was social care's last and the team's first."""
    step = step_to_follow(request, episode_id, step_id)
    form = StepMeetingForm(
        request.POST or None, meetings=meetings_to_name(step.episode), initial={"meeting": step.meeting_id}
    )
    if form.is_valid():
        form.apply(name_first_meeting, step=step, by=request.practitioner, **form.answers())
    return after_step(
        request, step.episode, form, heading="Name social care’s last and the team’s first meeting"
    )


@require_http_methods(["GET", "POST"])
def step_number(request: PractitionerRequest, episode_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    """Note social care's own number of the case, for coordinators and social care."""
    episode = get_episode_or_404(request, episode_id)
    require(can_see_social_care_number(request.practitioner, episode))
    step = one_or_404(step_to_open(episode, step_id))
    number = dict(numbers_of(episode)).get(step.id, "")
    form = StepNumberForm(request.POST or None, initial={"number": number})
    if form.is_valid():
        form.apply(note_social_care_number, step=step, by=request.practitioner, **form.cleaned_data)
    return after_step(request, episode, form, heading="Note social care’s number")


@require_http_methods(["GET", "POST"])
def step_take_back(request: PractitionerRequest, episode_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    """Take a step back that was recorded by mistake."""
    step = step_to_follow(request, episode_id, step_id)
    form = TakeBackForm(request.POST or None)
    if form.is_valid():
        form.apply(take_back_step, step=step, by=request.practitioner, **form.cleaned_data)
    return after_step(request, step.episode, form, heading="Take back this step", button="Take it back")


@require_http_methods(["GET", "POST"])
def step_answer_back(request: PractitionerRequest, episode_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    """Take an answer back that was recorded by mistake."""
    step = step_to_follow(request, episode_id, step_id)
    form = TakeBackForm(request.POST or None)
    if form.is_valid():
        form.apply(take_back_step_answer, step=step, by=request.practitioner, **form.cleaned_data)
    return after_step(
        request, step.episode, form, heading="Take back social care’s decision", button="Take it back"
    )


def step_to_follow(request: PractitionerRequest, episode_id: uuid.UUID, step_id: uuid.UUID) -> ThresholdStep:
    """Return a step of an episode to which the practitioner may add."""
    step = step_of(request, episode_id, step_id)
    require(can_follow_step(request.practitioner, step.episode))
    return step


def step_to_answer(request: PractitionerRequest, episode_id: uuid.UUID, step_id: uuid.UUID) -> ThresholdStep:
    """Return a step of which the practitioner may say what social care made of it."""
    step = step_of(request, episode_id, step_id)
    require(can_answer_step(request.practitioner, step))
    return step


def step_of(request: PractitionerRequest, episode_id: uuid.UUID, step_id: uuid.UUID) -> ThresholdStep:
    """Return a step of an episode that the practitioner sees."""
    episode = get_episode_or_404(request, episode_id)
    step: ThresholdStep = one_or_404(step_to_open(episode, step_id))
    step.episode = episode
    return step


def after_step(
    request: PractitionerRequest,
    episode: Episode,
    form: OperationForm,
    *,
    heading: str = "",
    template: str = "layouts/form.html",
    button: str = "Save",
    saved: str = "Saved.",
) -> HttpResponse:
    """Lead back to the path when something is saved, or show its page; heading names the plain one."""
    address = reverse("episodes:steps", args=[episode.id])
    if form.applied:
        messages.success(request, saved)
        return redirect(address)
    return render_case(
        request,
        template,
        episode,
        form=form,
        heading=heading,
        button=button,
        cancel_href=address,
        urgent_note=urgent_words(request.practitioner.authority),
    )
