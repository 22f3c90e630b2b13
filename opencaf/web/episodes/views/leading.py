"""The lead professional: who led and leads, agreeing on one, handing over."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.models import Episode, LeadProfessional
from opencaf.episodes.operations.leading import agree_lead_professional, current_lead, hand_over_lead
from opencaf.episodes.operations.leading_back import take_back_lead
from opencaf.episodes.permissions import can_choose_lead
from opencaf.episodes.queries.directory import entries_of
from opencaf.episodes.queries.leading import around_lead, lead_before, took_over
from opencaf.episodes.queries.meetings import held_meetings
from opencaf.episodes.queries.team import leads_of
from opencaf.web.episodes.forms.leading import AgreeLeadForm, HandOverForm, TakeBackLeadForm
from opencaf.web.episodes.views.team import people_around
from opencaf.web.shared.afterwards import to_page_of_case
from opencaf.web.shared.case import render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404


@require_http_methods(["GET", "POST"])
def lead(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show who led and leads; agree on the first or hand over."""
    episode = get_episode_or_404(request, episode_id)
    leads = leads_of(episode)
    current = next((one for one in leads if one.ended_on is None), None)
    ruling = can_choose_lead(request.practitioner, episode)
    if request.method == "POST":
        require(ruling)
    form = form_for(request, episode, current) if ruling else None
    if form and form.is_valid() and apply(request, episode, current, form):
        messages.success(request, f"The {request.practitioner.authority.lead_title} is noted.")
        ended = "Your part in the case, and with it your access, has ended."
        return to_page_of_case(request, episode, "episodes:lead", ended=ended)
    return render_case(
        request,
        "episodes/lead.html",
        episode,
        form=form,
        leads=leads,
        current_lead=current,
        around=around_lead(episode),
        ruling=ruling,
        took_over=bool(ruling and current and took_over(current, leads)),
        directory=entries_of(episode.authority_id, with_agencies=False) if form else [],
    )


def form_for(request: PractitionerRequest, episode: Episode, current: LeadProfessional | None) -> Any:
    """Return the form to agree on the first lead, or to hand over where somebody leads."""
    form = HandOverForm if current else AgreeLeadForm
    return form(
        request.POST or None,
        meetings=held_meetings(episode),
        circle=people_around(episode),
        authority_id=episode.authority_id,
    )


def apply(
    request: PractitionerRequest, episode: Episode, current: LeadProfessional | None, form: Any
) -> bool:
    """Do what the form asks and say whether it was done."""
    if current:
        form.apply(hand_over_lead, episode=episode, **form.cleaned_data, by=request.practitioner)
    else:
        form.apply(agree_lead_professional, episode=episode, **form.cleaned_data, by=request.practitioner)
    return bool(form.applied)


@require_http_methods(["GET", "POST"])
def lead_take_back(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Take back a handover that was noted by mistake."""
    episode = get_episode_or_404(request, episode_id)
    require(can_choose_lead(request.practitioner, episode))
    wrong = current_lead(episode)
    before = one_or_404([one for one in [wrong and lead_before(wrong)] if one])
    form = TakeBackLeadForm(request.POST or None)
    if form.is_valid():
        form.apply(take_back_lead, episode=episode, **form.cleaned_data, by=request.practitioner)
    if form.applied:
        title = request.practitioner.authority.lead_title
        messages.success(request, f"{before.practitioner} is the {title} as before.")
        ended = "Your part in the case, and with it your access, has ended."
        return to_page_of_case(request, episode, "episodes:lead", ended=ended)
    return render_case(
        request,
        "episodes/lead_take_back.html",
        episode,
        form=form,
        wrong=wrong,
        before=before,
        button="Take it back",
        cancel_href=reverse("episodes:lead", args=[episode.id]),
    )
