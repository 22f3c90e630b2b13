"""The case home."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from opencaf.episodes.models import Episode
from opencaf.episodes.next_step import NextStep
from opencaf.episodes.permissions import why_visible, works_with
from opencaf.episodes.queries.marks import Concern, highest_concerns
from opencaf.episodes.queries.overview import HelperNow, overview_of
from opencaf.episodes.queries.transfers import came_without_agreement
from opencaf.episodes.queries.withholding import sees_no_part, withheld_from
from opencaf.people.models import Person
from opencaf.registers.queries.imports import register_of
from opencaf.web.shared.case import age_in_words, children_of, render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

SHOWN_HELPERS = 3


@require_GET
def overview(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Answer five questions: who, who helps, what worries, what is next, what the family says."""
    episode = get_episode_or_404(request, episode_id)
    children = children_of(episode)
    hidden = withheld_from(request.practitioner, episode)
    part = works_with(request.practitioner, episode)
    home = overview_of(episode, children, request.practitioner.authority)
    return render_case(
        request,
        "episodes/overview.html",
        episode,
        current="episodes:overview",
        home=home,
        helpers=[as_person(helper) for helper in home.helpers[:SHOWN_HELPERS]],
        more_helpers=len(home.helpers[SHOWN_HELPERS:]),
        children=[in_lines(child, home.about[child.id]) for child in children],
        concerns=concern_lines(highest_concerns(episode, hidden=hidden), children),
        withheld=len(hidden),
        strengths=[] if sees_no_part(hidden, [child.id for child in children]) else home.strengths,
        next_action=action_of(episode, home.next) if part else None,
        works_with=part,
        came=came_without_agreement(episode.id),
        register=register_of(episode),
        why_visible=why_visible(request.practitioner, episode),
    )


def as_person(helper: HelperNow) -> dict[str, Any]:
    """Return somebody who helps, as the list of people shows them."""
    role, agency = (helper.role, helper.agency) if helper.role else (helper.agency, "")
    return {
        "name": helper.name,
        "role": role,
        "agency": agency,
        "phone": helper.phone,
        "phone_href": helper.phone_href,
        "is_lead": helper.is_lead,
    }


def in_lines(child: Person, lines: list[str]) -> dict[str, Any]:
    """Return who a child is, as the page says it."""
    return {"id": child.id, "name": child.full_name, "age": age_in_words(child), "lines": lines}


def concern_lines(concerns: list[Concern], children: list[Person]) -> list[dict[str, str]]:
    """Return the highest concerns with their mark and trend; several children are told apart."""
    names = {child.id: f"{child.first_name}, " if len(children) > 1 else "" for child in children}
    return [
        {
            "mark": str(concern.value),
            "area": f"{names.get(concern.child_id, '')}{concern.name}",
            "trend": concern.trend,
        }
        for concern in concerns
    ]


def action_of(episode: Episode, step: NextStep) -> dict[str, str]:
    """Return the button of the next step."""
    try:
        return {"text": step.button, "href": reverse(f"episodes:{step.code}", args=[episode.id])}
    except NoReverseMatch:
        return {"text": step.button, "href": reverse("episodes:overview", args=[episode.id])}
