"""Feedback: giving it, reading and answering it, and looking again after three months."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.case_audit.models import Feedback
from opencaf.case_audit.operations.feedback import give_feedback, note_second_look, reply_to_feedback
from opencaf.case_audit.permissions import can_make_rounds, can_read_feedback, can_reply
from opencaf.case_audit.queries import feedback_with, items_of, reference_seen, round_told_of, themes_of
from opencaf.case_audit.results import paper_result
from opencaf.core.rulings import require
from opencaf.web.case_audit.forms import FeedbackForm, ReplyForm, SecondLookForm
from opencaf.web.case_audit.views.papers import paper_or_404
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import record_look_behind


@require_http_methods(["GET", "POST"])
def give(request: PractitionerRequest, paper_id: uuid.UUID) -> HttpResponse:
    """Tell who wrote and who leads what was good, and what can be better."""
    paper, sampled = paper_or_404(request, paper_id)
    themes = themes_of(request.practitioner)
    form = FeedbackForm(request.POST or None, themes=themes)
    back = reverse("case_audit:round", args=[paper.round_id])
    if form.is_valid():
        chosen = form.cleaned_data.get("themes", [])
        form.apply(
            give_feedback,
            sampled=sampled,
            good=form.cleaned_data["good"],
            better=form.cleaned_data["better"],
            themes=[theme for theme in themes if str(theme.id) in chosen],
            by=request.practitioner,
        )
        if form.applied:
            messages.success(
                request, "They find it under My work. You look at the case again in three months."
            )
            return redirect(back)
    result = paper_result(paper, items_of(paper.round.form))
    shown = {
        "form": form,
        "paper": paper,
        "sampled": sampled,
        "good": [one.item.wording for one in result.compared if one.stands in ("yes", "3")],
        "missing": [one.item.wording for one in result.compared if one.stands in ("no", "0", "1")],
        "button": "Give feedback",
        "cancel_href": back,
    }
    return render(request, "case_audit/feedback_give.html", shown)


@require_http_methods(["GET", "POST"])
def show(request: PractitionerRequest, feedback_id: uuid.UUID) -> HttpResponse:
    """Show feedback, and let those to whom it is answer."""
    feedback = feedback_or_404(request, feedback_id)
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        form.apply(
            reply_to_feedback, feedback=feedback, words=form.cleaned_data["words"], by=request.practitioner
        )
        if form.applied:
            messages.success(request, "Your answer is kept.")
            return redirect("case_audit:feedback", feedback.id)
    can_make = can_make_rounds(request.practitioner)
    round_id = round_told_of(feedback) if can_make else None
    shown = {
        "form": form,
        "feedback": feedback,
        "reference": reference_seen(request.practitioner, feedback.episode_id),
        "can_reply": can_reply(request.practitioner, feedback),
        "can_look_again": can_make and feedback.looked_on is None,
        "back": reverse("case_audit:round", args=[round_id]) if round_id else reverse("case_audit:mine"),
    }
    return render(request, "case_audit/feedback.html", shown)


@require_http_methods(["GET", "POST"])
def look_again(request: PractitionerRequest, feedback_id: uuid.UUID) -> HttpResponse:
    """Note what was found when the case was looked at again."""
    require(can_make_rounds(request.practitioner))
    feedback = feedback_or_404(request, feedback_id)
    form = SecondLookForm(request.POST or None)
    if form.is_valid():
        form.apply(
            note_second_look, feedback=feedback, words=form.cleaned_data["words"], by=request.practitioner
        )
        if form.applied:
            messages.success(request, "What you found is kept.")
            return redirect("case_audit:index")
    shown = {
        "form": form,
        "feedback": feedback,
        "reference": reference_seen(request.practitioner, feedback.episode_id),
        "button": "Save",
        "cancel_href": reverse("case_audit:index"),
    }
    return render(request, "case_audit/look_again.html", shown)


def feedback_or_404(request: PractitionerRequest, feedback_id: uuid.UUID) -> Feedback:
    """Return feedback for who may read it; the look is on the trail of the case."""
    feedback = feedback_with(request.practitioner, feedback_id)
    if feedback is None or not can_read_feedback(request.practitioner, feedback):
        raise Http404
    record_look_behind(request, feedback.episode_id)
    return feedback
