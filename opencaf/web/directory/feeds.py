"""Feeds of Open Referral UK: tried or brought in from a file, and given away as one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.directory.open_referral.wording import sentences
from opencaf.directory.operations.exporting import export_feed
from opencaf.directory.operations.trying import bring_in_text
from opencaf.directory.permissions import can_keep_services
from opencaf.web.directory.forms import FeedForm
from opencaf.web.shared.requests import PractitionerRequest

MOST_SHOWN = 200


@require_http_methods(["GET", "POST"])
def bring_in(request: PractitionerRequest) -> HttpResponse:
    """Say what a feed would change, or bring it in; every service that was rejected is told."""
    require(can_keep_services(request.practitioner))
    form = FeedForm(request.POST or None, request.FILES or None)
    shown = {
        "form": form,
        "heading": "Bring services in",
        "button": "Go on",
        "cancel_href": reverse("directory:index"),
    }
    if form.is_valid():
        given = form.cleaned_data
        only_try = given["way"] == "try"
        brought = form.apply(
            bring_in_text, text=given["file"], name=given["name"], only_try=only_try, by=request.practitioner
        )
        if brought:
            shown |= {
                "is_done": not only_try,
                "said": sentences(brought.counts, is_done=not only_try),
                "rejects": brought.rejects[:MOST_SHOWN],
                "more": max(0, len(brought.rejects) - MOST_SHOWN),
            }
    return render(request, "directory/feed.html", shown)


@require_GET
def give_away(request: PractitionerRequest) -> HttpResponse:
    """Give the directory as a feed; no person is in it."""
    text = export_feed(by=request.practitioner)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="services-open-referral-uk-3.0.json"'
    return response
