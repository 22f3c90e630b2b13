"""Sending a case to another authority: prepared, taken, sent, withdrawn; its receipt (docs/adr/0036)."""

from __future__ import annotations

import base64
import datetime as dt
import json
import os
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies import ceilings
from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import ClosureReason, OutcomeLevel
from opencaf.episodes.models import CaseFile, Closure, Episode, Transfer, TransferLeftOut
from opencaf.episodes.operations.closing import close_episode
from opencaf.episodes.operations.sending_files import files_that_go, said_of_files, shared_out
from opencaf.episodes.permissions import can_coordinate, can_take_transfer, can_transfer
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.package_contents import (
    Contents,
    contents_of,
    files_of,
    kept_back,
    stays_of,
    within_bounds,
)
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.episodes.transferring.archive import COPY, MOST_OPENED, MOST_PARTS, SHEETS, pack, write_json
from opencaf.episodes.transferring.envelope import lock, new_words
from opencaf.episodes.transferring.receipts import ACCEPTED, Receipt, read_receipt
from opencaf.files.models import LARGEST
from opencaf.files.sealing import seal, unseal
from opencaf.people.models import Person

TOO_LARGE = "The package would pass 20 MB. Remove files that need not go, then take it again"
TOO_MUCH_INSIDE = "The case holds more than a package takes. Remove files that need not go, then try again"


@all_or_nothing
def prepare_transfer(
    *,
    episode: Episode,
    to_name: str,
    to_mailbox: str,
    why: str,
    moves_on: dt.date,
    agreed_on: dt.date,
    agreed_by: Person,
    agreed_words: str,
    left_out: Iterable[str] = (),
    prepared_on: dt.date,
    by: Practitioner,
) -> Transfer:
    """Prepare to send a case on: to whom, why, from which day, and what the family agreed to."""
    require(can_transfer(by, episode))
    refuse_future("agreed_on", agreed_on, "The date the family agreed")
    label = "The date it was prepared"
    refuse_future("prepared_on", prepared_on, label)
    began = episode.intended_on
    refuse_before("prepared_on", prepared_on, label, earliest=began, event="the day of the intention")
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if episode.transfers.filter(state__in=[Transfer.State.PREPARED, Transfer.State.SENT]).exists():
        raise ValidationError("A transfer of this case waits already. Withdraw it to prepare another")
    refuse_empty(to_name=to_name, why=why, agreed_words=agreed_words)
    transfer = Transfer(
        **signed(by),
        episode=episode,
        to_name=to_name,
        to_mailbox=to_mailbox,
        why=why,
        moves_on=moves_on,
        agreed_on=agreed_on,
        agreed_by=agreed_by,
        agreed_words=agreed_words,
        prepared_on=prepared_on,
    )
    secrets = {"words": new_words(), "receipt_key": base64.b64encode(os.urandom(32)).decode()}
    transfer.key_id, transfer.secrets = seal(write_json(secrets), table=TABLE, row_id=transfer.id)
    transfer.save(force_insert=True)
    known = form_areas().codes
    TransferLeftOut.objects.bulk_create(
        TransferLeftOut(**signed(by), transfer=transfer, element=element)
        for element in sorted(set(left_out) & known)
    )
    note("transfer_prepared", transfer, on=prepared_on)
    return transfer


TABLE = Transfer._meta.db_table
ASKED = {
    "to_name": "Enter the authority to which the family moves",
    "why": "Enter why the case moves",
    "agreed_words": "Enter what the family agreed to share",
}


def refuse_empty(**texts: str) -> None:
    """Raise ValidationError for the first text that says nothing."""
    for name, text in texts.items():
        if not text.strip():
            raise ValidationError({name: ASKED[name]})


def secrets_of(transfer: Transfer) -> dict[str, str]:
    """Return the words and the key of the receipt, while the transfer waits."""
    content = unseal(bytes(transfer.secrets), key_id=transfer.key_id, table=TABLE, row_id=transfer.id)
    secrets: dict[str, str] = json.loads(content)
    return secrets


@all_or_nothing
def tell_words(*, transfer: Transfer, by: Practitioner) -> str:
    """Return the words that open the package, to be told by telephone."""
    require(can_transfer(by, transfer.episode))
    refuse_unless_waiting(transfer)
    note("transfer_words_shown", transfer)
    return secrets_of(transfer)["words"]


@all_or_nothing
def take_package(*, transfer: Transfer, copy: bytes = b"", by: Practitioner) -> bytes:
    """Return the package, locked with its words; copy is what people read, as PDF."""
    episode = transfer.episode
    require(can_take_transfer(by, episode, sees_everything=not withheld_from(by, episode)))
    refuse_unless_waiting(transfer)
    contents = within_bounds(contents_of(episode, left_out_of(transfer)))
    secrets = secrets_of(transfer)
    parts = {f"{SHEETS}{name}.json": write_json(rows) for name, rows in contents.rows.items() if rows}
    files, too_large = files_that_go(contents)
    parts |= files
    if copy:
        parts[COPY] = copy
    manifest = manifest_of(transfer, contents, too_large, by) | {"receipt_key": secrets["receipt_key"]}
    if len(parts) >= MOST_PARTS or sum(map(len, parts.values())) > MOST_OPENED:
        raise ValidationError(TOO_MUCH_INSIDE)
    locked = lock(pack(manifest, parts), secrets["words"])
    if len(locked) > LARGEST:
        raise ValidationError(TOO_LARGE)
    ceilings.record_export(
        "taken",
        by=by,
        subject_kind="episode",
        subject_id=episode.id,
        episode_id=episode.id,
        reason="transfer",
        transfer=transfer.id,
        size=len(locked),
    )
    return locked


def left_out_of(transfer: Transfer) -> list[str]:
    """Return the areas that the family keeps from the other authority."""
    return list(transfer.left_out.order_by("element").values_list("element", flat=True))


def manifest_of(
    transfer: Transfer, contents: Contents, too_large: list[CaseFile], by: Practitioner
) -> dict[str, Any]:
    """Return what a package says of itself."""
    authority = by.authority
    contact = ", ".join(filter(None, [str(by), str(by.agency), by.phone, by.email]))
    return {
        "package": str(transfer.id),
        "made_at": clock.now().isoformat(),
        "sender": {"name": authority.name, "code": authority.code, "contact": contact},
        "to": {"name": transfer.to_name, "mailbox": transfer.to_mailbox},
        "reference": transfer.episode.reference,
        "moves_on": transfer.moves_on.isoformat(),
        "why": transfer.why,
        "agreement": {
            "agreed_on": transfer.agreed_on.isoformat(),
            "agreed_by": transfer.agreed_by.full_name,
            "words": transfer.agreed_words,
        },
        "stays_behind": [*contents.stays, *said_of_files(too_large)],
    }


def stays_of_transfer(*, transfer: Transfer, by: Practitioner) -> list[str]:
    """Return in sentences what of a case stays here, as somebody reads who may send it."""
    require(can_transfer(by, transfer.episode))
    hidden = hidden_of(transfer)
    return [*stays_of(hidden), *said_of_files(shared_out(files_of(transfer.episode, hidden))[1])]


def hidden_of(transfer: Transfer) -> Areas:
    """Return the parts that stay here."""
    children = frozenset(transfer.episode.episode_children.values_list("child_id", flat=True))
    return kept_back(transfer.episode, children, left_out_of(transfer))


@all_or_nothing
def send_transfer(*, transfer: Transfer, sent_on: dt.date, by: Practitioner) -> Transfer:
    """Note that the package was sent."""
    require(can_transfer(by, transfer.episode))
    transfer = held(transfer)
    refuse_unless_waiting(transfer)
    label = "The date it was sent"
    refuse_future("sent_on", sent_on, label)
    refuse_before("sent_on", sent_on, label, earliest=transfer.prepared_on, event="when it was prepared")
    transfer.sent_on, transfer.state = sent_on, Transfer.State.SENT
    transfer.save(update_fields=["sent_on", "state"])
    note("transfer_sent", transfer, on=sent_on)
    return transfer


@all_or_nothing
def withdraw_transfer(*, transfer: Transfer, withdrawn_on: dt.date, why: str, by: Practitioner) -> Transfer:
    """Withdraw a transfer that nobody has answered; its words open nothing that is entered here again."""
    require(can_coordinate(by, transfer.episode))
    transfer = held(transfer)
    refuse_unless_waiting(transfer)
    label = "The date it is withdrawn"
    refuse_future("withdrawn_on", withdrawn_on, label)
    since = transfer.sent_on or transfer.prepared_on
    refuse_before("withdrawn_on", withdrawn_on, label, earliest=since, event="when it was prepared or sent")
    if not why.strip():
        raise ValidationError({"why": "Enter why it is withdrawn"})
    transfer.state = Transfer.State.WITHDRAWN
    transfer.withdrawn_on, transfer.withdrawn_why = withdrawn_on, why
    forget_secrets(transfer)
    transfer.save()
    note("transfer_withdrawn", transfer, on=withdrawn_on)
    return transfer


@all_or_nothing
def record_receipt(*, transfer: Transfer, receipt: str, closed_on: dt.date, by: Practitioner) -> Transfer:
    """Take the other authority's receipt: where it accepted, the case closes here, and not before."""
    require(can_transfer(by, transfer.episode))
    transfer = held(transfer)
    refuse_unless_waiting(transfer)
    found = read_receipt(receipt, package=str(transfer.id), key=secrets_of(transfer)["receipt_key"])
    refuse_future("receipt", found.answered_on, "The date of the answer")
    transfer.state = Transfer.State(found.answer)
    transfer.sent_on = transfer.sent_on or max(transfer.prepared_on, found.answered_on)
    transfer.answered_on, transfer.answer_reason = found.answered_on, found.reason
    transfer.answered_by_words = f"{found.answered_by}, {found.authority}"[:250]
    transfer.their_reference = found.reference[:24]
    forget_secrets(transfer)
    transfer.save()
    note("transfer_answered", transfer, on=found.answered_on, answer=found.answer)
    if found.answer == ACCEPTED:
        close_as_moved(transfer, found, closed_on, by)
    return transfer


def close_as_moved(transfer: Transfer, receipt: Receipt, closed_on: dt.date, by: Practitioner) -> Closure:
    """Close a case that goes on elsewhere."""
    label = "The date it closes here"
    refuse_before(
        "closed_on", closed_on, label, earliest=receipt.answered_on, event="when the other authority accepted"
    )
    reference = f" ({receipt.reference})" if receipt.reference else ""
    words = f"Goes on at {receipt.authority}{reference}, which accepted it."
    return close_episode(
        episode=transfer.episode,
        closed_on=closed_on,
        reason=ClosureReason.MOVED_OUT_OF_AREA,
        reason_words=words,
        outcome_level=OutcomeLevel.NOT_ASSESSED,
        views_missing_why="The family goes on with the plan at the other authority.",
        by=by,
    )


def held(transfer: Transfer) -> Transfer:
    """Return a transfer as it stands, held until the operation ends."""
    return Transfer.objects.select_for_update(of=("self",)).select_related("episode").get(pk=transfer.pk)


def refuse_unless_waiting(transfer: Transfer) -> None:
    """Raise ValidationError for a transfer that was answered or withdrawn."""
    if not transfer.waits:
        raise ValidationError(
            f"This transfer is {transfer.get_state_display().lower()}, and waits no longer."
        )


def forget_secrets(transfer: Transfer) -> None:
    """Keep neither words nor key longer than they are needed."""
    transfer.key_id, transfer.secrets = "", b""


def note(action: str, transfer: Transfer, **detail: Any) -> None:
    """Write on the trail what became of a transfer."""
    trail.record(
        action, subject_kind="transfer", subject_id=transfer.id, episode_id=transfer.episode_id, **detail
    )
