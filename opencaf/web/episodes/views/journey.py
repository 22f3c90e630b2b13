"""The child's journey."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.permissions import can_correct
from opencaf.episodes.queries.journey import journey_of
from opencaf.registers.queries.imports import register_of
from opencaf.web.episodes.forms.journey import JourneyFilter
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.cost_strip import strip_of
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404


@require_GET
def journey(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show every dated event in order, with what was corrected, and what these cost for who may see it."""
    episode = get_episode_or_404(request, episode_id)
    form = JourneyFilter(request.GET or None)
    child_ids = [child.id for child in children_of(episode)]
    kinds = form.cleaned_data["kind"] if form.is_valid() else ()
    return render_case(
        request,
        "episodes/journey.html",
        episode,
        current="episodes:journey",
        form=form,
        journey=journey_of(episode, request.practitioner, kinds, child_ids=child_ids),
        can_correct=can_correct(request.practitioner, episode),
        register=register_of(episode),
        costs=strip_of(episode, request.practitioner),
        printed_by=f"Printed by {request.practitioner} on {in_words(clock.today())}",
    )
