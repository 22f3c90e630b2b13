"""What every page of an assessment has: its version, and whom to ring when a child is not safe."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.episodes.models import Assessment, Episode
from opencaf.episodes.queries.assessment import versions_of
from opencaf.episodes.queries.withholding import sees_no_part, withheld_from
from opencaf.web.shared.case import children_of, render_case
from opencaf.web.shared.markup import shown_time
from opencaf.web.shared.requests import PractitionerRequest

LIST = "episodes:assessment"
NONE_SHOWN = (
    "The family has not agreed that your agency sees these parts. "
    "Ask the person who leads to talk with the family about it."
)


def latest_or_404(episode: Episode) -> Assessment:
    """Return the version that is being written, or else the last completed one."""
    versions = versions_of(episode)
    if not versions:
        raise Http404
    return versions[0]


def refuse_who_sees_no_part(request: PractitionerRequest, episode: Episode) -> None:
    """Raise PermissionDenied for somebody at an agency that sees no part: these pages tell of all of them."""
    hidden = withheld_from(request.practitioner, episode)
    if hidden and sees_no_part(hidden, [child.id for child in children_of(episode)]):
        raise PermissionDenied(NONE_SHOWN)


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
