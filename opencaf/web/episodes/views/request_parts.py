"""What goes to a service with a request: chosen when it is sent, changed later, seen, and taken on paper."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import Ruling, require
from opencaf.episodes.models import ServiceRequest
from opencaf.episodes.operations.request_parts import change_parts
from opencaf.episodes.operations.requests import send_request
from opencaf.episodes.permissions_services import can_take_papers
from opencaf.episodes.queries.request_parts import Offered, key_of, parts_going, parts_offered
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.episodes.request_told import told_with
from opencaf.web.episodes.forms.request_parts import PartsForm, SendForm
from opencaf.web.episodes.request_paper import blocks_of
from opencaf.web.episodes.request_words import Told, names_of, sections_of
from opencaf.web.episodes.taking import as_file, new_serial, note_taken, taken_words
from opencaf.web.episodes.views.requests import after_step, find_request, known_already
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.paper import Sheet, typeset
from opencaf.web.shared.requests import PractitionerRequest


@require_http_methods(["GET", "POST"])
def request_send(request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Send a request, with what is chosen for it."""
    asked = find_request(request, episode_id, request_id)
    offered = offered_to(request, asked)
    form = SendForm(
        request.POST or None, offered=offered, ticked=offered.fitting, initial=known_already(asked)
    )
    if form.is_valid():
        form.apply(send_request, request=asked, by=request.practitioner, **form.answers())
    template = "episodes/request_parts.html"
    return after_step(request, asked, form, "Send the request", template=template, offered=offered)


@require_http_methods(["GET", "POST"])
def request_parts(request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Let more or less go with a request that was sent."""
    asked = find_request(request, episode_id, request_id)
    offered = offered_to(request, asked)
    form = PartsForm(
        request.POST or None, offered=offered, ticked=[key_of(part) for part in parts_going(asked)]
    )
    if form.is_valid():
        form.apply(change_parts, request=asked, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, "Saved. They see it so from now on.")
            return redirect("episodes:request_goes", asked.episode_id, asked.id)
    template = "episodes/request_parts.html"
    return after_step(request, asked, form, "Change what goes", template=template, offered=offered)


@require_GET
def request_goes(request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Show what goes to a service, as whoever works there sees it."""
    asked = find_request(request, episode_id, request_id)
    told = told_with(asked.id)
    return render_case(
        request,
        "episodes/request_goes.html",
        asked.episode,
        current="episodes:services",
        asked=asked,
        sections=sections_of(told, request.practitioner.authority.lead_title) if told else [],
        papers=papers_ruling(request, asked, told),
    )


@require_GET
@confirmed_to_download("episodes:request_goes", "episode_id", "request_id")
def request_papers(
    request: PractitionerRequest, episode_id: uuid.UUID, request_id: uuid.UUID
) -> HttpResponse:
    """Give what goes to a service on paper, for one that has no accounts here."""
    asked = find_request(request, episode_id, request_id)
    told = told_with(asked.id)
    require(papers_ruling(request, asked, told))
    serial = new_serial()
    note_taken(asked.episode, "request", by=request.practitioner, way="pdf", request=asked.id, serial=serial)
    return as_file(pdf_of(request, told or {}, serial), kind="application/pdf", name="request.pdf")


def offered_to(request: PractitionerRequest, asked: ServiceRequest) -> Offered:
    """Return what can go with a request, as far as whoever chooses sees it."""
    hidden = withheld_from(request.practitioner, asked.episode)
    return parts_offered(asked, children_of(asked.episode), hidden)


def papers_ruling(request: PractitionerRequest, asked: ServiceRequest, told: Told | None) -> Ruling:
    """Return whether somebody may take the papers of a request away."""
    return can_take_papers(
        request.practitioner,
        asked.episode,
        sees_all_of_it=not withheld_from(request.practitioner, asked.episode),
        goes=told is not None,
    )


def pdf_of(request: PractitionerRequest, told: Told, serial: str) -> bytes:
    """Return the papers as PDF, with who took them and when on every page."""
    authority = request.practitioner.authority
    return typeset(
        Sheet(
            title=f"{told['service']}: {names_of(told)}",
            blocks=blocks_of(told, authority),
            foot=taken_words("Papers", serial, by=request.practitioner),
            author=str(authority),
        )
    )
