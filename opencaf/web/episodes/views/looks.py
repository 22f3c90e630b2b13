"""Who has looked at a case and its children, and the same for the family to take home."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.episodes.permissions import can_see_looks, can_withhold_glass
from opencaf.episodes.queries.glass import glasses_about, grounds_about
from opencaf.episodes.queries.looks import looks_at
from opencaf.episodes.queries.people_left_out import not_for_whom
from opencaf.web.episodes.receipt import readers_of
from opencaf.web.shared.case import children_of, join_words, render_case
from opencaf.web.shared.looks import days_of
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404
from opencaf.web.shared.withholding import withholding_form

DAYS_A_PAGE = 14


@require_GET
def looks(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show by day who has looked, at what, and why they could; this look is the next one."""
    episode = get_episode_or_404(request, episode_id)
    require(can_see_looks(request.practitioner, episode))
    days = days_of(looks_at(episode.id))
    page = Paginator(days, DAYS_A_PAGE).get_page(request.GET.get("page"))
    return render_case(
        request,
        "episodes/looks.html",
        episode,
        current="episodes:sharing",
        days=list(page),
        pages=page_links(page, request),
        opened=glasses_about(episode.id),
        grounds=grounds_about(episode.id),
    )


@require_GET
def looks_receipt(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show the family's list: who has looked, in plain words, ready to be printed."""
    episode = get_episode_or_404(request, episode_id)
    require(can_see_looks(request.practitioner, episode))
    return render_case(
        request,
        "episodes/looks_receipt.html",
        episode,
        current="episodes:sharing",
        not_for=not_for_whom(episode),
        readers=readers_of(looks_at(episode.id), glasses_about(episode.id)),
        children=join_words([child.first_name for child in children_of(episode)]),
        today=clock.today(),
    )


@require_http_methods(["GET", "POST"])
def withhold_look(request: PractitionerRequest, episode_id: uuid.UUID, broken_id: uuid.UUID) -> HttpResponse:
    """Keep an emergency look off the family's list, with the reason, or let it stand there again."""
    episode = get_episode_or_404(request, episode_id)
    broken = next((one for one in glasses_about(episode.id) if one.id == broken_id), None)
    if broken is None:
        raise Http404
    require(can_withhold_glass(request.practitioner, broken))
    form = withholding_form(request.POST or None, broken)
    if form.is_valid():
        form.apply_to(broken, by=request.practitioner)
        if form.applied:
            messages.success(request, "The family’s list follows what you said.")
            return redirect("episodes:looks", episode.id)
    return render_case(
        request,
        "episodes/withhold_look.html",
        episode,
        current="episodes:sharing",
        broken=broken,
        form=form,
        cancel_href=reverse("episodes:looks", args=[episode.id]),
    )
