"""The screen of a meeting: calm enough for a wall, and private until somebody asks."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.meeting_screen import screen_of
from opencaf.episodes.queries.meetings import meeting_to_open, minutes_of, title_of
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.views.file_cards import card_of
from opencaf.web.episodes.views.overview import concern_lines
from opencaf.web.shared.case import children_of
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

SHOWN = "shown"


@require_GET
def meeting_screen(
    request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID
) -> HttpResponse:
    """Show the family's words, strengths, worries and the plan, with what is private hidden."""
    episode = get_episode_or_404(request, episode_id)
    meeting = one_or_404(meeting_to_open(episode, meeting_id))
    children = children_of(episode)
    for_the_room = request.GET.get("private") != SHOWN
    screen = screen_of(
        meeting, hidden=withheld_from(request.practitioner, episode), for_the_room=for_the_room
    )
    return render(
        request,
        "episodes/meeting_screen.html",
        {
            "episode": episode,
            "meeting": meeting,
            "title": title_of(meeting),
            "screen": screen,
            "cards": [card_of(file) for file in screen.files],
            "minutes": minutes_of(meeting),
            "concerns": concern_lines(screen.concerns, children),
            "for_the_room": for_the_room,
            "can_write": can_write(request.practitioner, episode),
        },
    )
