"""The family of a child as a tree, with a list that says the same."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.people.permissions import can_change_child
from opencaf.people.queries.circle import circle_of
from opencaf.people.queries.facts import facts_of
from opencaf.people.queries.family_tree import tree_of
from opencaf.web.children.frame import child_header
from opencaf.web.shared.family_tree import picture_of, told
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_child_or_404


@require_GET
def tree(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Draw the family around a child, and say the same in words."""
    child = get_child_or_404(request, child_id)
    circle = circle_of(child)
    found = tree_of(circle, facts_of(person.id for person in circle.everybody))
    add = {"text": "Add somebody of the family", "href": reverse("children:add_relative", args=[child.id])}
    values = {
        "case_header": child_header(child),
        "child": child,
        "alone": not circle.people,
        "add": add if can_change_child(request.practitioner, child) else None,
        "picture": picture_of(circle, found).svg,
        "homes": told(circle, found),
        "back_href": reverse("children:show", args=[child.id]),
        "printed_by": f"Printed by {request.practitioner} on {in_words(clock.today())}",
    }
    return render(request, "children/tree.html", values)
