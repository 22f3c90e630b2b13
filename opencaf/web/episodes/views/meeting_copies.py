"""The paper for the table of a meeting: what it leaves out and for whom, and the file."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.core.rulings import require
from opencaf.episodes.models import Episode, Meeting
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.meeting_table import LeftOutFor, Table, table_of
from opencaf.episodes.queries.meetings import meeting_to_open, title_of
from opencaf.episodes.queries.people_left_out import not_for_whom
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.meeting_copy import blocks_for_table, day_in_words
from opencaf.web.episodes.taking import as_file, new_serial, note_taken, taken_words
from opencaf.web.shared.case import children_of, join_words, render_case, urgent_words
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.paper import Sheet, typeset
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

MOST_NAMED = 6


@require_GET
def meeting_copies(
    request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID
) -> HttpResponse:
    """Offer the paper, and say what stands on it for nobody on the list, and why."""
    episode, meeting = meeting_or_404(request, episode_id, meeting_id)
    hidden = withheld_from(request.practitioner, episode)
    table = table_of(meeting, children_of(episode), hidden=hidden)
    return render_case(
        request,
        "episodes/meeting_copies.html",
        episode,
        current="episodes:meetings",
        meeting=meeting,
        title=title_of(meeting),
        urgent_note=urgent_words(request.practitioner.authority),
        table=table,
        left_out=[for_whom(one, hidden, episode) for one in table.left_out],
        not_for=not_for_whom(episode),
        may_see_words=not hidden,
        back_href=reverse("episodes:meeting", args=[episode.id, meeting.id]),
    )


@require_GET
@confirmed_to_download("episodes:meeting_copies", "episode_id", "meeting_id")
def meeting_copy(request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Give the paper as a file."""
    episode, meeting = meeting_or_404(request, episode_id, meeting_id)
    table = table_of(meeting, children_of(episode), hidden=withheld_from(request.practitioner, episode))
    serial = new_serial()
    taken: dict[str, Any] = {"way": "pdf", "copy": "meeting", "meeting": meeting.id, "serial": serial}
    note_taken(episode, "copy", by=request.practitioner, **taken)
    return as_file(pdf_of(request, table, episode, serial), kind="application/pdf", name="meeting.pdf")


def meeting_or_404(
    request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID
) -> tuple[Episode, Meeting]:
    """Return a case and its meeting; a paper for others goes out only from who writes in the case."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    meeting: Meeting = one_or_404(meeting_to_open(episode, meeting_id))
    meeting.episode = episode
    return episode, meeting


def for_whom(one: LeftOutFor, hidden: Areas, episode: Episode) -> dict[str, Any]:
    """Return for whom something is left out, naming only the parts that whoever reads this sees."""
    children, areas = children_of(episode), form_areas()
    names = {child.id: child.first_name for child in children}
    parts = [
        f"{areas.name(element)} ({names[child_id]})" if len(children) > 1 else areas.name(element)
        for child_id, element in sorted(one.parts - hidden, key=lambda area: (names[area[0]], area[1]))
    ]
    what = join_words(parts) if len(parts) <= MOST_NAMED else f"{len(parts)} parts of the assessment"
    if one.is_everything:
        what = "everything"
    return {"name": one.name, "what": what or "a part that you do not see", "why": one.why}


def pdf_of(request: PractitionerRequest, table: Table, episode: Episode, serial: str) -> bytes:
    """Return the paper as PDF, with who took it and when on every page."""
    authority, meeting = request.practitioner.authority, table.minutes.meeting
    names = join_words([child.full_name for child in children_of(episode)])
    day = day_in_words(meeting)
    return typeset(
        Sheet(
            title=f"{title_of(meeting)}: {names}",
            blocks=blocks_for_table(table, episode, authority),
            foot=f"{taken_words('Copy', serial, by=request.practitioner)} For the meeting.",
            across=f"Meeting, {day}",
            author=str(authority),
        )
    )
