"""The concern map: marks of every occasion, whose they are, and how two occasions compare."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.permissions import can_note_own_marks
from opencaf.episodes.queries.concern_compared import (
    HEADS,
    ChildMap,
    child_map,
    chosen,
    rows_to_take_away,
    views_beside,
)
from opencaf.episodes.queries.concern_map import ConcernMap, map_of_marks
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.concern import ConcernMapFilter
from opencaf.web.episodes.taking import note_taken
from opencaf.web.episodes.views.assessment_frame import render_assessment
from opencaf.web.shared.case import children_of
from opencaf.web.shared.concern_drawing import Part, Strip, concern_picture, legend
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import Download, chosen_way, download
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

TEMPLATE = "episodes/concern_map.html"
NOTHING_MARKED = "Nothing has been marked yet. Marks are given in the assessment, at reviews and at closing."
NOTHING_SHARED = "Nothing has been marked in the parts that are shared with your agency."
SAYS_THE_SAME = "The table beside the picture says the same."


@require_GET
def concern_map(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show the marks of each child on two occasions, as a picture and as a table."""
    episode = get_episode_or_404(request, episode_id)
    hidden = withheld_from(request.practitioner, episode)
    found = map_of_marks(episode, hidden=hidden)
    back = reverse("episodes:assessment", args=[episode.id])
    frame = {"withheld": len(hidden), "back_href": back}
    if not found.occasions:
        to_assessment = {"text": "Go to the assessment", "href": back}
        nothing = NOTHING_SHARED if hidden else NOTHING_MARKED
        return render_assessment(
            request, TEMPLATE, episode, nothing=nothing, to_assessment=to_assessment, **frame
        )
    children = children_of(episode)
    form = ConcernMapFilter(request.GET or None, found=found, children=children)
    form.is_valid()
    what = chosen(found, *(form.answer(name) for name in ("whose", "first", "second")))
    maps = [child_map(found, child, what, hidden=hidden) for child in form.children_chosen()]
    maps = [one for one in maps if one.groups]
    return render_assessment(
        request,
        TEMPLATE,
        episode,
        form=form,
        maps=[shown(one) for one in maps],
        several=len(children) > 1,
        whose=next(voice.words for voice in found.voices if voice.key == what.voice),
        legend=legend([found.occasion(key).words for key in what.occasions]),
        beside=beside(found, views_beside(found, form.children_chosen(), hidden=hidden)),
        can_note=can_note_own_marks(request.practitioner, episode),
        printed_by=f"Printed by {request.practitioner} on {in_words(clock.today())}",
        **frame,
    )


def shown(one: ChildMap) -> dict[str, Any]:
    """Return one child's map as the page shows it."""
    parts = [
        Part(group.title, tuple(Strip(row.name, codes_of(row.answers)) for row in group.rows))
        for group in one.groups
    ]
    words = [occasion.words for occasion in one.occasions]
    title = f"Concern about {one.child.first_name}: {' and '.join(words)}"
    return {
        "name": one.child.first_name,
        "sentence": one.sentence,
        "picture": concern_picture(title, f"{one.sentence} {SAYS_THE_SAME}", parts),
        "occasions": words,
        "heads": ["First", "Second"] if len(words) > 1 else ["Areas"],
        "groups": [
            {
                "title": group.title,
                "rows": [
                    {"area": row.name, "marks": codes_of(row.answers), "change": row.change}
                    for row in group.rows
                ],
            }
            for group in one.groups
        ],
        "counts": one.counts,
    }


def codes_of(answers: list[Any]) -> tuple[str, ...]:
    """Return answers as words of the mark component."""
    return tuple(answer.code for answer in answers)


def beside(found: ConcernMap, views: tuple[list[Any], list[Any]]) -> dict[str, Any] | None:
    """Return the family's own last marks beside those of practitioners and the team."""
    voices, rows = views
    if not rows:
        return None
    names = {row.child.id: row.child.first_name for row in rows}
    groups = [
        {
            "title": name,
            "rows": [
                {"area": row.name, "marks": codes_of(row.answers)} for row in rows if row.child.id == child_id
            ],
        }
        for child_id, name in names.items()
    ]
    return {"voices": [voice.words for voice in voices], "groups": groups}


@require_GET
@confirmed_to_download("episodes:concern_map", "episode_id")
def concern_map_download(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Give every mark as a file, without what is withheld; taking it away is on the trail."""
    way = chosen_way(request)
    episode = get_episode_or_404(request, episode_id)
    hidden = withheld_from(request.practitioner, episode)
    found = map_of_marks(episode, hidden=hidden)
    rows = list(rows_to_take_away(found, children_of(episode), hidden=hidden))
    note_taken(episode, "concern", by=request.practitioner, count=len(rows), way=way)
    shared = "without what is withheld" if hidden else "all"
    return download(Download("concern-map", HEADS, rows, {"Marks": shared}), way)
