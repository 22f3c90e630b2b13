"""Reviews of access, agency by agency: whether each post is still needed. Alerts signed off with words."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.agencies.access_reviews import agencies_to_review, last_review_of, posts_to_review, signed_off
from opencaf.agencies.models import Agency
from opencaf.agencies.operations.reviews import decide_about_posts, sign_off_alert, sign_off_review
from opencaf.agencies.permissions import can_review_access, can_sign_off_alert
from opencaf.agencies.queries import agency_with, alerts_since
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.web.oversight.forms import DecisionsForm, SignOffForm
from opencaf.web.oversight.showing import ALERTS_OF, alert_words
from opencaf.web.shared.confirmed import confirmed_required, confirmed_to_send
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import page_name

SIGNED = "The review is signed off. The next one is due in half a year."


def agency_or_404(agency_id: uuid.UUID) -> Agency:
    """Return an agency of the authority that asks."""
    agency = agency_with(agency_id)
    if agency is None:
        raise Http404
    return agency


@require_GET
def reviews(request: PractitionerRequest) -> HttpResponse:
    """List the agencies with the day on which their posts are to be looked through."""
    require(can_review_access(request.practitioner))
    found = agencies_to_review(request.practitioner.authority_id)
    trail.record("read", subject_kind="oversight", page=page_name(request))
    return render(request, "oversight/reviews.html", {"agencies": found})


@require_http_methods(["GET", "POST"])
@confirmed_to_send
def review(request: PractitionerRequest, agency_id: uuid.UUID) -> HttpResponse:
    """Show who holds which post of an agency and when they last signed in; take what is decided."""
    require(can_review_access(request.practitioner))
    agency = agency_or_404(agency_id)
    posts = posts_to_review(agency)
    trail.record("read", subject_kind="oversight", subject_id=agency.id, page=page_name(request))
    form = DecisionsForm(request.POST or None, posts=posts, reviewer=request.practitioner)
    if form.is_valid():
        form.apply(
            decide_about_posts,
            agency=agency,
            decisions=form.decisions,
            ended_on=clock.today(),
            by=request.practitioner,
        )
        if form.applied:
            messages.success(request, form.done)
            return redirect("oversight:review", agency.id)
    waiting = sum(not one.decision for one in posts)
    shown = {
        "agency": agency,
        "form": form,
        "posts": posts,
        "waiting": waiting,
        "last": last_review_of(agency),
    }
    return render(request, "oversight/review.html", shown)


@require_http_methods(["GET", "POST"])
@confirmed_required
def sign_off(request: PractitionerRequest, agency_id: uuid.UUID) -> HttpResponse:
    """Sign that every post of an agency was looked at."""
    require(can_review_access(request.practitioner))
    agency = agency_or_404(agency_id)
    form = SignOffForm(request.POST or None)
    if form.is_valid():
        form.apply(sign_off_review, agency=agency, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, SIGNED)
            return redirect("oversight:reviews")
    back = reverse("oversight:review", args=[agency.id])
    shown = {"form": form, "heading": f"Sign off the review of {agency}", "button": "Sign it off"}
    return render(request, "layouts/form.html", {**shown, "cancel_href": back})


@require_http_methods(["GET", "POST"])
def alert_sign_off(request: PractitionerRequest, event_id: uuid.UUID) -> HttpResponse:
    """Say what an alert was, after looking into it."""
    alert = next((one for one in alerts_since(clock.now() - ALERTS_OF) if one.id == event_id), None)
    require(can_sign_off_alert(request.practitioner, alert.practitioner_id if alert else None))
    if alert is None:
        raise Http404
    if signed_off([event_id]):
        messages.info(request, "Somebody has signed this alert off already.")
        return redirect("oversight:alerts")
    form = SignOffForm(request.POST or None)
    if form.is_valid():
        form.apply(sign_off_alert, alert=alert, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The alert is signed off.")
            return redirect("oversight:alerts")
    values = {"form": form, "alert": alert, "what": alert_words(alert)}
    return render(request, "oversight/alert_sign_off.html", values)
