"""The page of a domain: every element with its boxes and marks, saved in one go."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.episodes.elements import Domain
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.marks import mark_not_relevant
from opencaf.episodes.operations.stories import save_domain
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.assessment import (
    Box,
    boxes_of,
    boxes_of_draft,
    earlier_boxes,
    shown,
    writers_of,
)
from opencaf.episodes.queries.chronology import events_of
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.guidance.queries.versions import words_for
from opencaf.web.episodes.forms.assessment_domain import DomainForm
from opencaf.web.episodes.forms.assessment_not_relevant import NotRelevantForm
from opencaf.web.episodes.forms.assessment_sections import Section
from opencaf.web.episodes.views.assessment_frame import (
    NONE_SHOWN,
    is_completed,
    latest_or_404,
    render_assessment,
    saved_words,
)
from opencaf.web.episodes.views.assessment_parts import SHORT
from opencaf.web.episodes.views.files_beside import cards_beside, day_on_paper, of_no_part, with_cards
from opencaf.web.shared.case import children_of
from opencaf.web.shared.keeping import keeper_of
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

STAY = "stay"


@require_http_methods(["GET", "POST"])
def assessment_domain(request: PractitionerRequest, episode_id: uuid.UUID, domain: str) -> HttpResponse:
    """Write the boxes and marks of one domain."""
    episode = get_episode_or_404(request, episode_id)
    if request.method == "GET":
        require(can_assess(request.practitioner, episode))
    hidden = withheld_from(request.practitioner, episode)
    boxes = boxes_or_404(episode, domain, hidden)
    version = boxes[0].story.assessment
    if request.method == "GET" and is_completed(version):
        return redirect("episodes:assessment_show", episode.id, version.version)
    cards = cards_beside(version, hidden) if request.method == "GET" else []
    form = DomainForm(
        request.POST or None,
        boxes=boxes,
        writers=writers_of(episode, request.practitioner),
        earlier=earlier_boxes(episode, domain, before=version.version, hidden=hidden)
        if version.version > 1
        else (),
        events=events_of(episode, [child.id for child in children_of(episode)], hidden=hidden),
        written_on=day_on_paper(cards),
    )
    if form.is_valid():
        answers = form.answers()
        form.apply(save_domain, assessment=version, domain=domain, by=request.practitioner, **answers)
        if form.applied:
            messages.success(request, saved_words())
            if request.POST.get("then") == STAY or answers["regrouping"]:
                return redirect("episodes:assessment_domain", episode.id, domain)
            return redirect("episodes:assessment", episode.id)
    if request.method == "POST":  # shown again; a save that succeeds reads no files
        cards = cards_beside(version, hidden)
    return render_assessment(
        request,
        "episodes/assessment/domain.html",
        episode,
        form=form,
        sections=with_guidance(with_cards(form.sections(), cards), episode.authority_id),
        scans=of_no_part(cards),
        keeper=keeper_of(request.user),
        version_number=version.version,
        withheld=len(hidden),
        heading=SHORT[Domain(domain)],
        domain=domain,
        back_href=reverse("episodes:assessment", args=[episode.id]),
    )


def boxes_or_404(episode: Episode, domain: str, hidden: Areas) -> list[Box]:
    """Return the boxes of a domain: of the version that is being written, else of the last completed one.

    Raises PermissionDenied where the family lets somebody's agency see none of them.
    """
    if domain not in Domain.values:
        raise Http404
    boxes = boxes_of_draft(episode, domain, hidden=hidden)
    if boxes:
        return boxes
    version = latest_or_404(episode)
    boxes = shown(boxes_of(version, domain=domain), hidden)
    if not boxes and hidden:
        raise PermissionDenied(NONE_SHOWN)
    if not boxes:
        raise Http404
    for box in boxes:
        box.story.assessment = version
    return boxes


def with_guidance(sections: Sequence[Section], authority_id: uuid.UUID) -> list[Section]:
    """Return the elements of a page, each with what the authority says about it: one statement for all."""
    words = words_for([section.question.code for section in sections], authority_id)
    return [replace(section, guidance=words.get(section.question.code, "")) for section in sections]


@require_http_methods(["GET", "POST"])
def assessment_not_relevant(request: PractitionerRequest, episode_id: uuid.UUID, domain: str) -> HttpResponse:
    """Mark what has no mark yet in a domain as not relevant, in one step."""
    episode = get_episode_or_404(request, episode_id)
    require(can_assess(request.practitioner, episode))
    if domain not in Domain.values:
        raise Http404
    version = latest_or_404(episode)
    back = reverse("episodes:assessment_domain", args=[episode.id, domain])
    form = NotRelevantForm(request.POST or None, children=children_of(episode), domain=domain)
    if form.is_valid():
        by, today = request.practitioner, clock.today()
        form.apply(
            mark_not_relevant, assessment=version, domain=domain, marked_on=today, by=by, **form.answers()
        )
        if form.applied:
            messages.success(request, saved_words())
            return redirect(back)
    heading = f"“{SHORT[Domain(domain)]}” is not relevant now"
    return render_assessment(
        request,
        "episodes/assessment/not_relevant.html",
        episode,
        form=form,
        heading=heading,
        button="Mark as not relevant",
        cancel_href=back,
    )
