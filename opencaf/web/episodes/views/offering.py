"""The lead offered: asked, taken back, accepted and declined; and who does the work without the title."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.models import Episode, LeadOffer
from opencaf.episodes.operations.coordinating import begin_coordinating, end_coordinating
from opencaf.episodes.operations.offering import accept_lead, decline_lead, offer_lead, take_back_offer
from opencaf.episodes.permissions import can_answer_offer, can_choose_lead, sees_offered_case
from opencaf.episodes.queries.directory import entries_of
from opencaf.episodes.queries.leading import offer_made_to, offer_of_case, work_of_case
from opencaf.episodes.queries.work import children_of
from opencaf.episodes.reads import lead_now
from opencaf.web.episodes.forms.offering import (
    AcceptForm,
    CoordinateEndForm,
    CoordinateForm,
    DeclineForm,
    OfferBackForm,
    OfferForm,
)
from opencaf.web.episodes.views.team import people_around
from opencaf.web.shared.case import render_case
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404, record_look_behind


@require_http_methods(["GET", "POST"])
def lead_offer(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Ask somebody to lead."""
    episode = get_episode_or_404(request, episode_id)
    require(can_choose_lead(request.practitioner, episode))
    current = next(iter(lead_now(episode.id)), None)
    form = OfferForm(
        request.POST or None,
        current=current,
        circle=people_around(episode),
        authority_id=episode.authority_id,
    )
    if form.is_valid():
        form.apply(offer_lead, episode=episode, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "They are asked. Until they answer, they see the summary and no more.")
            return redirect("episodes:lead", episode.id)
    directory = entries_of(episode.authority_id, with_agencies=False)
    return render_case(
        request,
        "episodes/lead_offer.html",
        episode,
        form=form,
        directory=directory,
        current_lead=current,
    )


@require_http_methods(["GET", "POST"])
def lead_offer_back(request: PractitionerRequest, episode_id: uuid.UUID, offer_id: uuid.UUID) -> HttpResponse:
    """Take an offer back."""
    episode = get_episode_or_404(request, episode_id)
    require(can_choose_lead(request.practitioner, episode))
    offer = one_or_404(offer_of_case(episode, offer_id))
    form = OfferBackForm(request.POST or None)
    if form.is_valid():
        form.apply(take_back_offer, offer=offer, **form.cleaned_data, by=request.practitioner)
    return after_form(request, episode, form, heading="Take back the offer", button="Take it back")


@require_http_methods(["GET", "POST"])
def lead_answer(request: PractitionerRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Read what one is asked to lead and what leading means, and accept."""
    offer = one_or_404(offer_made_to(request.practitioner, offer_id))
    record_look_behind(request, offer.episode_id)
    ruling = can_answer_offer(request.practitioner, offer)
    if not ruling:
        return over(request, offer, ruling.reason)
    form = AcceptForm(request.POST or None, is_handover=offer.is_handover)
    if form.is_valid():
        form.apply(accept_lead, offer=offer, **form.answers(), by=request.practitioner)
        if form.applied:
            messages.success(request, f"You are the {request.practitioner.authority.lead_title} now.")
            return redirect("episodes:lead", offer.episode_id)
    return render(request, "episodes/lead_answer.html", about(request, offer) | {"form": form})


@require_http_methods(["GET", "POST"])
def lead_decline(request: PractitionerRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Say that one will not lead, and why."""
    offer = one_or_404(offer_made_to(request.practitioner, offer_id))
    record_look_behind(request, offer.episode_id)
    ruling = can_answer_offer(request.practitioner, offer)
    if not ruling:
        return over(request, offer, ruling.reason)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        form.apply(decline_lead, offer=offer, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, f"{offer.offered_by} is told. Thank you for saying so.")
            return redirect("home:my_work")
    back = reverse("episodes:lead_answer", args=[offer.id])
    shown = {"form": form, "heading": "Decline the lead", "button": "Decline", "cancel_href": back}
    return render(request, "layouts/form.html", shown)


def over(request: PractitionerRequest, offer: LeadOffer, reason: str) -> HttpResponse:
    """Say what became of an offer that can no longer be answered."""
    return render(request, "episodes/lead_answer_over.html", {"reason": reason, "offer": offer})


def about(request: PractitionerRequest, offer: LeadOffer) -> dict[str, object]:
    """Return what somebody needs to decide: whom it is about, and the case itself where they see it."""
    children = children_of([offer.episode_id]).get(offer.episode_id, [])
    sees_case = sees_offered_case(request.practitioner, offer)
    return {"offer": offer, "children": children, "sees_case": sees_case}


@require_http_methods(["GET", "POST"])
def coordinate(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Note who does the work without the title."""
    episode = get_episode_or_404(request, episode_id)
    require(can_choose_lead(request.practitioner, episode))
    form = CoordinateForm(
        request.POST or None, circle=people_around(episode), authority_id=episode.authority_id
    )
    if form.is_valid():
        form.apply(begin_coordinating, episode=episode, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "It is noted who does the work.")
            return redirect("episodes:lead", episode.id)
    directory = entries_of(episode.authority_id, with_agencies=False)
    return render_case(request, "episodes/coordinate.html", episode, form=form, directory=directory)


@require_http_methods(["GET", "POST"])
def coordinate_end(request: PractitionerRequest, episode_id: uuid.UUID, work_id: uuid.UUID) -> HttpResponse:
    """Note that somebody no longer does the work."""
    episode = get_episode_or_404(request, episode_id)
    require(can_choose_lead(request.practitioner, episode))
    work = one_or_404(work_of_case(episode, work_id))
    form = CoordinateEndForm(request.POST or None)
    if form.is_valid():
        form.apply(end_coordinating, coordination=work, **form.cleaned_data, by=request.practitioner)
    return after_form(request, episode, form, heading="The work without the title ends", button="Save")


def after_form(
    request: PractitionerRequest, episode: Episode, form: OperationForm, *, heading: str, button: str
) -> HttpResponse:
    """Lead back to who leads when something is saved, or show the form."""
    if form.applied:
        messages.success(request, "Saved.")
        return redirect("episodes:lead", episode.id)
    back = reverse("episodes:lead", args=[episode.id])
    return render_case(
        request,
        "layouts/form.html",
        episode,
        form=form,
        heading=heading,
        button=button,
        cancel_href=back,
    )
