"""Rounds: the list, drawing one, its papers, asking scorers, and its end."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.case_audit.models import AuditRound
from opencaf.case_audit.operations.rounds import ask_scorers, close_round, draw_round, throw_round_away
from opencaf.case_audit.permissions import can_make_rounds, can_prepare
from opencaf.case_audit.queries import cases_behind, form_in_use, round_with, rounds_of, to_look_at_again
from opencaf.case_audit.results import result_of
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.web.case_audit.forms import DrawForm, ScorersForm
from opencaf.web.case_audit.showing import paper_lines
from opencaf.web.case_audit.views.forms import asked
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest

A_PAGE = 25


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """List the rounds, and what is to be looked at again after three months."""
    require(can_prepare(request.practitioner))
    can_make = can_make_rounds(request.practitioner)
    page = Paginator(rounds_of(request.practitioner), A_PAGE).get_page(request.GET.get("page"))
    again = to_look_at_again(request.practitioner, by=clock.today()) if can_make else []
    trail.record(
        "listed", subject_kind="case_audit", reason="index", episodes=[str(one.episode_id) for one in again]
    )
    shown = {
        "rounds": list(page),
        "pages": page_links(page, request),
        "again": again,
        "can_make": can_make,
        "form_in_use": form_in_use(request.practitioner.authority_id),
    }
    return render(request, "case_audit/index.html", shown)


@require_http_methods(["GET", "POST"])
def draw(request: PractitionerRequest) -> HttpResponse:
    """Ask which cases and how many, and draw them."""
    require(can_make_rounds(request.practitioner))
    form = DrawForm(request.POST or None, practitioner=request.practitioner)
    if form.is_valid():
        made = form.apply(draw_round, **form.asked(), by=request.practitioner)
        if made:
            messages.success(request, "The cases are drawn. Look each paper through, then ask scorers.")
            return redirect("case_audit:round", made.id)
    words = (
        "Shielded cases are never drawn, nor those of which the family keeps something from an agency. "
        "From each case a paper is made without names."
    )
    return asked(request, form, "Draw cases", words=words, button="Draw", back=reverse("case_audit:index"))


@require_GET
def show(request: PractitionerRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show a round with its papers; the look is on the trail of each case."""
    audit_round = round_or_404(request, round_id)
    behind = cases_behind(request.practitioner, audit_round)
    seen = [str(row.episode_id) for row in behind]
    trail.record("listed", subject_kind="case_audit", subject_id=audit_round.id, episodes=seen)
    result = result_of(audit_round)
    shown = {
        "round": audit_round,
        "lines": paper_lines(audit_round, result, behind),
        "settled": len(result.settled),
    }
    return render(request, "case_audit/round.html", shown)


@require_http_methods(["GET", "POST"])
def ask(request: PractitionerRequest, round_id: uuid.UUID) -> HttpResponse:
    """Ask people to score."""
    audit_round = round_or_404(request, round_id)
    form = ScorersForm(request.POST or None, authority_id=request.practitioner.authority_id)
    if form.is_valid():
        form.apply(
            ask_scorers,
            audit_round=audit_round,
            scorers=form.cleaned_data["scorers"],
            by=request.practitioner,
        )
        if form.applied:
            messages.success(request, "They find their papers under My work.")
            return redirect("case_audit:round", audit_round.id)
    words = "Look every paper through first: once scorers are asked, no more names can be masked."
    back = reverse("case_audit:round", args=[audit_round.id])
    return asked(request, form, "Ask scorers", words=words, button="Ask them", back=back)


@require_http_methods(["GET", "POST"])
def close(request: PractitionerRequest, round_id: uuid.UUID) -> HttpResponse:
    """Close a round."""
    audit_round = round_or_404(request, round_id)
    back = reverse("case_audit:round", args=[audit_round.id])
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(close_round, audit_round=audit_round, by=request.practitioner)
        if form.applied:
            messages.success(request, "The round is closed.")
            return redirect(back)
    words = "The papers are emptied and nobody reads a case by them any more. Answers and results stay."
    return asked(request, form, "Close this round", words=words, button="Close it", back=back)


@require_http_methods(["GET", "POST"])
def throw_away(request: PractitionerRequest, round_id: uuid.UUID) -> HttpResponse:
    """Throw a round away."""
    audit_round = round_or_404(request, round_id)
    back = reverse("case_audit:round", args=[audit_round.id])
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(throw_round_away, audit_round=audit_round, by=request.practitioner)
        if form.applied:
            messages.success(request, "The round is thrown away.")
            return redirect("case_audit:index")
    words = "The papers are emptied and nothing is scored. That it was drawn stays in the list."
    return asked(request, form, "Throw this round away", words=words, button="Throw it away", back=back)


def round_or_404(request: PractitionerRequest, round_id: uuid.UUID) -> AuditRound:
    """Return a round for who makes rounds; raises Http404 where there is none."""
    require(can_make_rounds(request.practitioner))
    found = round_with(request.practitioner, round_id)
    if found is None:
        raise Http404
    return found
