"""Who waits to be asked: a link, a paper, answers typed in from one, and a decline."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.voices.codes import ENGLISH, LINK_WEEKS, Kind, Moment
from opencaf.voices.models import Asked
from opencaf.voices.operations.asking import ask_about, give_link, note_decline, type_in
from opencaf.voices.permissions import can_ask
from opencaf.voices.queries.asking import asked_with, waiting
from opencaf.voices.queries.questionnaires import languages_of, worded
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.paper import typeset
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import record_look
from opencaf.web.shared.who import Who, who_of
from opencaf.web.voices.forms import AddForm, TypeInForm
from opencaf.web.voices.sheet import sheet_of

A_PAGE = 50
GIVEN, FOR_PAPER = "voice_link", "voice_link_for_paper"


@require_GET
def listed(request: PractitionerRequest) -> HttpResponse:
    """List who has not answered yet, the oldest first; the look is on the trail."""
    require(can_ask(request.practitioner))
    page = Paginator(waiting(request.practitioner), A_PAGE).get_page(request.GET.get("page"))
    seen = [str(row.episode_id) for row in page]
    trail.record("listed", subject_kind="voices", reason="asked", episodes=seen)
    shown = {
        "rows": [line_of(row) for row in page],
        "count": page.paginator.count,
        "pages": page_links(page, request),
    }
    return render(request, "voices/asked.html", shown)


def line_of(row: Asked) -> dict[str, Any]:
    """Return somebody who is asked, as the list and the pages about them show them."""
    return {
        "href": reverse("voices:asked_one", args=[row.id]),
        "kind": row.get_kind_display(),
        "moment": row.get_moment_display(),
        "reference": row.episode.reference,
        "who": whom(row),
        "practitioner": row.practitioner,
        "expires_on": row.expires_on,
        "is_over": row.expires_on is not None and row.expires_on < clock.today(),
    }


def whom(row: Asked) -> Who:
    """Return the child who is asked, or else the children of the case."""
    if row.child:
        return who_of(row.episode, [row.child.child])
    return who_of(row.episode, [one.child for one in row.episode.episode_children.all()])


@require_http_methods(["GET", "POST"])
def add(request: PractitionerRequest) -> HttpResponse:
    """Ask the people of a case at a moment."""
    require(can_ask(request.practitioner))
    form = AddForm(request.POST or None)
    if form.is_valid():
        chosen = form.cleaned_data
        form.apply(
            ask_about,
            reference=chosen["reference"],
            kind=Kind(chosen["kind"]),
            moment=Moment(chosen["moment"]),
            asked_on_day=clock.today(),
            by=request.practitioner,
        )
        if form.applied:
            messages.success(request, "They are on the list. Give them a link or a paper.")
            return redirect("voices:asked")
    shown = {"form": form, "cancel_href": reverse("voices:asked"), "button": "Put on the list"}
    return render(request, "voices/asked_add.html", shown)


@require_GET
def one(request: PractitionerRequest, asked_id: uuid.UUID) -> HttpResponse:
    """Show somebody who is asked, and the ways to ask them."""
    return about(request, "voices/asked_one.html", asked_or_404(request, asked_id))


@require_http_methods(["GET", "POST"])
def link(request: PractitionerRequest, asked_id: uuid.UUID) -> HttpResponse:
    """Make a link, to send or to say; it is shown once."""
    asked = asked_or_404(request, asked_id)
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        secret = form.apply(give_link, asked=asked, given_on=clock.today(), by=request.practitioner)
        if secret:
            request.session[GIVEN] = {"asked": str(asked.id), "link": address_of(asked, secret)}
            return redirect("voices:asked_link", asked.id)
    shown = link_kept(request, asked, GIVEN)
    if shown:
        request.session[FOR_PAPER] = {"asked": str(asked.id), "link": shown}
    return about(request, "voices/asked_link.html", asked, form=form, link=shown, weeks=LINK_WEEKS)


def link_kept(request: PractitionerRequest, asked: Asked, place: str) -> str:
    """Return the link that was just made for somebody, and keep it no longer; nothing where there is none."""
    kept = request.session.pop(place, {})
    return str(kept["link"]) if kept.get("asked") == str(asked.id) else ""


def address_of(asked: Asked, secret: str) -> str:
    """Return the whole address of a link."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('voices:answer', args=[asked.authority_id, secret])}"


@require_GET
def paper(request: PractitionerRequest, asked_id: uuid.UUID) -> HttpResponse:
    """Give the questions as a file to print, with the link that was made just before, if one was."""
    asked = asked_or_404(request, asked_id)
    link = link_kept(request, asked, FOR_PAPER)
    sheet = sheet_of(worded(asked.questionnaire_id), request.practitioner.authority, link, asked.expires_on)
    response = HttpResponse(typeset(sheet), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="questions.pdf"'
    return response


@require_http_methods(["GET", "POST"])
def type_it_in(request: PractitionerRequest, asked_id: uuid.UUID) -> HttpResponse:
    """Type in the answers that came on paper."""
    asked = asked_or_404(request, asked_id)
    languages = languages_of(asked.questionnaire_id)
    form = TypeInForm(request.POST or None, asked=worded(asked.questionnaire_id), languages=languages)
    if form.is_valid():
        language = form.cleaned_data.get("language") or ENGLISH
        form.apply(type_in, asked=asked, language=language, said=form.said, by=request.practitioner)
        if form.applied:
            messages.success(request, "The answers are kept, apart from the case. Destroy the paper.")
            return redirect("voices:asked")
    return about(request, "voices/asked_type_in.html", asked, form=form)


@require_http_methods(["GET", "POST"])
def decline(request: PractitionerRequest, asked_id: uuid.UUID) -> HttpResponse:
    """Note that somebody would rather not be asked."""
    asked = asked_or_404(request, asked_id)
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(note_decline, asked=asked, by=request.practitioner)
        if form.applied:
            messages.success(request, "They are not asked again.")
            return redirect("voices:asked")
    return about(request, "voices/asked_decline.html", asked, form=form)


def asked_or_404(request: PractitionerRequest, asked_id: uuid.UUID) -> Asked:
    """Return somebody who waits to be asked, and note the look at their case; raises Http404."""
    require(can_ask(request.practitioner))
    asked = asked_with(request.practitioner, asked_id)
    if asked is None:
        raise Http404
    record_look(request, asked.episode)
    return asked


def about(request: PractitionerRequest, template: str, asked: Asked, **values: Any) -> HttpResponse:
    """Render a page about somebody who is asked."""
    back = reverse("voices:asked_one", args=[asked.id])
    return render(request, template, {"asked": asked, "line": line_of(asked), "cancel_href": back, **values})
