"""Oversight: who looked at what, the seals, the alerts and the limits. Auditors see no case text."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.agencies.access_reviews import signed_off
from opencaf.agencies.operations.setup import set_ceilings
from opencaf.agencies.permissions import can_oversee, can_see_ceilings, can_set_up
from opencaf.agencies.queries import alerts_since, practitioner_of, practitioners_named
from opencaf.audit import sealing, trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.episodes.queries.glass import queue_of
from opencaf.episodes.queries.looks import case_with_reference, looks_at, looks_by, reference_of
from opencaf.web.oversight.forms import CeilingsForm, FindCaseForm, FindPractitionerForm, as_they_are
from opencaf.web.oversight.showing import ALERTS_OF, days_done, sentences_of, shown_alerts
from opencaf.web.shared.confirmed import confirmed_to_send
from opencaf.web.shared.looks import days_of
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import page_name

DAYS_A_PAGE = 14
LOOKS_OF = dt.timedelta(days=90)
NEWEST = 5
NO_SUCH_CASE = "There is no case with this reference here. Check each letter and number"


@require_GET
def index(request: PractitionerRequest) -> HttpResponse:
    """Show how the seals stand, the newest alerts, and the ways to look further."""
    require(can_oversee(request.practitioner))
    newest = alerts_since(clock.now() - ALERTS_OF)
    trail.record("read", subject_kind="oversight", page=page_name(request))
    state = sealing.state()
    shown = {
        "state": state,
        "sentences": sentences_of(state, sealing.last_check(), is_anchored=bool(settings.SEAL_ANCHOR)),
        "alerts": shown_alerts(newest[:NEWEST], signed_off(one.id for one in newest[:NEWEST])),
        "count": len(newest),
        "queue": queue_of(request.practitioner.authority_id),
    }
    return render(request, "oversight/index.html", shown)


@require_http_methods(["GET", "POST"])
def find_case(request: PractitionerRequest) -> HttpResponse:
    """Ask for the reference of a case and lead to who has looked at it."""
    require(can_oversee(request.practitioner))
    form = FindCaseForm(request.POST or None)
    if form.is_valid():
        found = case_with_reference(form.cleaned_data["reference"].strip().upper())
        if found:
            return redirect("oversight:case_looks", found)
        form.refuse(ValidationError({"reference": NO_SUCH_CASE}))
    shown = {"heading": "Who has looked at a case", "button": "Show who has looked"}
    back = reverse("oversight:index")
    return render(request, "layouts/form.html", {"form": form, "cancel_href": back, **shown})


@require_GET
def case_looks(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show who has looked at a case, known by its reference alone; the auditor's look is on the trail."""
    require(can_oversee(request.practitioner))
    reference = reference_of(episode_id)
    if not reference:
        raise Http404
    trail.record(
        "read",
        subject_kind="episode",
        subject_id=episode_id,
        episode_id=episode_id,
        page=page_name(request),
    )
    page = Paginator(days_of(looks_at(episode_id)), DAYS_A_PAGE).get_page(request.GET.get("page"))
    shown = {"reference": reference, "days": list(page), "pages": page_links(page, request)}
    return render(request, "oversight/case_looks.html", shown)


@require_http_methods(["GET", "POST"])
def find_practitioner(request: PractitionerRequest) -> HttpResponse:
    """Ask for a name and list the practitioners who bear it."""
    require(can_oversee(request.practitioner))
    form = FindPractitionerForm(request.POST or None)
    found = None
    if form.is_valid():
        found = practitioners_named(form.cleaned_data["name"], request.practitioner.authority)
    return render(request, "oversight/find_practitioner.html", {"form": form, "found": found})


@require_GET
def practitioner_looks(request: PractitionerRequest, practitioner_id: uuid.UUID) -> HttpResponse:
    """Show what a practitioner looked at in the last three months."""
    require(can_oversee(request.practitioner))
    who = practitioner_of(request.practitioner.authority, practitioner_id)
    if who is None:
        raise Http404
    trail.record("read", subject_kind="practitioner", subject_id=who.id, page=page_name(request))
    days = days_done(looks_by(who.id, since=clock.now() - LOOKS_OF))
    page = Paginator(days, DAYS_A_PAGE).get_page(request.GET.get("page"))
    shown = {"who": who, "days": list(page), "pages": page_links(page, request)}
    return render(request, "oversight/practitioner_looks.html", shown)


@require_GET
def alerts(request: PractitionerRequest) -> HttpResponse:
    """List what auditors should look into."""
    require(can_oversee(request.practitioner))
    found = alerts_since(clock.now() - ALERTS_OF)
    trail.record("read", subject_kind="oversight", page=page_name(request))
    return render(
        request, "oversight/alerts.html", {"alerts": shown_alerts(found, signed_off(one.id for one in found))}
    )


@require_http_methods(["GET", "POST"])
@confirmed_to_send
def ceilings(request: PractitionerRequest) -> HttpResponse:
    """Show the limits on looking to auditors; let an administrator change them."""
    require(can_see_ceilings(request.practitioner))
    authority = request.practitioner.authority
    may_change = can_set_up(request.practitioner)
    if request.method == "POST":
        require(may_change)
    form = CeilingsForm(request.POST or None, initial=as_they_are(authority))
    if form.is_valid():
        form.apply(set_ceilings, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, "The limits are saved and hold from now on.")
            return redirect("oversight:ceilings")
    return render(request, "oversight/ceilings.html", {"form": form, "may_change": may_change})
