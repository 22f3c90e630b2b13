"""Asking to see a record that one has found, and answering who asked."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.access.models import AccessRequest, Level
from opencaf.core.rulings import require
from opencaf.episodes.operations.asking_access import (
    ask_for_access,
    end_given_access,
    give_access,
    refuse_access,
)
from opencaf.episodes.permissions import can_answer_request, can_end_given_access
from opencaf.episodes.queries.access_requests import last_request, request_about
from opencaf.people.permissions import (
    can_ask_for_access,
    can_break_glass,
    can_see_child,
    can_see_summary,
    can_write_down_ground,
)
from opencaf.web.children.forms.asking import REFUSE, SUMMARY, AnswerForm, AskForm, EndForm
from opencaf.web.children.frame import child_header
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_child_or_404, get_found_child_or_404


@require_http_methods(["GET", "POST"])
def ask_access(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Ask to see a record; shows what was asked and answered before."""
    child = get_found_child_or_404(request, child_id)
    if can_see_child(request.practitioner, child):
        return redirect("children:show", child.id)
    require(can_ask_for_access(request.practitioner, child))
    form = AskForm(request.POST or None)
    if form.is_valid():
        form.apply(ask_for_access, child=child, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "Your request was sent.")
            return redirect("children:ask_access", child.id)
    shown = {
        "child": child,
        "form": form,
        "last": last_request(request.practitioner, child),
        "can_see_summary": can_see_summary(request.practitioner, child),
        "can_break_glass": can_break_glass(request.practitioner, child),
        "can_write_down_ground": can_write_down_ground(request.practitioner, child),
    }
    return render(request, "children/ask_access.html", shown)


@require_http_methods(["GET", "POST"])
def answer_access(request: PractitionerRequest, child_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Let somebody see a record until a day, or say why not."""
    child = get_child_or_404(request, child_id)
    asked = request_about(child, request_id)
    if asked is None:
        raise Http404
    require(can_answer_request(request.practitioner, asked))
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        send_answer(request, form, asked)
        if form.applied:
            messages.success(request, f"{asked.asked_by} will read your answer.")
            return redirect("home:my_work")
    shown = {"case_header": child_header(child), "child": child, "asked": asked, "form": form}
    return render(request, "children/answer_access.html", shown)


def send_answer(request: PractitionerRequest, form: AnswerForm, asked: AccessRequest) -> None:
    """Give the summary or everything until the day, or refuse it with the reason."""
    answers = form.cleaned_data
    said = {"request": asked, "reason": answers["reason"], "by": request.practitioner}
    if answers["answer"] == REFUSE:
        form.apply(refuse_access, **said)
    else:
        level = Level.SUMMARY if answers["answer"] == SUMMARY else Level.FULL
        form.apply(give_access, level=level, until=answers["until"], **said)


@require_http_methods(["GET", "POST"])
def end_given(request: PractitionerRequest, child_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """End before its last day what somebody was given to see."""
    child = get_child_or_404(request, child_id)
    asked = request_about(child, request_id)
    if asked is None or asked.answer != AccessRequest.Answer.GIVEN:
        raise Http404
    require(can_end_given_access(request.practitioner, asked))
    back = reverse(
        "episodes:sharing" if asked.episode_id else "children:show", args=[asked.episode_id or child.id]
    )
    form = EndForm(request.POST or None)
    if form.is_valid():
        form.apply(end_given_access, request=asked, by=request.practitioner)
        if form.applied:
            messages.success(request, f"{asked.asked_by} can no longer see this record for that reason.")
            return redirect(back)
    shown = {"case_header": child_header(child), "asked": asked, "form": form, "cancel_href": back}
    return render(request, "children/end_given.html", shown)
