"""Who practises, for the training team; and clearing a street for somebody."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.practice.operations.streets import end_street
from opencaf.practice.permissions import can_end_street, can_see_learners
from opencaf.practice.queries import street_with, streets_of
from opencaf.web.shared.deeds import Deed, answer, found
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import page_name


@require_GET
def learners(request: PractitionerRequest) -> HttpResponse:
    """List who has a practice street, and since when."""
    require(can_see_learners(request.practitioner))
    trail.record("read", subject_kind="practice_street", page=page_name(request))
    return render(
        request, "practice/learners.html", {"streets": streets_of(request.practitioner.authority_id)}
    )


@require_http_methods(["GET", "POST"])
def clear(request: PractitionerRequest, street_id: uuid.UUID) -> HttpResponse:
    """Clear somebody's street; they find a new one when they next practise."""
    street = found(street_with(request.practitioner.authority_id, street_id))
    if not can_end_street(request.practitioner, street):
        raise Http404
    form = OperationForm(request.POST or None)
    deed = Deed(
        f"Clear the practice street of {street.learner}?",
        "Clear it",
        "The street is cleared. When they next practise, they find it as it was at first.",
        reverse("practice:learners"),
        "What they wrote there goes and cannot be brought back. Tell them before you do it.",
        warns=True,
        title="Clear a practice street",
    )
    if form.is_valid():
        form.apply(end_street, street=street, by=request.practitioner)
    return answer(request, deed, form)
