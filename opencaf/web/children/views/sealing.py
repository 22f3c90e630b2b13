"""Sealing an address, a way to reach somebody or a school place; its list; opening it again."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import require
from opencaf.people.models import Person, Seal
from opencaf.people.operations.sealing import open_seal, seal_part, set_seal_readers
from opencaf.people.permissions import can_open_seal
from opencaf.people.queries.particulars import particular_of
from opencaf.people.queries.seals import readers_of_seal, seals_of, who_may_be_named
from opencaf.web.children.forms.sealing import OpenSealForm, ReadersForm, SealForm
from opencaf.web.children.frame import child_to_change, saved, show_form
from opencaf.web.shared.requests import PractitionerRequest

METHODS = ["GET", "POST"]
SEALED_KINDS = ("address", "contact", "school")


@require_http_methods(METHODS)
def seal(request: PractitionerRequest, child_id: uuid.UUID, kind: str, record_id: uuid.UUID) -> HttpResponse:
    """Seal a part for a named list or, where it is sealed, say anew who is on the list."""
    child, record = part_or_404(request, child_id, kind, record_id)
    held = next(iter(seals_of(record_id)), None)
    people = {str(one.id): one for one in who_may_be_named(child) if one.id != request.practitioner.id}
    if held:
        return readers(request, child, held, people)
    form = SealForm(request.POST or None, people=people)
    if form.is_valid():
        form.apply(
            seal_part,
            record=record,
            why=form.cleaned_data["why"],
            words=form.cleaned_data["words"],
            readers=form.chosen(),
            through=child,
            by=request.practitioner,
        )
        if form.applied:
            return saved(request, child, "It is sealed: others read whom to ask.")
    shown: dict[str, Any] = {"template": "children/seal.html", "button": "Seal it"}
    return show_form(request, child, form, heading="Seal this for a few people", **shown)


def readers(
    request: PractitionerRequest, child: Person, held: Seal, people: dict[str, Practitioner]
) -> HttpResponse:
    """Say anew who sees a sealed part."""
    require(can_open_seal(request.practitioner, held))
    there = {str(one.id): one for one in readers_of_seal(held.id) if one.id != request.practitioner.id}
    form = ReadersForm(request.POST or None, people={**there, **people}, initial={"readers": list(there)})
    if form.is_valid():
        form.apply(set_seal_readers, seal=held, readers=form.chosen(), through=child, by=request.practitioner)
        if form.applied:
            return saved(request, child, "The list of who sees it is saved.")
    shown: dict[str, Any] = {"template": "children/seal.html", "button": "Save the list", "held": held}
    return show_form(request, child, form, heading="Who may see this", **shown)


@require_http_methods(METHODS)
def unseal(
    request: PractitionerRequest, child_id: uuid.UUID, kind: str, record_id: uuid.UUID
) -> HttpResponse:
    """Let everybody who sees the record see a part again."""
    child, _ = part_or_404(request, child_id, kind, record_id)
    held = next(iter(seals_of(record_id)), None)
    if held is None:
        raise Http404
    require(can_open_seal(request.practitioner, held))
    form = OpenSealForm(request.POST or None)
    if form.is_valid():
        form.apply(open_seal, seal=held, **form.cleaned_data, through=child, by=request.practitioner)
        if form.applied:
            return saved(request, child, "It is open again to everybody who sees this record.")
    return show_form(request, child, form, heading="Open this seal", button="Open the seal")


def part_or_404(
    request: PractitionerRequest, child_id: uuid.UUID, kind: str, record_id: uuid.UUID
) -> tuple[Person, Any]:
    """Return a child and a part; what is sealed from whoever asks is not there."""
    child = child_to_change(request, child_id)
    record = particular_of(child, kind, record_id) if kind in SEALED_KINDS else None
    if record is None:
        raise Http404
    return child, record
