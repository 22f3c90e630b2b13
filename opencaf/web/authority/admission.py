"""What is asked before work with records: the authority's settings, and when people were trained."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.agencies.operations.admission import note_training, set_admission
from opencaf.agencies.permissions import can_note_training, can_set_up
from opencaf.agencies.queries import acceptable_use_of, people_of
from opencaf.core.rulings import require
from opencaf.web.authority.forms import AdmissionForm, TrainingForm
from opencaf.web.authority.listing import listed_people
from opencaf.web.shared.confirmed import confirmed_required
from opencaf.web.shared.deeds import Deed, answer, found
from opencaf.web.shared.requests import PractitionerRequest

ASKED = "Nobody opens a record before they have done what you ask here. It holds from their next click."
HELP = "They can work from that day on. Leave it empty where somebody was not trained after all."


@require_http_methods(["GET", "POST"])
@confirmed_required
def settings(request: PractitionerRequest) -> HttpResponse:
    """Say what is asked before work with records."""
    require(can_set_up(request.practitioner))
    authority = request.practitioner.authority
    text = acceptable_use_of(authority)
    now = {
        "asks_training": authority.asks_training,
        "asks_acceptable_use": authority.asks_acceptable_use,
        "words": text.words if text else "",
    }
    form = AdmissionForm(request.POST or None, initial=now)
    done = "Saved. It holds from everybody’s next click."
    deed = Deed(
        "Before people work with records",
        "Save",
        done,
        reverse("authority:people"),
        ASKED,
        title="Before people work with records",
    )
    if form.is_valid():
        form.apply(set_admission, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def training(request: PractitionerRequest) -> HttpResponse:
    """Show who was trained, and who was not."""
    require(can_note_training(request.practitioner))
    values = listed_people(request, "authority:training")
    return render(request, "authority/training.html", values)


@require_http_methods(["GET", "POST"])
@confirmed_required
def trained(request: PractitionerRequest, person_id: uuid.UUID) -> HttpResponse:
    """Note on which day somebody was trained."""
    require(can_note_training(request.practitioner))
    who = found(people_of(request.practitioner.authority_id).filter(pk=person_id).first())
    form = TrainingForm(request.POST or None, initial={"trained_on": who.trained_on})
    deed = Deed(
        f"Training of {who}",
        "Save",
        "The day is noted.",
        reverse("authority:training"),
        HELP,
        title="Day of training",
    )
    if form.is_valid():
        form.apply(note_training, practitioner=who, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)
