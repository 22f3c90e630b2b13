"""The packet of a step up: what goes to social care, as PDF and as JSON; taken away on the trail."""

from __future__ import annotations

import json
import uuid

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.episodes.models import Episode, ThresholdStep
from opencaf.episodes.permissions_stepping import can_take_packet
from opencaf.episodes.queries.areas import NOTHING, Areas
from opencaf.episodes.queries.assessment import boxes_of_version, shown
from opencaf.episodes.queries.conclusions import conclusions_of
from opencaf.episodes.queries.meetings import minutes_of
from opencaf.episodes.queries.plan import plan_without_words
from opencaf.episodes.queries.stepping import left_out_of_packet, people_of_decision, step_to_open
from opencaf.episodes.queries.withholding import sees_no_part, withheld_from
from opencaf.web.episodes.packet import Papers, as_blocks, as_data
from opencaf.web.episodes.taking import as_file, new_serial, note_taken, taken_words
from opencaf.web.shared.case import children_of, join_words, urgent_words
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.paper import Sheet, typeset
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

WAYS = {"pdf": "application/pdf", "json": "application/json"}


@require_GET
@confirmed_to_download("episodes:steps", "episode_id")
def step_packet(
    request: PractitionerRequest, episode_id: uuid.UUID, step_id: uuid.UUID, way: str
) -> HttpResponse:
    """Give the packet of a step up as a file."""
    episode = get_episode_or_404(request, episode_id)
    step: ThresholdStep = one_or_404(step_to_open(episode, step_id))
    if way not in WAYS or not step.is_up or step.taken_back_on:
        raise Http404
    step.episode = episode
    left_out = left_out_of_packet(step, frozenset(child.id for child in children_of(episode)))
    hidden = withheld_from(request.practitioner, episode)
    require(
        can_take_packet(request.practitioner, step, sees_everything=not hidden, may_go=left_out is not None)
    )
    serial = new_serial()
    note_taken(episode, "packet", by=request.practitioner, way=way, step=step.id, serial=serial)
    papers = papers_of(step, episode, left_out or NOTHING)
    write = pdf_of if way == "pdf" else json_of
    return as_file(write(request, papers, serial), kind=WAYS[way], name=f"step-up.{way}")


def papers_of(step: ThresholdStep, episode: Episode, left_out: Areas) -> Papers:
    """Read what a packet holds: the assessment without what is left out, and all that was chosen for it."""
    children, version = children_of(episode), step.assessment
    if version and sees_no_part(left_out, [child.id for child in children]):
        step.assessment = version = None
    decision = step.sharing_decision
    return Papers(
        step=step,
        episode=episode,
        children=children,
        boxes=shown(boxes_of_version(episode, version.version), left_out) if version else [],
        conclusions=conclusions_of(version) if version else None,
        plan=plan_without_words(episode) if step.with_plan else None,
        minutes=minutes_of(step.meeting) if step.meeting else None,
        decision_about=[row.person for row in people_of_decision(decision)] if decision else [],
    )


def json_of(request: PractitionerRequest, papers: Papers, serial: str) -> bytes:
    """Return a packet as JSON."""
    who = f"{request.practitioner}, {request.practitioner.agency}"
    data = as_data(papers, taken_by=who, taken_on=clock.today(), serial=serial)
    return json.dumps(data, indent=2, ensure_ascii=False).encode()


def pdf_of(request: PractitionerRequest, papers: Papers, serial: str) -> bytes:
    """Return a packet as PDF, with whose it is and when it was taken on every page."""
    authority = request.practitioner.authority
    names = join_words([child.full_name for child in papers.children])
    return typeset(
        Sheet(
            title=f"Step-up to social care: {names}",
            blocks=as_blocks(papers, urgent_words(authority)),
            foot=taken_words("Packet", serial, by=request.practitioner),
            across=str(papers.step.agency),
            author=str(authority),
        )
    )
