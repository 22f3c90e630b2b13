"""Receiving a case from another authority: held, looked at, accepted or declined (docs/adr/0036)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode, ReceivedTransfer
from opencaf.episodes.operations.bringing_in import bring_in
from opencaf.episodes.operations.intention import refuse_second_open_episode
from opencaf.episodes.permissions import can_receive
from opencaf.episodes.transferring.archive import SAYS_NOTHING, Package, digest, unpack
from opencaf.episodes.transferring.envelope import unlock
from opencaf.episodes.transferring.reading import checked
from opencaf.episodes.transferring.receipts import ACCEPTED, DECLINED, Receipt, write_receipt
from opencaf.episodes.transferring.sheets import Rows
from opencaf.files.models import LARGEST
from opencaf.files.sealing import seal, unseal
from opencaf.people.models import Person
from opencaf.people.operations.duplicates import wonder_whether_same
from opencaf.people.operations.finding import Hit

TABLE = ReceivedTransfer._meta.db_table
LARGE = "The package must be 20 MB or smaller. Ask the sender for one with fewer files"
KNOWN_ELSEWHERE = "This package was received before by somebody else of the authority. Nothing was added."
DOES_NOT_FIT = (
    "The package holds something that cannot be kept as it stands, so nothing of it was added. "
    "Tell the sender, or decline it with this reason"
)


@all_or_nothing
def receive_package(
    *, content: bytes, words: str, received_on: dt.date, by: Practitioner
) -> ReceivedTransfer:
    """Open a package with the words that were told, and hold it until somebody answers."""
    require(can_receive(by))
    refuse_future("received_on", received_on, "The date it arrived")
    if len(content) > LARGEST:
        raise ValidationError({"file": LARGE})
    opened = unlock(content, words)
    package = unpack(opened)
    said = what_it_says(package)
    checked(package)
    refuse_known(said["package_id"], by)
    received = ReceivedTransfer(**signed(by), **said, received_on=received_on, digest=digest(opened))
    received.key_id, received.held = seal(opened, table=TABLE, row_id=received.id)
    try:
        with transaction.atomic():
            received.save(force_insert=True)
    except IntegrityError as again:  # it came to somebody whose cases are not to be seen from here
        raise ValidationError({"file": KNOWN_ELSEWHERE}) from again
    note("transfer_received", received, on=received_on)
    return received


def what_it_says(package: Package) -> dict[str, Any]:
    """Return what is kept of a manifest, or refuse one that says it wrongly."""
    manifest = package.manifest
    try:
        return {
            "package_id": uuid.UUID(str(manifest["package"])),
            "sender_name": package.sender["name"][:100],
            "sender_contact": package.sender["contact"][:300],
            "their_reference": str(manifest["reference"])[:24],
            "moves_on": dt.date.fromisoformat(str(manifest["moves_on"])),
        }
    except ValueError as wrong:
        raise ValidationError({"file": SAYS_NOTHING}) from wrong


def refuse_known(package_id: uuid.UUID, by: Practitioner) -> None:
    """Raise ValidationError for a package that is here already; nothing is added by it."""
    known = ReceivedTransfer.objects.filter(authority_id=by.authority_id, package_id=package_id).first()
    if known is None:
        return
    became = f" It became {known.episode}." if known.episode_id else ""
    state = known.get_state_display().lower()
    raise ValidationError(
        {"file": f"This package was received before and is {state}.{became} Nothing was added."}
    )


@all_or_nothing
def open_received(*, received: ReceivedTransfer, by: Practitioner) -> Package:
    """Return what a waiting package holds; the look is on the trail."""
    require(can_receive(by))
    note("read", received)
    return opened(received)


@all_or_nothing
def open_to_match(*, received: ReceivedTransfer, by: Practitioner) -> Package:
    """Return the same for who looks whether its children are known here; that search is the look."""
    require(can_receive(by))
    note("transfer_matched", received)
    return opened(received)


def opened(received: ReceivedTransfer) -> Package:
    """Return what a waiting package holds."""
    refuse_unless_waiting(received)
    return unpack(unseal(bytes(received.held), key_id=received.key_id, table=TABLE, row_id=received.id))


@all_or_nothing
def accept_package(
    *,
    received: ReceivedTransfer,
    same: Mapping[str, Person],
    unsure: Mapping[str, Sequence[Hit]] | None = None,
    answered_on: dt.date,
    by: Practitioner,
) -> Episode:
    """Take a case over: its rows become rows here, with their days and authors; write the receipt.

    same: by their id in the package, those who have a record here; nobody else is joined. unsure: who may
    have one, with whom they may be: they start a new record, and the pairs wait to be judged.
    """
    require(can_receive(by))
    received = held(received)
    package = opened(received)
    refuse_wrong_day(received, answered_on)
    rows = checked(package)
    refuse_wrong_people(rows, same)
    children = {str(row["child"]) for row in rows["episode_child"]}
    refuse_second_open_episode([person for who, person in same.items() if who in children], by)
    try:
        with transaction.atomic():
            episode = bring_in(package, received, same, answered_on, by)
            note_unsure(received, unsure or {}, by)
            connection.check_constraints()
    except (IntegrityError, DataError) as wrong:
        raise ValidationError(DOES_NOT_FIT) from wrong
    answer(received, package, ACCEPTED, answered_on, "", by, episode)
    note("transfer_accepted", received, on=answered_on)
    return episode


def refuse_wrong_people(rows: Rows, same: Mapping[str, Person]) -> None:
    """Raise ValidationError for people who are not of the package, and two of it who would become one."""
    if same.keys() - {str(row["id"]) for row in rows["person"]}:
        raise ValidationError("Somebody who was joined is not in the package. Answer anew")
    if len({person.id for person in same.values()}) < len(same):
        raise ValidationError("Two people of the package cannot be the same person here. Choose one of them")


def note_unsure(received: ReceivedTransfer, unsure: Mapping[str, Sequence[Hit]], by: Practitioner) -> None:
    """Let the new records of those who may be known here wait beside whom they may be, to be judged."""
    became = received.rows.filter(sheet="person", original_id__in=list(unsure))
    here = {str(original): row_id for original, row_id in became.values_list("original_id", "row_id")}
    wonder_whether_same(found={here[who]: hits for who, hits in unsure.items()}, by=by)


@all_or_nothing
def decline_package(
    *, received: ReceivedTransfer, reason: str, answered_on: dt.date, by: Practitioner
) -> ReceivedTransfer:
    """Decline a case, with a reason that goes back to the sender; what the package held is deleted."""
    require(can_receive(by))
    received = held(received)
    package = opened(received)
    refuse_wrong_day(received, answered_on)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it is declined"})
    answer(received, package, DECLINED, answered_on, reason, by)
    note("transfer_declined", received, on=answered_on)
    return received


def answer(
    received: ReceivedTransfer,
    package: Package,
    said: str,
    on: dt.date,
    reason: str,
    by: Practitioner,
    episode: Episode | None = None,
) -> None:
    """Write the answer with its receipt; the package is kept no longer."""
    receipt = Receipt(
        package=str(received.package_id),
        answer=said,
        answered_on=on,
        authority=by.authority.name,
        answered_by=f"{by}, {by.agency}",
        reference=episode.reference if episode else "",
        reason=reason,
    )
    received.receipt = write_receipt(receipt, str(package.manifest["receipt_key"]))
    received.state, received.answered_on = ReceivedTransfer.State(said), on
    received.answered_by, received.answer_reason, received.episode = by, reason, episode
    received.key_id, received.held = "", b""
    received.save()


def held(received: ReceivedTransfer) -> ReceivedTransfer:
    """Return a package as it stands, held until the operation ends."""
    return ReceivedTransfer.objects.select_for_update(of=("self",)).get(pk=received.pk)


def refuse_unless_waiting(received: ReceivedTransfer) -> None:
    """Raise ValidationError for a package that was answered."""
    if received.state != ReceivedTransfer.State.WAITING:
        raise ValidationError(f"This package is {received.get_state_display().lower()} already.")


def refuse_wrong_day(received: ReceivedTransfer, answered_on: dt.date) -> None:
    """Raise ValidationError for an answer in the future, or before the package arrived."""
    label = "The date of the answer"
    refuse_future("answered_on", answered_on, label)
    refuse_before("answered_on", answered_on, label, earliest=received.received_on, event="when it arrived")


def note(action: str, received: ReceivedTransfer, **detail: Any) -> None:
    """Write on the trail what became of a package."""
    trail.record(
        action,
        subject_kind="received_transfer",
        subject_id=received.id,
        episode_id=received.episode_id,
        **detail,
    )
