"""What every page of an assessment has: its version, and whom to ring when a child is not safe."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.episodes.models import Assessment, Episode
from opencaf.episodes.queries.assessment import versions_of
from opencaf.web.shared.case import render_case
from opencaf.web.shared.markup import shown_time
from opencaf.web.shared.requests import PractitionerRequest

LIST = "episodes:assessment"


def latest_or_404(episode: Episode) -> Assessment:
    """Return the version that is being written, or else the last completed one."""
    versions = versions_of(episode)
    if not versions:
        raise Http404
    return versions[0]


def is_completed(assessment: Assessment) -> bool:
    """Whether a version stays as it is."""
    return assessment.state != Assessment.State.DRAFT


def render_assessment(
    request: PractitionerRequest, template: str, episode: Episode, **values: Any
) -> HttpResponse:
    """Return a page of the assessment within the frame of the case."""
    if "back_href" in values:
        values["breadcrumbs"] = [{"text": "Assessment", "href": reverse(LIST, args=[episode.id])}]
    return render_case(
        request,
        template,
        episode,
        current=LIST,
        urgent_note=urgent_note(request.practitioner.authority),
        **values,
    )


def urgent_note(authority: Authority) -> str:
    """Return whom to ring, on every page of an assessment."""
    phone = f" on {authority.safeguarding_phone}" if authority.safeguarding_phone else ""
    ring = f"Ring {authority.safeguarding_contact}{phone}"
    return f"Worried about a child’s safety now? {ring}; do not wait for this form."


def saved_words() -> str:
    """Return the message that a page was saved."""
    return f"Saved at {shown_time(clock.now().astimezone(clock.LONDON))}."
