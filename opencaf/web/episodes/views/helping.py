"""Help from the coordinator: asked and answered inside the case."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from opencaf.episodes.models import Episode, HelpRequest, Question
from opencaf.episodes.operations.help import answer_help, ask_for_help
from opencaf.episodes.permissions import can_answer_help, can_write
from opencaf.episodes.queries.help import help_asked
from opencaf.guidance.permissions import can_write_guidance
from opencaf.guidance.queries.versions import question_coded, questions_asked
from opencaf.web.episodes.forms.help import AnswerHelpForm, AskForHelpForm
from opencaf.web.shared.case import render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

HERE = "episodes:overview"


@require_http_methods(["GET", "POST"])
def help_page(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Ask the coordinator, answer as one, and read what was said before."""
    episode = get_episode_or_404(request, episode_id)
    asked = help_asked(episode)
    waiting = next((one for one in asked if one.answered_on is None), None)
    if waiting is None:
        return ask(request, episode, asked)
    return answer(request, episode, asked, waiting)


def ask(request: PractitionerRequest, episode: Episode, asked: Sequence[HelpRequest]) -> HttpResponse:
    """Let somebody who works with the family ask."""
    form = AskForHelpForm(request.POST or None) if can_write(request.practitioner, episode) else None
    about = question_about(request, episode)
    if form and form.is_valid():
        element = about.code if about else ""
        form.apply(
            ask_for_help, episode=episode, **form.cleaned_data, element=element, by=request.practitioner
        )
        if form.applied:
            messages.success(request, "Your question stands on the coordinator’s board.")
            return redirect("episodes:help", episode.id)
    return render_case(
        request,
        "episodes/help.html",
        episode,
        current=HERE,
        asked=with_questions(asked),
        form=form,
        button="Ask",
        about=about,
        can_guide=can_guide(request, episode),
    )


def answer(
    request: PractitionerRequest, episode: Episode, asked: Sequence[HelpRequest], waiting: HelpRequest
) -> HttpResponse:
    """Let a coordinator answer what waits."""
    form = AnswerHelpForm(request.POST or None) if can_answer_help(request.practitioner, episode) else None
    if form and form.is_valid():
        form.apply(answer_help, asked=waiting, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "Your answer is there. Whoever asked is told.")
            return redirect("episodes:help", episode.id)
    return render_case(
        request,
        "episodes/help.html",
        episode,
        current=HERE,
        asked=with_questions(asked),
        form=form,
        button="Answer",
        waits=True,
        can_guide=can_guide(request, episode),
    )


def question_about(request: PractitionerRequest, episode: Episode) -> Question | None:
    """Return the question of the form beside which somebody asks; None where they come from elsewhere."""
    code = request.GET.get("about", "")
    return question_coded(code, episode.authority_id) if code else None


def with_questions(asked: Sequence[HelpRequest]) -> list[tuple[HelpRequest, str]]:
    """Return what was asked, each with the name of the question of the form from which it was."""
    if not any(one.element for one in asked):
        return [(one, "") for one in asked]
    names = {question.code: question.name for question in questions_asked(asked[0].authority_id)}
    return [(one, names.get(one.element, "")) for one in asked]


def can_guide(request: PractitionerRequest, episode: Episode) -> bool:
    """Whether somebody may make guidance of an answer."""
    by = request.practitioner
    return bool(can_answer_help(by, episode) and can_write_guidance(by))
