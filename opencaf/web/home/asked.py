"""All that somebody's agency is asked, where the first page cannot hold it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.episodes.permissions_services import can_receive_requests
from opencaf.episodes.queries.requests_received import all_received
from opencaf.web.home.asked_rows import received_row
from opencaf.web.home.rows import Group
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import page_name

A_PAGE = 25


@require_GET
def agency_requests(request: PractitionerRequest) -> HttpResponse:
    """List every request that is open to whoever works in an agency, those not answered first."""
    require(can_receive_requests(request.practitioner))
    page = Paginator(all_received(), A_PAGE).get_page(request.GET.get("page"))
    ids = [str(one.episode_id) for one in page]
    trail.record("listed", subject_kind="work", page=page_name(request), episodes=ids)
    group = Group("Open now", [received_row(one) for one in page], "Nobody asks your agency now.")
    return render(request, "home/agency_requests.html", {"group": group, "pages": page_links(page, request)})
