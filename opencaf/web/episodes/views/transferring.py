"""Sending a case to another authority: the list, preparing, the words, the package, what became of it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.models import Episode, Transfer
from opencaf.episodes.operations.transferring import (
    hidden_of,
    prepare_transfer,
    record_receipt,
    send_transfer,
    stays_of_transfer,
    take_package,
    tell_words,
    withdraw_transfer,
)
from opencaf.episodes.permissions import can_take_transfer, can_transfer
from opencaf.episodes.queries.answering import people_who_may_answer
from opencaf.episodes.queries.transfers import transfer_to_open, transfers_of
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.transferring import (
    PrepareTransferForm,
    ReceiptForm,
    SendTransferForm,
    WithdrawTransferForm,
)
from opencaf.web.episodes.taking import as_file
from opencaf.web.episodes.transfer_copy import copy_for
from opencaf.web.shared.case import render_case
from opencaf.web.shared.confirmed import confirmed_required, confirmed_to_download
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404, one_or_404

HERE = "episodes:transfers"


@require_GET
def transfers(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """List the transfers of a case, the latest first, with what goes and what can be done next."""
    episode = get_episode_or_404(request, episode_id)
    may = can_transfer(request.practitioner, episode)
    found = list(transfers_of(episode))
    waiting = next((one for one in found if one.waits), None)
    return render_case(
        request,
        "episodes/transfers.html",
        episode,
        transfers=found,
        waiting=waiting,
        stays=stays_of_transfer(transfer=waiting, by=request.practitioner) if waiting and may else [],
        can_transfer=may,
        can_take=can_take_transfer(
            request.practitioner,
            episode,
            sees_everything=not withheld_from(request.practitioner, episode),
        ),
        may_see_words=not withheld_from(request.practitioner, episode),
    )


@require_http_methods(["GET", "POST"])
def transfer_prepare(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Prepare a transfer."""
    episode = get_episode_or_404(request, episode_id)
    require(can_transfer(request.practitioner, episode))
    form = PrepareTransferForm(request.POST or None, family=people_who_may_answer(episode))
    if form.is_valid():
        form.apply(prepare_transfer, episode=episode, by=request.practitioner, **form.answers())
    return after(
        request,
        episode,
        form,
        heading="Send this case to another authority",
        button="Prepare the transfer",
        saved="The transfer is prepared. Nothing moves until the other authority accepts it.",
    )


@require_GET
@confirmed_required
def transfer_words(
    request: PractitionerRequest, episode_id: uuid.UUID, transfer_id: uuid.UUID
) -> HttpResponse:
    """Show the six words that open the package, to be told by telephone."""
    transfer = waiting_or_404(request, episode_id, transfer_id)
    words = tell_words(transfer=transfer, by=request.practitioner)
    return render_case(
        request, "episodes/transfer_words.html", transfer.episode, transfer=transfer, words=words.split()
    )


@require_GET
@confirmed_to_download(HERE, "episode_id")
def transfer_package(
    request: PractitionerRequest, episode_id: uuid.UUID, transfer_id: uuid.UUID
) -> HttpResponse:
    """Give the package as a file."""
    transfer = waiting_or_404(request, episode_id, transfer_id)
    episode = transfer.episode
    sees_everything = not withheld_from(request.practitioner, episode)
    require(can_take_transfer(request.practitioner, episode, sees_everything=sees_everything))
    form = OperationForm({})
    copy = copy_for(transfer, hidden_of(transfer), request.practitioner)
    content = form.apply(take_package, transfer=transfer, copy=copy, by=request.practitioner)
    if content is None:
        for mistake in form.mistakes():
            messages.warning(request, mistake["text"])
        return redirect(HERE, episode.id)
    return as_file(content, kind="application/octet-stream", name="case.opencaf")


@require_http_methods(["GET", "POST"])
def transfer_send(
    request: PractitionerRequest, episode_id: uuid.UUID, transfer_id: uuid.UUID
) -> HttpResponse:
    """Note that the package was sent."""
    transfer = waiting_or_404(request, episode_id, transfer_id)
    form = SendTransferForm(request.POST or None)
    if form.is_valid():
        form.apply(send_transfer, transfer=transfer, by=request.practitioner, **form.cleaned_data)
    return after(request, transfer.episode, form, heading="Note that the package was sent")


@require_http_methods(["GET", "POST"])
def transfer_withdraw(
    request: PractitionerRequest, episode_id: uuid.UUID, transfer_id: uuid.UUID
) -> HttpResponse:
    """Withdraw a transfer that waits."""
    transfer = waiting_or_404(request, episode_id, transfer_id)
    form = WithdrawTransferForm(request.POST or None)
    if form.is_valid():
        form.apply(withdraw_transfer, transfer=transfer, by=request.practitioner, **form.cleaned_data)
    return after(request, transfer.episode, form, heading="Withdraw the transfer", button="Withdraw it")


@require_http_methods(["GET", "POST"])
def transfer_receipt(
    request: PractitionerRequest, episode_id: uuid.UUID, transfer_id: uuid.UUID
) -> HttpResponse:
    """Take the receipt of the other authority; where it accepted, the case closes."""
    transfer = waiting_or_404(request, episode_id, transfer_id)
    form = ReceiptForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        form.apply(record_receipt, transfer=transfer, by=request.practitioner, **form.cleaned_data)
    return after(
        request,
        transfer.episode,
        form,
        heading="Bring in the receipt",
        button="Bring in the receipt",
        saved="The receipt is recorded.",
    )


def waiting_or_404(request: PractitionerRequest, episode_id: uuid.UUID, transfer_id: uuid.UUID) -> Transfer:
    """Return a transfer that waits, of a case that the practitioner may send."""
    episode = get_episode_or_404(request, episode_id)
    transfer: Transfer = one_or_404([one for one in transfer_to_open(episode, transfer_id) if one.waits])
    require(can_transfer(request.practitioner, episode))
    transfer.episode = episode
    return transfer


def after(
    request: PractitionerRequest,
    episode: Episode,
    form: OperationForm,
    *,
    heading: str,
    button: str = "Save",
    saved: str = "Saved.",
) -> HttpResponse:
    """Lead back to the list when something is saved, or show its form."""
    address = reverse(HERE, args=[episode.id])
    if form.applied:
        messages.success(request, saved)
        return redirect(address)
    return render_case(
        request,
        "layouts/form.html",
        episode,
        form=form,
        heading=heading,
        button=button,
        cancel_href=address,
    )
