"""The review of a meeting: marking again, and what moved."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.reviews import hold_review
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.meetings import meeting_to_open
from opencaf.episodes.queries.reviews import (
    last_time,
    own_marks_at,
    reviews_of,
    views_at,
    views_last_time,
    what_moved,
)
from opencaf.episodes.queries.team import Circle, family_known
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.reviews import ReviewForm
from opencaf.web.shared.case import children_of, remember_children, render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

HERE = "episodes:meetings"


@require_http_methods(["GET", "POST"])
def review(request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Mark again what was looked at, beside last time."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    meeting = one_or_404(meeting_to_open(episode, meeting_id))
    if meeting.is_reviewed and request.method == "GET":
        return redirect("episodes:review_show", episode.id, meeting.id)
    hidden = withheld_from(request.practitioner, episode)
    form = review_form(request, episode, hidden)
    if form.is_valid():
        form.apply(hold_review, meeting=meeting, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The review is written down.")
            return redirect("episodes:review_show", episode.id, meeting.id)
    return render_case(
        request,
        "episodes/review.html",
        episode,
        current=HERE,
        form=form,
        meeting=meeting,
        withheld=len(hidden),
        views=views_last_time(episode),
    )


def review_form(request: PractitionerRequest, episode: Episode, hidden: Areas) -> ReviewForm:
    """Return the form with the children, their family and how everything stood."""
    family = Circle(family=family_known(episode), practitioners=[])
    remember_children(episode, family.children)
    return ReviewForm(
        request.POST or None,
        children=family.children,
        family=family.family,
        stood=last_time(episode, family.children, hidden=hidden),
    )


@require_GET
def review_show(request: PractitionerRequest, episode_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Show what moved since last time, in words and as a table."""
    episode = get_episode_or_404(request, episode_id)
    meeting = one_or_404(meeting_to_open(episode, meeting_id))
    found = one_or_404(reviews_of(meeting))
    children = children_of(episode)
    hidden = withheld_from(request.practitioner, episode)
    return render_case(
        request,
        "episodes/review_show.html",
        episode,
        current=HERE,
        meeting=meeting,
        review=found,
        moved=what_moved(episode, found, children, hidden=hidden),
        own_marks=own_marks_at(episode, found, children, hidden=hidden),
        withheld=len(hidden),
        views=views_at(found),
        several_children=len(children) > 1,
    )
