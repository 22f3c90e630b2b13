"""Guidance by question: what is said today, how it was said before, and writing it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.guidance.operations.versions import bring_guidance_back, save_guidance
from opencaf.guidance.permissions import can_write_guidance
from opencaf.guidance.queries.versions import (
    guided_questions,
    question_coded,
    version_with,
    versions_of,
)
from opencaf.web.guidance.forms import NOW, GuidanceForm
from opencaf.web.shared.deeds import Deed, answer, found
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest

LATER = (
    "Every text that is saved is kept as a version with its author and day, and can be brought back. Saved "
    "without words and shown, nothing stands beside the question."
)
SAVED = "It was saved as a version of its own."


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """Show every question with what is said about it."""
    by = request.practitioner
    shown = {"questions": guided_questions(by.authority_id), "can_write": can_write_guidance(by)}
    return render(request, "guidance/index.html", shown)


@require_GET
def question(request: PractitionerRequest, element: str) -> HttpResponse:
    """Show what is said about a question; to who writes it, every version too."""
    by = request.practitioner
    asked = found(question_coded(element, by.authority_id))
    versions = list(versions_of(element, by.authority_id))
    may_write = can_write_guidance(by)
    shown = {
        "question": asked,
        "shown": next((one for one in versions if one.is_shown), None),
        "versions": versions if may_write else [],
        "can_write": may_write,
    }
    return render(request, "guidance/question.html", shown)


@require_http_methods(["GET", "POST"])
def write(request: PractitionerRequest, element: str) -> HttpResponse:
    """Write what is said about a question, from the version that was saved last."""
    by = request.practitioner
    require(can_write_guidance(by))
    asked = found(question_coded(element, by.authority_id))
    last = versions_of(element, by.authority_id).first()
    form = GuidanceForm(request.POST or None, initial={"text": last.text if last else "", "show": NOW})
    back = reverse("guidance:question", args=[element])
    deed = Deed(asked.name, "Save", SAVED, back, LATER, title="Write guidance")
    if form.is_valid():
        form.apply(save_guidance, element=element, **form.answers, by=by)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def version(request: PractitionerRequest, guidance_id: uuid.UUID) -> HttpResponse:
    """Read one version, and show its words again."""
    by = request.practitioner
    require(can_write_guidance(by))
    one = found(version_with(guidance_id, by.authority_id))
    asked = question_coded(one.element, by.authority_id)
    back = reverse("guidance:question", args=[one.element]) if asked else reverse("guidance:index")
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(bring_guidance_back, version=one, by=by)
        if form.applied:
            messages.success(request, "It is shown again, as a version of its own.")
            return redirect(back)
    shown = {"version": one, "question": asked, "form": form, "back_href": back}
    return render(request, "guidance/version.html", shown)
