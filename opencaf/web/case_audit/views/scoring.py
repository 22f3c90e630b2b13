"""Scoring: what somebody is asked to score, and the paper with its questions."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.case_audit.models import AuditItem, Scoring
from opencaf.case_audit.operations.scoring import save_answers
from opencaf.case_audit.permissions import can_prepare, can_score, can_score_at_all
from opencaf.case_audit.queries import case_behind, feedback_of, items_of, own_scoring, to_score
from opencaf.core.rulings import require
from opencaf.web.case_audit.forms import AnswersForm
from opencaf.web.case_audit.showing import seen_words
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import record_look_behind


@require_GET
def mine(request: PractitionerRequest) -> HttpResponse:
    """List the papers that somebody is asked to score, and the feedback to their work."""
    require(can_score_at_all(request.practitioner))
    told = feedback_of(request.practitioner)
    trail.record(
        "listed", subject_kind="case_audit", reason="mine", episodes=[str(one.episode_id) for one in told]
    )
    shown = {
        "waiting": to_score(request.practitioner),
        "told": told,
        "can_prepare": can_prepare(request.practitioner),
    }
    return render(request, "case_audit/mine.html", shown)


@require_http_methods(["GET", "POST"])
def score(request: PractitionerRequest, paper_id: uuid.UUID) -> HttpResponse:
    """Show a case without names with the questions of the form, and keep the answers."""
    scoring = scoring_or_404(request, paper_id)
    paper, items = scoring.paper, items_of(scoring.paper.round.form)
    form = questions(request, scoring, items)
    if form.is_valid():
        finish = "finish" in request.POST
        form.apply(save_answers, scoring=scoring, given=form.given(), finish=finish, by=request.practitioner)
        if form.applied:
            messages.success(request, "You have scored it." if finish else "Your answers are kept.")
            return redirect("case_audit:mine" if finish else reverse("case_audit:score", args=[paper.id]))
    shown = {"form": form, "paper": paper, "parts": form.parts(items)}
    return render(request, "case_audit/score.html", shown)


def questions(request: PractitionerRequest, scoring: Scoring, items: list[AuditItem]) -> AnswersForm:
    """Return the form of a paper: what was answered, or else what the record says."""
    seen = scoring.paper.seen
    given = {answer.item_id: answer for answer in scoring.answers.all()}
    form = AnswersForm(request.POST or None)
    for item in items:
        answer = given.get(item.pk)
        form.ask(
            item,
            hint=seen_words(item, seen),
            initial=answer.value if answer else seen[item.code][0] if item.code in seen else "",
            why="If that is not so: why" if item.code in seen else "",
            said=answer.why if answer else "",
        )
    return form


def scoring_or_404(request: PractitionerRequest, paper_id: uuid.UUID) -> Scoring:
    """Return what somebody is asked to score; the look is on the trail of the case, whichever it is.

    Raises Http404 where they are not asked, or the paper is shut.
    """
    scoring = own_scoring(request.practitioner, paper_id)
    behind = case_behind(paper_id) if scoring else None
    if scoring is None or behind is None:
        raise Http404
    require(can_score(request.practitioner, scoring))
    record_look_behind(request, behind)
    return scoring
