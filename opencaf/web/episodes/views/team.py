"""The team around the child: who helps, joining, leaving."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.team import join_team, leave_team
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.directory import entries_of
from opencaf.episodes.queries.team import Circle, circle_of, helpers_of, member_to_open
from opencaf.web.episodes.forms.team import JoinForm, LeaveForm
from opencaf.web.shared.afterwards import to_page_of_case
from opencaf.web.shared.case import remember_children, render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

HERE = "episodes:overview"


def people_around(episode: Episode, meeting_id: uuid.UUID | None = None) -> Circle:
    """Return everybody the case knows; the frame of the page need not read the children again."""
    circle = circle_of(episode, meeting_id=meeting_id)
    remember_children(episode, circle.children)
    return circle


@require_GET
def team(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show who helps and how to ring them."""
    episode = get_episode_or_404(request, episode_id)
    helpers = helpers_of(episode)
    return render_case(
        request,
        "episodes/team.html",
        episode,
        current=HERE,
        helpers=[helper for helper in helpers if helper.member.left_on is None],
        gone=[helper for helper in helpers if helper.member.left_on],
        can_write=can_write(request.practitioner, episode),
    )


@require_http_methods(["GET", "POST"])
def team_join(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Take somebody into the team."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    form = JoinForm(request.POST or None, circle=people_around(episode), authority_id=episode.authority_id)
    if form.is_valid():
        form.apply(join_team, episode=episode, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The team has a new member.")
            return redirect("episodes:team", episode.id)
    directory = entries_of(episode.authority_id, with_agencies=False)
    return render_case(
        request, "episodes/team_join.html", episode, current=HERE, form=form, directory=directory
    )


@require_http_methods(["GET", "POST"])
def team_leave(request: PractitionerRequest, episode_id: uuid.UUID, member_id: uuid.UUID) -> HttpResponse:
    """Let somebody leave the team."""
    episode = get_episode_or_404(request, episode_id)
    require(can_write(request.practitioner, episode))
    member = one_or_404(member_to_open(episode, member_id))
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        form.apply(leave_team, member=member, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The team is up to date.")
            ended = "Your part in the case, and with it your access, has ended."
            return to_page_of_case(request, episode, "episodes:team", ended=ended)
    return render_case(request, "episodes/team_leave.html", episode, current=HERE, form=form, member=member)
