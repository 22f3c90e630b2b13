"""Copies of an assessment on paper, as tagged PDF: each taken away on the trail, each saying whose it is."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.episodes.models import Assessment, Episode
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.assessment import TEXTS, Box, boxes_of_version, shown
from opencaf.episodes.queries.beside import beside
from opencaf.episodes.queries.chronology import events_of
from opencaf.episodes.queries.copies import agencies_to_copy_for
from opencaf.episodes.queries.people_left_out import not_for_whom
from opencaf.episodes.queries.response import written_around
from opencaf.episodes.queries.withholding import sees_no_part, withheld_from
from opencaf.episodes.questionnaire import About, Answered, response_of
from opencaf.web.episodes.copies import FAMILY, FORM, FULL, AroundIt, Copy, blocks_of, title_of
from opencaf.web.episodes.family_on_paper import families_of
from opencaf.web.episodes.files_on_paper import files_for
from opencaf.web.episodes.taking import as_file, new_serial, note_taken, taken_words
from opencaf.web.episodes.views.assessment import version_or_404
from opencaf.web.episodes.views.assessment_frame import NONE_SHOWN, render_assessment
from opencaf.web.shared.case import children_of
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.paper import Sheet, typeset
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404


@require_GET
def assessment_copies(request: PractitionerRequest, episode_id: uuid.UUID, version: int) -> HttpResponse:
    """Offer the copies that somebody may take of a version."""
    episode = get_episode_or_404(request, episode_id)
    hidden = withheld_from(request.practitioner, episode)
    return render_assessment(
        request,
        "episodes/assessment/copies.html",
        episode,
        assessment=version_or_404(episode, version),
        copies=copies_for(request, episode),
        children=children_of(episode),
        nothing=NONE_SHOWN,
        withheld=len(hidden),
        not_for=not_for_whom(episode),
        may_see_words=not hidden,
        back_href=reverse("episodes:assessment_show", args=[episode.id, version]),
    )


@require_GET
@confirmed_to_download("episodes:assessment_copies", "episode_id", "version")
def assessment_copy(
    request: PractitionerRequest, episode_id: uuid.UUID, version: int, which: str
) -> HttpResponse:
    """Give one copy as a file."""
    episode = get_episode_or_404(request, episode_id)
    found = version_or_404(episode, version)
    copy = next((one for one in copies_for(request, episode) if one.which == which), None)
    if copy is None:
        raise Http404
    serial = new_serial()
    taken: dict[str, Any] = {"way": "pdf", "copy": which, "serial": serial}
    if which == FORM:  # questions and names: it takes no words away
        trail.record(
            "taken",
            subject_kind="episode",
            subject_id=episode.id,
            episode_id=episode.id,
            reason="copy",
            **taken,
        )
    else:
        note_taken(episode, "copy", by=request.practitioner, **taken)
    content = pdf_of(request, copy, episode, found, serial)
    return as_file(content, kind="application/pdf", name="assessment.pdf")


@require_GET
@confirmed_to_download("episodes:assessment_copies", "episode_id", "version")
def assessment_data(
    request: PractitionerRequest, episode_id: uuid.UUID, version: int, child_id: uuid.UUID
) -> HttpResponse:
    """Give what was completed about one child as a FHIR QuestionnaireResponse: what who asks may see."""
    episode = get_episode_or_404(request, episode_id)
    found = version_or_404(episode, version)
    boxes = boxes_of_version(episode, version)
    everybody = {told_id for box in boxes for told_id in box.marks}
    boxes = shown(boxes, withheld_from(request.practitioner, episode))
    told = [box for box in boxes if child_id in box.marks]
    if found.completed_on is None or not told:
        raise Http404
    note_taken(episode, "copy", by=request.practitioner, way="json", copy="data", child=str(child_id))
    text = data_of(found, found.completed_on, child_id, told, others=everybody - {child_id})
    return as_file(text, kind="application/fhir+json; charset=utf-8", name="assessment.json")


def data_of(
    version: Assessment, on: dt.date, child_id: uuid.UUID, boxes: Sequence[Box], *, others: set[uuid.UUID]
) -> str:
    """Return the boxes of one child as JSON, and what stands around them."""
    about = About(version.id, version.form, child_id, on, str(version.assessor))
    answered = [
        Answered(box.question, box.marks[child_id], dict(zip(TEXTS, box.texts, strict=True))) for box in boxes
    ]
    around = written_around(version, child_id, others=others)
    return json.dumps(response_of(about, answered, around), ensure_ascii=False, indent=1)


def copies_for(request: PractitionerRequest, episode: Episode) -> list[Copy]:
    """Return the copies that somebody may take: what an agency may see goes out only from who writes."""
    hidden = withheld_from(request.practitioner, episode)
    children = frozenset(child.id for child in children_of(episode))
    if sees_no_part(hidden, children):
        return []
    copies = [Copy(FULL, "Your copy", "Everything that you see, with who wrote it.", hidden=hidden)]
    if not hidden:
        copies.append(Copy(FAMILY, "For the family", "In plain words, with what they can do if it is wrong."))
    copies.append(
        Copy(FORM, "To fill in by hand", "The questions with room to write, for a visit.", hidden=hidden)
    )
    if can_write(request.practitioner, episode):
        copies += [
            Copy(
                str(one.agency.id),
                f"For {one.agency}",
                "Only what the family lets it see." if one.left_out else "The family lets it see everything.",
                agency=one.agency,
                hidden=hidden | one.left_out,
            )
            for one in agencies_to_copy_for(episode, children)
        ]
    return copies


def pdf_of(
    request: PractitionerRequest, copy: Copy, episode: Episode, version: Assessment, serial: str
) -> bytes:
    """Return a copy as PDF, with whose it is and when it was taken on every page."""
    boxes = shown(boxes_of_version(episode, version.version), copy.hidden)
    events = events_of(episode, [child.id for child in children_of(episode)], hidden=copy.hidden)
    is_whole = copy.which in (FULL, FAMILY)
    found = beside(version, copy.hidden).files if is_whole else []
    families = families_of(children_of(episode)) if is_whole else []
    authority = request.practitioner.authority
    taken = taken_words("Copy", serial, by=request.practitioner)
    around_it = AroundIt(events, files_for(found), families)
    return typeset(
        Sheet(
            title=title_of(copy, episode),
            blocks=blocks_of(copy, episode, version, boxes, authority, around_it),
            foot=f"{taken} {copy.name}.",
            across=across(copy, request.practitioner),
            author=str(authority),
        )
    )


def across(copy: Copy, practitioner: Practitioner) -> str:
    """Return what stands in pale letters across every page: whose copy it is."""
    if copy.which in (FORM, FAMILY):
        return ""
    return str(copy.agency or practitioner)
