"""Cases that come from other authorities: the list, bringing a package in, accepting and declining it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.episodes.models import ReceivedTransfer
from opencaf.episodes.operations.receiving import (
    accept_package,
    decline_package,
    open_received,
    open_to_match,
    receive_package,
)
from opencaf.episodes.permissions import can_receive
from opencaf.episodes.queries.transfers import received_by, received_to_open
from opencaf.episodes.transferring.preview import ChildOf, Preview, preview_of
from opencaf.people.operations.finding import Hit, find_children
from opencaf.people.operations.finding_relatives import find_relatives
from opencaf.people.sought import Sought
from opencaf.web.episodes.forms.transferring import AcceptForm, Asked, DeclineForm, ReceiveForm
from opencaf.web.episodes.taking import as_file
from opencaf.web.shared.confirmed import confirmed_to_send
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import one_or_404, page_name

MOST_HITS = 5
LIST, ONE = "episodes:received", "episodes:received_transfer"


@require_GET
def received(request: PractitionerRequest) -> HttpResponse:
    """List what came, what waits first."""
    require(can_receive(request.practitioner))
    rows = received_by(request.practitioner)
    trail.record("listed", subject_kind="received_transfer", page=page_name(request), count=len(rows))
    return render(request, "episodes/received.html", {"rows": rows, "back_href": reverse("home:board")})


@require_http_methods(["GET", "POST"])
@confirmed_to_send
def received_add(request: PractitionerRequest) -> HttpResponse:
    """Bring a package in."""
    require(can_receive(request.practitioner))
    form = ReceiveForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        found = form.apply(receive_package, by=request.practitioner, **form.answers())
        if found is not None:
            messages.success(request, "The package is open. Nothing is added until you accept it.")
            return redirect(ONE, found.id)
    form.say_to_choose_again()
    shown = {"form": form, "heading": "Bring in a case from another authority", "button": "Open the package"}
    return render(request, "layouts/form.html", {**shown, "cancel_href": reverse(LIST)})


@require_GET
def received_transfer(request: PractitionerRequest, received_id: uuid.UUID) -> HttpResponse:
    """Show a package: who sent it, what is in it, what became of it."""
    found = received_or_404(request, received_id)
    shown: dict[str, Any] = {"received": found, "back_href": reverse(LIST)}
    if found.state == ReceivedTransfer.State.WAITING:
        shown["preview"] = preview_of(open_received(received=found, by=request.practitioner))
    else:
        trail.record("read", subject_kind="received_transfer", subject_id=found.id, page=page_name(request))
    return render(request, "episodes/received_transfer.html", shown)


@require_http_methods(["GET", "POST"])
def received_accept(request: PractitionerRequest, received_id: uuid.UUID) -> HttpResponse:
    """Say of each child and each relative who seems known whether they are, and take the case over."""
    found = waiting_or_404(request, received_id)
    preview = preview_of(open_to_match(received=found, by=request.practitioner))
    form = AcceptForm(request.POST or None, asked=asked_about(preview, request))
    if form.is_valid():
        episode = form.apply(accept_package, received=found, by=request.practitioner, **form.answers())
        if episode is not None:
            messages.success(request, "The case is here. Send the receipt back, and ask who will lead.")
            return redirect(ONE, found.id)
    shown = the_form(found, form, heading="Accept this case", button="Accept the case")
    return render(request, "episodes/accept_received.html", shown)


@require_http_methods(["GET", "POST"])
def received_decline(request: PractitionerRequest, received_id: uuid.UUID) -> HttpResponse:
    """Decline a case, with a reason."""
    found = waiting_or_404(request, received_id)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        form.apply(decline_package, received=found, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, "The case is declined. Send the receipt back.")
            return redirect(ONE, found.id)
    shown = the_form(found, form, heading="Decline this case", button="Decline it")
    return render(request, "layouts/form.html", shown)


@require_GET
def received_receipt(request: PractitionerRequest, received_id: uuid.UUID) -> HttpResponse:
    """Give the receipt as a file, to be sent back."""
    found = received_or_404(request, received_id)
    if not found.receipt:
        raise Http404
    trail.record("taken", subject_kind="received_transfer", subject_id=found.id, reason="receipt")
    return as_file(found.receipt, kind="application/json", name="receipt.json")


def received_or_404(request: PractitionerRequest, received_id: uuid.UUID) -> ReceivedTransfer:
    """Return a package that came here."""
    require(can_receive(request.practitioner))
    found: ReceivedTransfer = one_or_404(received_to_open(request.practitioner, received_id))
    return found


def waiting_or_404(request: PractitionerRequest, received_id: uuid.UUID) -> ReceivedTransfer:
    """Return a package that waits for an answer."""
    found = received_or_404(request, received_id)
    if found.state != ReceivedTransfer.State.WAITING:
        raise Http404
    return found


def asked_about(preview: Preview, request: PractitionerRequest) -> dict[str, Asked]:
    """Return about whom to ask: every child, and of the others whoever seems to be known here."""
    children = {child.id: Asked(child.name, hits_for(child, request)) for child in preview.children}
    around = {hit.child.id for one in children.values() for hit in one.hits}
    sought = {one.id: one.sought for one in preview.relatives}
    known = find_relatives(sought=sought, around=around, by=request.practitioner)
    relatives = {
        one.id: Asked(one.name, known[one.id], one.kin) for one in preview.relatives if known.get(one.id)
    }
    return children | relatives


def hits_for(child: ChildOf, request: PractitionerRequest) -> Sequence[Hit]:
    """Return the records here that may be of a child of the package."""
    sought = Sought(
        given_names=child.given_names,
        family_name=child.family_name,
        born=child.born,
        expected_on=child.expected_on,
        nhs_number=child.nhs_number,
    )
    return find_children(sought=sought, by=request.practitioner)[:MOST_HITS]


def the_form(found: ReceivedTransfer, form: Any, *, heading: str, button: str) -> dict[str, Any]:
    """Return what the page of a form about a package shows."""
    return {
        "form": form,
        "heading": heading,
        "button": button,
        "cancel_href": reverse(ONE, args=[found.id]),
    }
