"""The privacy officer's queue: what was opened in an emergency, and what is made of it. No word of a case."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.access.models import BrokenGlass
from opencaf.agencies.operations.setup import name_privacy_officer
from opencaf.agencies.permissions import can_oversee, can_see_ceilings, can_set_up
from opencaf.agencies.queries import auditors_of, authority_with
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.episodes.operations.breaking_glass import judge_glass
from opencaf.episodes.permissions import can_judge_glass, can_withhold_glass
from opencaf.episodes.queries.glass import broken_with, queue_of, references_about
from opencaf.web.oversight.forms import JudgeForm, PrivacyOfficerForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import page_name
from opencaf.web.shared.withholding import withholding_form


@require_GET
def glass(request: PractitionerRequest) -> HttpResponse:
    """List what waits for a judgement, the longest first, and what was judged lately."""
    require(can_oversee(request.practitioner))
    trail.record("read", subject_kind="oversight", page=page_name(request))
    authority = authority_with(request.practitioner.authority_id)
    shown = {
        "queue": queue_of(request.practitioner.authority_id),
        "officer": authority.privacy_officer if authority else None,
    }
    return render(request, "oversight/glass.html", shown)


@require_http_methods(["GET", "POST"])
def judge(request: PractitionerRequest, broken_id: uuid.UUID) -> HttpResponse:
    """Show who opened a record and why they say so; take the verdict."""
    require(can_oversee(request.practitioner))
    broken = broken_or_404(request, broken_id)
    may_judge = can_judge_glass(request.practitioner, broken)
    form = JudgeForm(request.POST or None)
    if form.is_valid():
        form.apply(judge_glass, broken=broken, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, f"{broken.practitioner} will read what you wrote.")
            return redirect("oversight:glass")
    shown = {
        "broken": broken,
        "references": references_about(broken.child_id),
        "may_judge": may_judge,
        "form": form,
        "cancel_href": reverse("oversight:glass"),
    }
    return render(request, "oversight/judge.html", shown)


@require_http_methods(["GET", "POST"])
def withhold(request: PractitionerRequest, broken_id: uuid.UUID) -> HttpResponse:
    """Keep an emergency look off the family's list, with the reason, or let it stand there again."""
    require(can_oversee(request.practitioner))
    broken = broken_or_404(request, broken_id)
    require(can_withhold_glass(request.practitioner, broken))
    form = withholding_form(request.POST or None, broken)
    if form.is_valid():
        form.apply_to(broken, by=request.practitioner)
        if form.applied:
            messages.success(request, "The family’s list follows what you said.")
            return redirect("oversight:judge", broken.id)
    back = reverse("oversight:judge", args=[broken.id])
    shown = {"broken": broken, "form": form, "cancel_href": back}
    return render(request, "episodes/withhold_look.html", shown)


@require_http_methods(["GET", "POST"])
def privacy_officer(request: PractitionerRequest) -> HttpResponse:
    """Show who is told when a record is opened in an emergency; let an administrator name somebody."""
    require(can_see_ceilings(request.practitioner))
    may_change = can_set_up(request.practitioner)
    if request.method == "POST":
        require(may_change)
    authority = authority_with(request.practitioner.authority_id)
    auditors = {str(one.id): one for one in auditors_of(request.practitioner.authority_id)}
    form = PrivacyOfficerForm(request.POST or None, auditors=auditors)
    if form.is_valid():
        chosen = auditors[form.cleaned_data["practitioner"]]
        form.apply(name_privacy_officer, practitioner=chosen, by=request.practitioner)
        if form.applied:
            messages.success(request, f"From now on {chosen} is told.")
            return redirect("oversight:privacy_officer")
    shown = {
        "form": form,
        "auditors": auditors,
        "officer": authority.privacy_officer if authority else None,
        "may_change": may_change,
    }
    return render(request, "oversight/privacy_officer.html", shown)


def broken_or_404(request: PractitionerRequest, broken_id: uuid.UUID) -> BrokenGlass:
    """Return an emergency look, with the look at it on the trail; raises Http404 where there is none."""
    broken = broken_with(broken_id)
    if broken is None:
        raise Http404
    trail.record("read", subject_kind="broken_glass", subject_id=broken.id, page=page_name(request))
    return broken
