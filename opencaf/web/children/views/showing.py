"""The child's own page: who this child is, with whom and where, and which episodes there are."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opencaf.agencies.models import Practitioner
from opencaf.episodes.permissions import can_shield
from opencaf.episodes.queries.children import episodes_of_children
from opencaf.people.permissions import can_change_child
from opencaf.people.queries.circle import Circle, circle_of
from opencaf.people.queries.corrections import put_right
from opencaf.people.queries.facts import PersonFacts, facts_of
from opencaf.web.children.frame import address_of, child_header
from opencaf.web.children.searched import remember_opened
from opencaf.web.children.showing import Rows
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_child_or_404


@require_GET
def show(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Show what is known of a child to whoever may see it."""
    child = get_child_or_404(request, child_id)
    remember_opened(request, child.id)
    circle = circle_of(child, seen_by=request.practitioner)
    facts = facts_of(person.id for person in circle.everybody)
    may_change = can_change_child(request.practitioner, child)
    rows = Rows(circle, may_change=bool(may_change))
    authority = request.practitioner.authority
    episodes = shown_episodes(child.id, request.practitioner)
    values = {
        "case_header": child_header(child),
        "child": child,
        "about": rows.card(child, facts[child.id]),
        "relatives": [rows.card(person, facts[person.id]) for person in circle.people],
        "episodes": episodes,
        "put_right": put_right(ids_of(circle, facts)),
        "may_change": may_change,
        "can_shield": can_shield(request.practitioner, child),
        "start_href": address_of("episodes:start", child.id) if may_change else "",
        "start_text": f"Start a {authority.short_name}",
        "start_classes": "govuk-button--secondary" if any(one["is_open"] for one in episodes) else "",
    }
    return render(request, "children/show.html", values)


def shown_episodes(child_id: uuid.UUID, practitioner: Practitioner) -> list[dict[str, Any]]:
    """Return the episodes of a child as rows: with a link where it may be opened, else with whom to ask."""
    found = episodes_of_children([child_id], practitioner).get(child_id, [])
    authority = practitioner.authority
    return [
        {
            **vars(episode),
            "contact_words": episode.contact_words(authority),
            "href": address_of("episodes:overview", episode.episode_id),
        }
        for episode in found
    ]


def ids_of(circle: Circle, facts: dict[uuid.UUID, PersonFacts]) -> list[uuid.UUID]:
    """Return the ids of everything that is shown."""
    ids = [*(person.id for person in circle.everybody), *(row.id for row in circle.relationships)]
    for own in facts.values():
        for fact in (*own.names, *own.contacts, *own.identifiers, *own.schools, *own.homes):
            ids += [fact.id, *([fact.place_id] if fact.place_id else [])]
    return ids
