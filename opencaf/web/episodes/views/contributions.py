"""Asking others to write for an assessment: who was asked, asking, reminding, taking back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.episodes.models import Assessment, Contribution, Episode
from opencaf.episodes.operations.contributions import (
    ask_newcomer,
    ask_to_contribute,
    note_contribution_read,
    remind_contributor,
    withdraw_contribution,
)
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.assessment import elements_by_domain
from opencaf.episodes.queries.contributions import (
    agencies_to_ask,
    contribution_with,
    contributions_to,
    first_word,
)
from opencaf.episodes.queries.directory import entries_of
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.contributions import AskForm, RemindForm, WithdrawForm
from opencaf.web.episodes.views.assessment_frame import (
    is_completed,
    latest_or_404,
    refuse_who_sees_no_part,
    render_assessment,
)
from opencaf.web.episodes.views.team import people_around
from opencaf.web.shared.case import children_of, join_words
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

HERE = "episodes:assessment_contributions"


@require_GET
def assessment_contributions(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show who was asked to write, about what, and what came of it."""
    episode = get_episode_or_404(request, episode_id)
    refuse_who_sees_no_part(request, episode)
    version = latest_or_404(episode)
    several = len(children_of(episode)) > 1
    return render_assessment(
        request,
        "episodes/assessment/contributions.html",
        episode,
        asked=[shown(one, several=several) for one in contributions_to(version)],
        read_form=OperationForm(),
        can_ask=can_assess(request.practitioner, episode) and not is_completed(version),
        version=version,
        back_href=reverse("episodes:assessment", args=[episode.id]),
    )


def shown(contribution: Any, *, several: bool) -> dict[str, Any]:
    """Return a contribution as the list shows it."""
    names = [first_word(child["given"]) or "the baby" for child in contribution.about]
    return {
        "contribution": contribution,
        "about": join_words(names) if several else "",
        "elements": "; ".join(contribution.elements),
        "is_open": contribution.ended_on is None,
        "is_late": contribution.answer_by < clock.today() and contribution.sent_on is None,
    }


@require_http_methods(["GET", "POST"])
def assessment_ask(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Ask somebody to write about some parts."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    version = latest_or_404(episode)
    form = ask_form(request, episode, version)
    if form.is_valid():
        if form.is_for_newcomer:
            form.apply(ask_newcomer, assessment=version, **form.answers(), by=request.practitioner)
        else:
            form.apply(ask_to_contribute, assessment=version, **form.answers(), by=request.practitioner)
        if form.applied:
            messages.success(request, "They are asked. What they send will stand in My work.")
            return redirect(HERE, episode.id)
    return render_assessment(
        request,
        "episodes/assessment/ask.html",
        episode,
        form=form,
        directory=entries_of(episode.authority_id, with_agencies=False),
        back_href=reverse(HERE, args=[episode.id]),
    )


def ask_form(request: PractitionerRequest, episode: Episode, version: Assessment) -> AskForm:
    """Return the form with the parts that the one who asks sees themselves."""
    hidden = withheld_from(request.practitioner, episode)
    domains = elements_by_domain(version, hidden=hidden)
    parts = [(one.question.code, one.question.name) for elements in domains.values() for one in elements]
    circle = people_around(episode)
    return AskForm(
        request.POST or None,
        circle=circle,
        authority_id=episode.authority_id,
        parts=parts,
        children=circle.children,
        agencies=agencies_to_ask(episode, circle.children),
    )


def found(request: PractitionerRequest, episode: Episode, contribution_id: uuid.UUID) -> Contribution:
    """Return a contribution that somebody may change; raises Http404 for none of this episode."""
    require(can_assess(request.practitioner, episode))
    refuse_who_sees_no_part(request, episode)
    return one_or_404(contribution_with(episode, contribution_id))


@require_http_methods(["GET", "POST"])
def assessment_remind(
    request: PractitionerRequest, episode_id: uuid.UUID, contribution_id: uuid.UUID
) -> HttpResponse:
    """Ask again, until another day."""
    episode = get_episode_or_404(request, episode_id)
    contribution = found(request, episode, contribution_id)
    form = RemindForm(request.POST or None)
    if form.is_valid():
        form.apply(
            remind_contributor, contribution=contribution, **form.cleaned_data, by=request.practitioner
        )
        if form.applied:
            messages.success(request, "They are reminded.")
            return redirect(HERE, episode.id)
    return ask_once_more(request, episode, form, f"Remind {contribution.practitioner}", "Send the reminder")


@require_http_methods(["GET", "POST"])
def assessment_withdraw(
    request: PractitionerRequest, episode_id: uuid.UUID, contribution_id: uuid.UUID
) -> HttpResponse:
    """Take a question back."""
    episode = get_episode_or_404(request, episode_id)
    contribution = found(request, episode, contribution_id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        form.apply(
            withdraw_contribution, contribution=contribution, **form.cleaned_data, by=request.practitioner
        )
        if form.applied:
            messages.success(request, "The question is taken back. What was sent stays.")
            return redirect(HERE, episode.id)
    heading = f"Take back what you asked {contribution.practitioner}"
    return ask_once_more(request, episode, form, heading, "Take it back")


def ask_once_more(
    request: PractitionerRequest, episode: Episode, form: OperationForm, heading: str, button: str
) -> HttpResponse:
    """Return a page of one question and one button."""
    return render_assessment(
        request,
        "layouts/form.html",
        episode,
        form=form,
        heading=heading,
        button=button,
        cancel_href=reverse(HERE, args=[episode.id]),
    )


@require_POST
def assessment_contribution_read(
    request: PractitionerRequest, episode_id: uuid.UUID, contribution_id: uuid.UUID
) -> HttpResponse:
    """Note that what somebody sent was read."""
    episode = get_episode_or_404(request, episode_id)
    contribution = found(request, episode, contribution_id)
    form = OperationForm(request.POST)
    if form.is_valid():
        form.apply(note_contribution_read, contribution=contribution, by=request.practitioner)
    for mistake in form.mistakes():
        messages.warning(request, mistake["text"])
    return redirect(HERE, episode.id)
