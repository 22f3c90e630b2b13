"""Two versions of an assessment side by side."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.queries.assessment import versions_of
from opencaf.episodes.queries.versions_compared import BoxChange, Versions, Written, versions_compared
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.versions import VersionsForm, words_of
from opencaf.web.episodes.views.assessment_frame import NONE_SHOWN, render_assessment
from opencaf.web.episodes.views.assessment_parts import TEXTS
from opencaf.web.shared.case import children_of, join_words
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

LABELS = {
    **TEXTS,
    "story": "The story",
    "contributed": "What others sent",
    "other_views": "Who sees it differently",
}
TEMPLATE = "episodes/assessment/compare.html"


@require_GET
def assessment_compare(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show two versions side by side, with what was removed and added, and who wrote each."""
    episode = get_episode_or_404(request, episode_id)
    hidden = withheld_from(request.practitioner, episode)
    versions = versions_of(episode)
    frame = {"withheld": len(hidden), "back_href": reverse("episodes:assessment", args=[episode.id])}
    if len(versions) < 2:
        return render_assessment(request, TEMPLATE, episode, **frame)
    form = VersionsForm(request.GET or None, versions=versions)
    found = versions_compared(episode, *form.chosen(), hidden=hidden)
    return render_assessment(
        request,
        TEMPLATE,
        episode,
        form=form,
        versions=[words_of(found.before), words_of(found.after)],
        nothing="" if found.elements else NONE_SHOWN,
        found=found,
        elements=elements_shown(found, several=len(children_of(episode)) > 1),
        stayed="; ".join(found.stayed),
        printed_by=f"Printed by {request.practitioner} on {in_words(clock.today())}",
        **frame,
    )


def elements_shown(found: Versions, *, several: bool) -> list[dict[str, Any]]:
    """Return the elements in which something changed, as the page shows them."""
    return [
        {"name": element.name, "boxes": [box_shown(box, several=several) for box in element.boxes]}
        for element in found.changed
    ]


def box_shown(box: BoxChange, *, several: bool) -> dict[str, Any]:
    """Return a box as the page shows it: marks and texts that changed, and who wrote each side."""
    return {
        "about": join_words([child.first_name for child in box.children]) if several else "",
        "written": [written_words(box.before), written_words(box.after)],
        "marks": [
            {"area": one.child.first_name if several else "", "before": one.before, "after": one.after}
            for one in box.marks
            if one.before != one.after
        ],
        "texts": [
            {"label": LABELS[one.name], "difference": one.difference}
            for one in box.texts
            if one.difference.is_change
        ],
    }


def written_words(written: Written) -> str:
    """Return who wrote a box and when, in words."""
    day = in_words(written.on) if written.on else ""
    return ", ".join(part for part in (f"Written by {written.who}" if written.who else "", day) if part)
