"""Sealing a part of a record for a named list, changing the list, and opening the seal again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.models import (
    ContactPoint,
    Household,
    Person,
    Schooling,
    Seal,
    SealedPart,
    SealReader,
    WhySealed,
)
from opencaf.people.operations.rules import refuse_strangers
from opencaf.people.operations.search_names import renew_search_names
from opencaf.people.permissions import can_change_child, can_open_seal

Part = Household | ContactPoint | Schooling
KIND_OF: dict[type[Part], str] = {
    Household: SealedPart.HOUSEHOLD,
    ContactPoint: SealedPart.CONTACT,
    Schooling: SealedPart.SCHOOL,
}


@all_or_nothing
def seal_part(
    *,
    record: Part,
    why: str,
    words: str,
    readers: Iterable[Practitioner],
    through: Person,
    by: Practitioner,
) -> Seal:
    """Let only those named, and whoever seals, see an address, a way to reach somebody or a school place.

    Others read that there is something and whom to ask. Nobody is found by a sealed address.
    """
    require(can_change_child(by, through))
    people = people_of(record)
    refuse_strangers(people, through=through, by=by, field="why")
    if why not in WhySealed.values:
        raise ValidationError({"why": "Select why others must not see it"})
    if not words.strip():
        raise ValidationError({"words": "Enter what others have to know about why it is sealed"})
    if live_seal_of(record.pk):
        raise ValidationError("This is sealed already.")
    seal = Seal.record(
        by=by,
        part=KIND_OF[type(record)],
        record_id=record.pk,
        person=None if isinstance(record, Household) else record.person,
        why=why,
        words=words,
        sealed_on=clock.today(),
    )
    add_readers(seal, [by, *readers])
    flag(record, sealed=True)
    renew_search_names(people)
    trail.record("part_sealed", subject_kind="child", subject_id=through.id, reason=why, seal=seal.id)
    return seal


@all_or_nothing
def set_seal_readers(
    *, seal: Seal, readers: Iterable[Practitioner], through: Person, by: Practitioner
) -> None:
    """Say anew who sees a sealed part; whoever says so stays on the list."""
    require(can_change_child(by, through))
    require(can_open_seal(by, seal))
    wanted = {one.id: one for one in [by, *readers]}
    there = SealReader.objects.filter(seal=seal, ended_at=None)
    there.left().update(ended_at=clock.now())
    known = set(there.values_list("practitioner_id", flat=True))
    add_readers(seal, [one for key, one in wanted.items() if key not in known])
    there.exclude(practitioner_id__in=wanted).update(ended_at=clock.now())
    trail.record(
        "seal_readers_set",
        subject_kind="child",
        subject_id=through.id,
        seal=seal.id,
        readers=[str(one) for one in wanted],
    )


@all_or_nothing
def open_seal(*, seal: Seal, reason: str, through: Person, by: Practitioner) -> None:
    """Let everybody who sees the record see the part again."""
    require(can_change_child(by, through))
    require(can_open_seal(by, seal))
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it need not be sealed any more"})
    record = sealed_part(seal)
    flag(record, sealed=False)
    seal.opened_on, seal.opened_why, seal.opened_by = clock.today(), reason, by
    seal.save(update_fields=["opened_on", "opened_why", "opened_by"])
    SealReader.objects.filter(seal=seal, ended_at=None).update(ended_at=clock.now())
    renew_search_names(people_of(record))
    trail.record("seal_opened", subject_kind="child", subject_id=through.id, seal=seal.id)


def live_seal_of(record_id: uuid.UUID) -> Seal | None:
    """Return the seal that a part is under now."""
    return Seal.objects.select_for_update().filter(record_id=record_id, opened_on=None).first()


def sealed_part(seal: Seal) -> Part:
    """Return the part itself; only those on the list are given it by the database."""
    model = next(model for model, kind in KIND_OF.items() if kind == seal.part)
    part: Part = model._default_manager.get(pk=seal.record_id)
    return part


def people_of(record: Part) -> list[Person]:
    """Return whose part it is."""
    if isinstance(record, Household):
        return [member.person for member in record.members.select_related("person")]
    person: Person = record.person
    return [person]


def add_readers(seal: Seal, people: Iterable[Practitioner]) -> None:
    """Put people on the list, each once; before the part is flagged, since who is not on it loses sight."""
    SealReader.objects.bulk_create(
        SealReader(
            authority_id=seal.authority_id, seal=seal, record_id=seal.record_id, practitioner=practitioner
        )
        for practitioner in dict.fromkeys(people)
    )


def flag(record: Part, *, sealed: bool) -> None:
    """Mark a part as sealed or not."""
    record.sealed = sealed
    record.save(update_fields=["sealed"])
