"""Help from the coordinator: asked and answered inside the case."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from opencaf.episodes.models import Episode, HelpRequest
from opencaf.episodes.operations.help import answer_help, ask_for_help
from opencaf.episodes.permissions import can_answer_help, can_write
from opencaf.episodes.queries.help import help_asked
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


def ask(request: PractitionerRequest, episode: Episode, asked: list[HelpRequest]) -> HttpResponse:
    """Let somebody who works with the family ask."""
    form = AskForHelpForm(request.POST or None) if can_write(request.practitioner, episode) else None
    if form and form.is_valid():
        form.apply(ask_for_help, episode=episode, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "Your question stands on the coordinator’s board.")
            return redirect("episodes:help", episode.id)
    return render_case(
        request, "episodes/help.html", episode, current=HERE, asked=asked, form=form, button="Ask"
    )


def answer(
    request: PractitionerRequest, episode: Episode, asked: list[HelpRequest], waiting: HelpRequest
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
        asked=asked,
        form=form,
        button="Answer",
        waits=True,
    )
