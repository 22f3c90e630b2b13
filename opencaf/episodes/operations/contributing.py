"""Writing what one was asked: boxes save themselves while somebody types, each save a version; then sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Contribution, ContributionBox, ContributionVersion
from opencaf.episodes.operations.contributions import lock_contribution, refuse_ended
from opencaf.episodes.operations.drafts import is_new_sitting_in
from opencaf.episodes.operations.withholding import refuse_withheld
from opencaf.episodes.permissions import can_contribute
from opencaf.episodes.queries.contributions import boxes_in
from opencaf.episodes.seen import both_changed, fingerprint, settle_by_name
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind

NOTE = "note"


@dataclass(frozen=True)
class Answered:
    """What came of a save: the texts as they stand by name, and which somebody else had changed."""

    stands: Mapping[str, str]
    clashing: Sequence[str]

    @property
    def seen(self) -> dict[str, str]:
        """The fingerprint of every text that stands."""
        return {name: fingerprint(text) for name, text in self.stands.items()}


def name_of(box: ContributionBox) -> str:
    """Return what the text of a box is called in a form."""
    return f"text-{box.id}"


@all_or_nothing
def save_contribution(
    *, contribution: Contribution, texts: Mapping[str, str], seen: Mapping[str, str], by: Practitioner
) -> Answered:
    """Save what was typed; a text that somebody else changed meanwhile is left as they left it."""
    require(can_contribute(by, contribution))
    held, boxes = lock_texts(contribution)
    before = texts_of(held, boxes)
    known = {name: text for name, text in texts.items() if name in before}
    clashing = clashes(before, known, seen)
    typed = {name: text for name, text in known.items() if name not in clashing}
    write(held, boxes, typed, by)
    if is_new_sitting_in(held.id, by):
        record_writing(held, "contribution_written", texts=len(typed), while_typing=True)
    return Answered(before | typed, clashing)


@all_or_nothing
def keep_contribution(
    *, contribution: Contribution, texts: Mapping[str, str], seen: Mapping[str, str], by: Practitioner
) -> None:
    """Save a whole page, to be finished later; who asked is told nothing yet."""
    require(can_contribute(by, contribution))
    held, boxes = lock_texts(contribution)
    write(held, boxes, settled(held, boxes, texts, seen), by)
    record_writing(held, "contribution_written", texts=len(texts))


@all_or_nothing
def send_contribution(
    *,
    contribution: Contribution,
    texts: Mapping[str, str],
    seen: Mapping[str, str],
    sent_on: dt.date,
    by: Practitioner,
) -> None:
    """Save what was written and hand it to who asked; until the last day it can be sent again, bettered."""
    require(can_contribute(by, contribution))
    held, boxes = lock_texts(contribution)
    stands = settled(held, boxes, texts, seen)
    if not any(stands.values()):
        raise ValidationError({name_of(boxes[0]): "Write something before you send it, or leave this page"})
    refuse_future("sent_on", sent_on, "The day it was written")
    refuse_before("sent_on", sent_on, "The day it was written", earliest=held.asked_on, event="it was asked")
    write(held, boxes, stands, by)
    held.sent_on, held.read_on = sent_on, None
    held.save(update_fields=["sent_on", "read_on"])
    tell_who_asked(held, by)
    record_writing(held, "contribution_sent", sent_on=sent_on)


def clashes(before: Mapping[str, str], typed: Mapping[str, str], seen: Mapping[str, str]) -> list[str]:
    """Return the texts that were typed in and that somebody else changed meanwhile."""
    return [
        name
        for name, text in typed.items()
        if both_changed(saved=before[name], typed=text, seen=seen.get(name, ""))
    ]


def settled(
    held: Contribution, boxes: Sequence[ContributionBox], texts: Mapping[str, str], seen: Mapping[str, str]
) -> dict[str, str]:
    """Return the texts that stand; raise ValidationError at each that both have changed."""
    before = texts_of(held, boxes)
    typed = {name: text for name, text in texts.items() if name in before}
    return before | settle_by_name(before, typed, seen)


def lock_texts(contribution: Contribution) -> tuple[Contribution, list[ContributionBox]]:
    """Return a contribution that can still be written in, with its boxes, held by this transaction."""
    held = lock_contribution(contribution)
    refuse_ended(held)
    return held, boxes_in(held.id)


def texts_of(held: Contribution, boxes: Sequence[ContributionBox]) -> dict[str, str]:
    """Return every text by its name in a form."""
    return {**{name_of(box): box.text for box in boxes}, NOTE: held.note}


def write(
    held: Contribution, boxes: Sequence[ContributionBox], stands: Mapping[str, str], by: Practitioner
) -> None:
    """Write the texts that differ, keeping each as a version."""
    changed = [box for box in boxes if stands.get(name_of(box), box.text) != box.text]
    refuse_what_they_do_not_see(held, changed, by)
    for box in changed:
        box.text = stands[name_of(box)]
        box.change_count += 1
    ContributionBox.objects.bulk_update(changed, ["text", "change_count"])
    ContributionVersion.objects.bulk_create(
        ContributionVersion(**signed_for(by, held), box=box, number=box.change_count, text=box.text)
        for box in changed
    )
    if stands.get(NOTE, held.note) != held.note:
        held.note = stands[NOTE]
        held.save(update_fields=["note"])


def refuse_what_they_do_not_see(
    held: Contribution, boxes: Sequence[ContributionBox], by: Practitioner
) -> None:
    """Raise ValidationError where somebody types for another about a part that they do not see."""
    if boxes and by.id != held.practitioner_id:
        children = held.children.values_list("child_id", flat=True)
        areas = [(child_id, box.question.code) for child_id in children for box in boxes]
        refuse_withheld(areas, held.episode, by)


def signed_for(by: Practitioner, held: Contribution) -> dict[str, object]:
    """Return the columns that say who typed, and for whom where that is somebody else."""
    return {**signed(by), "on_behalf_of_id": held.practitioner_id if by.id != held.practitioner_id else None}


def tell_who_asked(held: Contribution, by: Practitioner) -> None:
    """Mail who asked that there is an answer, unless they typed it themselves."""
    asker = held.recorded_by
    if asker and asker.id != by.id and asker.user_id and asker.email:
        queue_message(
            kind=MailKind.CONTRIBUTION_SENT, to=[asker.email], authority_id=held.authority_id, path=""
        )


def record_writing(held: Contribution, action: str, **detail: Any) -> None:
    """Write on the trail that what somebody was asked was written, or sent."""
    trail.record(
        action, subject_kind="contribution", subject_id=held.id, episode_id=held.episode_id, **detail
    )
