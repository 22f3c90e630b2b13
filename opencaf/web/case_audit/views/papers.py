"""Papers, for who makes rounds: looking them through, and settling where scorers differ."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.case_audit.models import Paper, SampledCase, Stage, Value
from opencaf.case_audit.operations.rounds import mask_more
from opencaf.case_audit.operations.scoring import settle_paper
from opencaf.case_audit.permissions import can_make_rounds
from opencaf.case_audit.queries import items_of, paper_with, sampled_of
from opencaf.case_audit.results import Compared, paper_result
from opencaf.core.rulings import require
from opencaf.web.case_audit.forms import MaskForm, SettleForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import record_look_behind


@require_http_methods(["GET", "POST"])
def look_through(request: PractitionerRequest, paper_id: uuid.UUID) -> HttpResponse:
    """Show a paper as scorers will read it, and mask what names somebody still."""
    paper, sampled = paper_or_404(request, paper_id)
    form = MaskForm(request.POST or None)
    if form.is_valid():
        form.apply(mask_more, paper=paper, words=form.cleaned_data["words"], by=request.practitioner)
        if form.applied:
            messages.success(request, "The words are masked.")
            return redirect("case_audit:paper", paper.id)
    shown = {
        "form": form,
        "paper": paper,
        "reference": sampled.episode.reference,
        "can_mask": paper.round.stage == Stage.DRAWN,
        "back": reverse("case_audit:round", args=[paper.round_id]),
    }
    return render(request, "case_audit/paper.html", shown)


@require_http_methods(["GET", "POST"])
def settle(request: PractitionerRequest, paper_id: uuid.UUID) -> HttpResponse:
    """Show both scorings side by side, and settle where they differ."""
    paper, _ = paper_or_404(request, paper_id)
    result = paper_result(paper, items_of(paper.round.form))
    back = reverse("case_audit:round", args=[paper.round_id])
    form = SettleForm(request.POST or None)
    if result.is_scored:
        for one in result.open:
            form.ask(one.item, hint=both_words(one), why="Why it stands")
    if form.is_valid():
        form.apply(
            settle_paper,
            paper=paper,
            given=form.given(),
            how=form.cleaned_data["how"],
            by=request.practitioner,
        )
        if form.applied:
            messages.success(request, "It is settled.")
            return redirect(back)
    shown = {
        "form": form,
        "paper": paper,
        "result": result,
        "parts": form.parts([one.item for one in result.open]),
        "settled": [one for one in result.compared if one.settled_why],
        "cancel_href": back,
    }
    return render(request, "case_audit/settle.html", shown)


def both_words(one: Compared) -> str:
    """Return what both answered, with their words; not who."""
    said = [
        f"{Value(value).label}{f' (“{why}”)' if why else ''}"
        for value, why in zip(one.answers, one.whys, strict=True)
    ]
    return f"First scorer: {said[0]}. Second scorer: {said[1]}."


def paper_or_404(request: PractitionerRequest, paper_id: uuid.UUID) -> tuple[Paper, SampledCase]:
    """Return a paper and its case for who makes rounds; the look is on the trail of the case."""
    require(can_make_rounds(request.practitioner))
    paper = paper_with(request.practitioner, paper_id)
    sampled = sampled_of(paper) if paper else None
    if paper is None or sampled is None:
        raise Http404
    record_look_behind(request, sampled.episode_id)
    return paper, sampled
