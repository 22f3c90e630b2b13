"""Shielding a record for a named list; the list, the alerts, and lifting it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from opencaf.access.models import Shield
from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import require
from opencaf.episodes.operations.shielding import (
    lift_shield,
    note_alert_seen,
    set_shield_readers,
    shield_record,
)
from opencaf.episodes.permissions import can_shield
from opencaf.episodes.queries.shields import alerts_of, readers_of_shield, shields_of
from opencaf.people.models import Person
from opencaf.people.queries.seals import who_may_be_named
from opencaf.web.children.forms.shielding import LiftForm, SeenForm, ShieldForm, ShieldReadersForm
from opencaf.web.children.frame import saved, show_form
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_child_or_404

METHODS = ["GET", "POST"]


@require_http_methods(METHODS)
def shield(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Shield a record or, where it is shielded, say anew who is on the list and show its alerts."""
    child = child_to_shield(request, child_id)
    held = next(iter(shields_of(child.id)), None)
    people = {str(one.id): one for one in who_may_be_named(child) if one.id != request.practitioner.id}
    if held:
        return readers(request, child, held, people)
    form = ShieldForm(request.POST or None, people=people)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("why", "words")}
        form.apply(shield_record, child=child, **said, readers=form.chosen(), by=request.practitioner)
        if form.applied:
            return saved(request, child, "The record is shielded. Only those on the list know of it.")
    shown: dict[str, Any] = {"template": "children/shield.html", "button": "Shield this record"}
    return show_form(request, child, form, heading="Shield this record", **shown)


def readers(
    request: PractitionerRequest, child: Person, held: Shield, people: dict[str, Practitioner]
) -> HttpResponse:
    """Say anew who may know of a shielded record."""
    there = {str(one.id): one for one in readers_of_shield(held.id) if one.id != request.practitioner.id}
    form = ShieldReadersForm(
        request.POST or None, people={**there, **people}, initial={"readers": list(there)}
    )
    if form.is_valid():
        form.apply(set_shield_readers, child=child, readers=form.chosen(), by=request.practitioner)
        if form.applied:
            return saved(request, child, "The list of who may know of this record is saved.")
    shown: dict[str, Any] = {
        "template": "children/shield.html",
        "button": "Save the list",
        "held": held,
        "alerts": alerts_of(held.id),
        "seen_form": SeenForm(),
    }
    return show_form(request, child, form, heading="Who may know of this record", **shown)


@require_POST
def alerts_seen(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Note that the alerts of a shield were looked into."""
    child = child_to_shield(request, child_id)
    form = SeenForm(request.POST)
    if form.is_valid():
        form.apply(note_alert_seen, child=child, by=request.practitioner)
    return saved(request, child, "Noted: you have looked into it.")


@require_http_methods(METHODS)
def lift(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Let a record be found and seen again."""
    child = child_to_shield(request, child_id)
    if not shields_of(child.id):
        raise Http404
    form = LiftForm(request.POST or None)
    if form.is_valid():
        form.apply(lift_shield, child=child, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            return saved(request, child, "The shield is lifted.")
    return show_form(request, child, form, heading="Lift the shield", button="Lift the shield")


def child_to_shield(request: PractitionerRequest, child_id: uuid.UUID) -> Person:
    """Return a child whose record somebody may shield; a shielded one is given to its list alone."""
    child = get_child_or_404(request, child_id)
    require(can_shield(request.practitioner, child))
    return child
