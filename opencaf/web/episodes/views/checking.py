"""Looking at a completed assessment: agreeing, sending it back, and reading what was said."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from opencaf.core import clock
from opencaf.core.rulings import Ruling
from opencaf.episodes.models import Assessment, QualityCheck
from opencaf.episodes.operations.quality import check_assessment, look_again
from opencaf.episodes.permissions import can_assess, can_check_assessment
from opencaf.episodes.queries.assessment import Box, boxes_of_version, by_element, shown
from opencaf.episodes.queries.quality import checks_of, is_writer, said_about
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.checking import CheckForm
from opencaf.web.episodes.views.assessment import version_or_404
from opencaf.web.episodes.views.assessment_frame import is_completed, render_assessment
from opencaf.web.episodes.views.assessment_parts import WrittenDomain, concluding, written_domains
from opencaf.web.shared.forms import GovukBoundField, OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

HERE = "episodes:assessment_check"
AGREED = "You agreed. Whoever wrote it is told."
SENT_BACK = "It is sent back. Whoever wrote it is told, and reads your words beside the boxes."


@dataclass(frozen=True)
class Part:
    """One element to look at, with the box for what is to be done there."""

    element: Any
    field: GovukBoundField | None
    is_open: bool
    said: str


@require_http_methods(["GET", "POST"])
def assessment_check(request: PractitionerRequest, episode_id: uuid.UUID, version: int) -> HttpResponse:
    """Look at a completed version, or read what was said about it."""
    episode = get_episode_or_404(request, episode_id)
    hidden = withheld_from(request.practitioner, episode)
    boxes = shown(boxes_of_version(episode, version), hidden)
    looked_at = boxes[0].story.assessment if boxes else version_or_404(episode, version)
    checks = [one for one in checks_of(episode) if one.assessment_id == looked_at.id]
    waiting = next((one for one in checks if not one.verdict), None)
    # words that are sent when somebody else was quicker are refused by the operation, and so kept on the page
    asked = waiting or (checks[0] if checks and request.method == "POST" else None)
    ruling = ruling_of(request, looked_at, boxes) if asked else None
    elements = by_element(boxes)
    form = CheckForm(request.POST or None, parts=[one.question for one in elements]) if ruling else None
    if form and asked and form.is_valid():
        asked.assessment.episode = episode
        form.apply(check_assessment, check=asked, **form.answers(), by=request.practitioner)
        if form.applied:
            messages.success(request, AGREED if form.cleaned_data["verdict"] == "agreed" else SENT_BACK)
            return redirect("home:my_work")
    told = next((one for one in checks if one.looked_by_id), None)
    said = said_about(told, hidden) if told and not waiting else {}
    return render_assessment(
        request,
        "episodes/assessment/check.html",
        episode,
        assessment=looked_at,
        is_completed=is_completed(looked_at),
        checks=checks,
        waiting=waiting,
        told=told,
        whole=said.get("", ""),
        ruling=ruling,
        form=form,
        withheld=len(hidden),
        domains=parts_by_domain(written_domains(episode, elements), form, said),
        concluding=concluding(looked_at) if boxes else [],
        again=again_form(request, looked_at, checks),
        back_href=reverse("episodes:assessment", args=[episode.id]),
    )


def ruling_of(request: PractitionerRequest, looked_at: Assessment, boxes: Sequence[Box]) -> Ruling:
    """Return whether this person may look at a version that waits, and why."""
    has_written = is_writer(looked_at, request.practitioner, (box.story for box in boxes))
    return can_check_assessment(request.practitioner, looked_at, has_written=has_written)


def parts_by_domain(
    domains: Sequence[WrittenDomain], form: CheckForm | None, said: Mapping[str, str]
) -> list[tuple[str, list[Part]]]:
    """Return the elements of each domain, each with its box or with what was said about it."""
    found = []
    for domain in domains:
        codes = [(element, element.question.code) for element in domain.elements]
        parts = [
            Part(
                element,
                form.about(code) if form else None,
                is_open=form.is_open(code) if form else False,
                said=said.get(code, ""),
            )
            for element, code in codes
            if form or code in said
        ]
        if parts:
            found.append((domain.title, parts))
    return found


def again_form(
    request: PractitionerRequest, looked_at: Assessment, checks: Sequence[QualityCheck]
) -> OperationForm | None:
    """Return the button that asks for another look at what was sent back, for those who write."""
    is_last = looked_at.state == Assessment.State.COMPLETED
    was_sent_back = bool(checks) and checks[0].verdict == QualityCheck.Verdict.SENT_BACK
    if not is_last or not was_sent_back or not request.practitioner.authority.checks_assessments:
        return None
    return OperationForm() if can_assess(request.practitioner, looked_at.episode) else None


@require_POST
def assessment_look_again(request: PractitionerRequest, episode_id: uuid.UUID, version: int) -> HttpResponse:
    """Ask for another look at a version that was sent back."""
    episode = get_episode_or_404(request, episode_id)
    looked_at = version_or_404(episode, version)
    form = OperationForm(request.POST)
    checks = [one for one in checks_of(episode) if one.assessment_id == looked_at.id]
    if form.is_valid() and checks:
        check, today = checks[0], clock.today()
        check.episode = episode
        form.apply(look_again, check=check, ready_on=today, by=request.practitioner)
    if form.applied:
        messages.success(request, "It waits for another look.")
    for mistake in form.mistakes():
        messages.warning(request, mistake["text"])
    return redirect(HERE, episode.id, version)
