"""Writing what one was asked; or typing it for them, where they have no account."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.core.rulings import require
from opencaf.episodes.models import Contribution, Episode
from opencaf.episodes.operations.contributing import (
    Answered,
    keep_contribution,
    save_contribution,
    send_contribution,
)
from opencaf.episodes.permissions import can_assess, can_contribute
from opencaf.episodes.queries.contributions import (
    AskedBox,
    boxes_asked_of,
    boxes_typed_for,
    contribution_asked_of,
    contribution_with,
)
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.contributions import ContributedForm, ContributeForm
from opencaf.web.episodes.views.assessment_frame import render_assessment, saved_words, urgent_note
from opencaf.web.episodes.views.autosave import SOMEBODY_ELSE
from opencaf.web.shared.keeping import keeper_of
from opencaf.web.shared.markup import shown_time
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import (
    get_episode_or_404,
    get_episode_to_write_or_404,
    one_or_404,
    record_look_behind,
)

LATER = "later"
SENT = "Thank you. {who} can read it now. Until {day} you can change it and send it again."


@dataclass(frozen=True)
class Page:
    """Where somebody writes: what was asked, its boxes, and where its texts save themselves."""

    contribution: Contribution
    boxes: list[AskedBox]
    texts_href: str
    back_href: str


@require_http_methods(["GET", "POST"])
def contribute(request: PractitionerRequest, contribution_id: uuid.UUID) -> HttpResponse:
    """Write what one was asked: these parts, and no other page of the case."""
    contribution = one_or_404(contribution_asked_of(request.practitioner, contribution_id))
    record_look_behind(request, contribution.episode_id)
    boxes = boxes_asked_of(contribution)
    ruling = can_contribute(request.practitioner, contribution)
    if not ruling or not boxes:
        return over(request, contribution, ruling.reason)
    page = Page(
        contribution,
        boxes,
        reverse("episodes:contribute_texts", args=[contribution.id]),
        reverse("home:my_work"),
    )
    form = ContributeForm(request.POST or None, contribution=contribution, boxes=boxes)
    if is_saved(request, form, contribution):
        if request.POST.get("then") != LATER:
            day = in_words(contribution.answer_by)
            messages.success(request, SENT.format(who=contribution.recorded_by, day=day))
        return redirect("home:my_work")
    return render(
        request,
        "episodes/contribute.html",
        {**frame_of(request, page, form), "urgent_note": urgent_note(request.practitioner.authority)},
    )


def over(request: PractitionerRequest, contribution: Contribution, reason: str) -> HttpResponse:
    """Say why nothing can be written any more, and whom to ask."""
    if contribution.ended_on:
        reason = f"{contribution.get_ended_why_display()} on {in_words(contribution.ended_on)}."
    return render(
        request,
        "episodes/contribute_over.html",
        {"reason": reason, "asker": contribution.recorded_by, "sent_on": contribution.sent_on},
    )


@require_http_methods(["GET", "POST"])
def assessment_contribution(
    request: PractitionerRequest, episode_id: uuid.UUID, contribution_id: uuid.UUID
) -> HttpResponse:
    """Type for somebody what they were asked and say, such as on the telephone."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    contribution = one_or_404(contribution_with(episode, contribution_id))
    boxes = boxes_typed_for(contribution, withheld_from(request.practitioner, episode))
    arguments = [episode.id, contribution.id]
    back_href = reverse("episodes:assessment_contributions", args=[episode.id])
    texts_href = reverse("episodes:assessment_contribution_texts", args=arguments)
    page = Page(contribution, boxes, texts_href, back_href)
    form = ContributeForm(request.POST or None, contribution=contribution, boxes=boxes)
    if is_saved(request, form, contribution):
        messages.success(request, saved_words())
        return redirect(back_href)
    return render_assessment(
        request, "episodes/assessment/contribution.html", episode, **frame_of(request, page, form)
    )


def is_saved(request: PractitionerRequest, form: ContributeForm, contribution: Contribution) -> bool:
    """Save or send what was written; say whether it was done."""
    if not form.is_valid():
        return False
    by, texts, seen = request.practitioner, form.texts(), form.seen_by_name()
    if request.POST.get("then") == LATER:
        form.apply(keep_contribution, contribution=contribution, texts=texts, seen=seen, by=by)
    else:
        day = form.cleaned_data["sent_on"]
        form.apply(send_contribution, contribution=contribution, texts=texts, seen=seen, sent_on=day, by=by)
    return form.applied


def frame_of(request: PractitionerRequest, page: Page, form: ContributeForm) -> dict[str, Any]:
    """Return what both pages show."""
    return {
        "contribution": page.contribution,
        "form": form,
        "sections": form.sections(),
        "texts_href": page.texts_href,
        "keeper": keeper_of(request.user),
        "back_href": page.back_href,
    }


@require_POST
def contribute_texts(request: PractitionerRequest, contribution_id: uuid.UUID) -> HttpResponse:
    """Save what the asked one types."""
    contribution = one_or_404(contribution_asked_of(request.practitioner, contribution_id))
    return save_typed_texts(request, contribution, boxes_asked_of(contribution), None)


@require_POST
def assessment_contribution_texts(
    request: PractitionerRequest, episode_id: uuid.UUID, contribution_id: uuid.UUID
) -> HttpResponse:
    """Save what is typed for somebody."""
    episode = get_episode_to_write_or_404(request, episode_id)
    contribution = one_or_404(contribution_with(episode, contribution_id))
    boxes = boxes_typed_for(contribution, withheld_from(request.practitioner, episode))
    return save_typed_texts(request, contribution, boxes, episode)


def save_typed_texts(
    request: PractitionerRequest,
    contribution: Contribution,
    boxes: list[AskedBox],
    episode: Episode | None,
) -> HttpResponse:
    """Save texts that were touched; say when, and what somebody else has written there meanwhile."""
    if request.POST.get("keeper", "") not in ("", keeper_of(request.user).name):
        return JsonResponse({"refused": SOMEBODY_ELSE})
    form = ContributedForm(request.POST, boxes=boxes)
    form.is_valid()
    by = request.practitioner
    try:
        saved = save_contribution(contribution=contribution, texts=form.texts(), seen=form.seen(), by=by)
    except ValidationError as refusal:
        return JsonResponse({"refused": " ".join(refusal.messages)})
    if saved.clashing:
        record_look_behind(request, contribution.episode_id)
    return JsonResponse(answer_of(form, saved))


def answer_of(form: ContributedForm, saved: Answered) -> dict[str, Any]:
    """Return what the page says and remembers."""
    return {
        "at": shown_time(clock.now().astimezone(clock.LONDON)),
        "seen": {name: saved.seen[name] for name in form.texts() if name not in saved.clashing},
        "theirs": {name: {"text": saved.stands[name], "seen": saved.seen[name]} for name in saved.clashing},
        "who": "",
        "marks": {},
        "refused": form.too_long(),
    }
