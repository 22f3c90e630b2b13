"""What stood in an old register about a case or a child, as it was typed."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.registers.queries.imports import cases_from_registers, originals, originals_of_case
from opencaf.web.shared.case import render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_child_or_404, get_episode_or_404


@require_GET
def case(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show the rows behind a case as they stood in the register."""
    episode = get_episode_or_404(request, episode_id)
    return render_case(request, "registers/case.html", episode, rows=originals_of_case(episode))


@require_GET
def child(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Show the rows behind a child's cases, as far as the reader sees those."""
    person = get_child_or_404(request, child_id)
    cases = cases_from_registers(person, request.practitioner)
    found = originals(one.pk for one in cases)
    shown = {
        "child": person,
        "cases": [{"episode": one, "rows": found.get(one.pk, [])} for one in cases],
        "back_href": reverse("children:show", args=[person.id]),
    }
    return render(request, "registers/child.html", shown)
