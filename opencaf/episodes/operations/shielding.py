"""Shielding a record for a named list, changing the list, lifting the shield.

Whoever is not on the list finds, sees and breaks no glass for it: the database does not give them the
child, the cases, or the names by which the child is found. A case is shielded with any of its children.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import connection

from opencaf.access.models import Shield, ShieldAlert, ShieldReader, WhyShielded
from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode
from opencaf.episodes.permissions import can_shield
from opencaf.episodes.queries.existence import known_episodes
from opencaf.people.models import Person, SearchName


@all_or_nothing
def shield_record(
    *, child: Person, why: str, words: str, readers: Iterable[Practitioner], by: Practitioner
) -> Shield:
    """Let nobody but those named, and whoever shields, know of a child's record and its cases."""
    require(can_shield(by, child))
    if why not in WhyShielded.values:
        raise ValidationError({"why": "Select why nobody else may know of it"})
    if not words.strip():
        raise ValidationError({"words": "Enter what those on the list have to know"})
    if Shield.objects.filter(child_id=child.id, lifted_on=None).exists():
        raise ValidationError("This record is shielded already.")
    shield = Shield(
        **signed(by), id=new_id(), child_id=child.id, why=why, words=words, shielded_on=clock.today()
    )
    add_readers(shield, [by, *readers])  # first: the database takes a shield from its readers alone
    shield.save(force_insert=True)
    set_flags(child, shielded=True)
    trail.record("record_shielded", subject_kind="child", subject_id=child.id, reason=why, shield=shield.id)
    return shield


@all_or_nothing
def set_shield_readers(*, child: Person, readers: Iterable[Practitioner], by: Practitioner) -> None:
    """Say anew who may know of a shielded record; whoever says so stays on the list.

    This is how a holder of the shield lets somebody in: nothing else does.
    """
    require(can_shield(by, child))
    shield = live_shield(child)
    wanted = {one.id: one for one in [by, *readers]}
    there = ShieldReader.objects.filter(shield=shield, ended_at=None)
    there.exclude(practitioner_id__in=wanted).update(ended_at=clock.now())
    there.left().update(ended_at=clock.now())
    known = set(there.values_list("practitioner_id", flat=True))
    add_readers(shield, [one for key, one in wanted.items() if key not in known])
    trail.record(
        "shield_readers_set",
        subject_kind="child",
        subject_id=child.id,
        shield=shield.id,
        readers=[str(one) for one in wanted],
    )


@all_or_nothing
def lift_shield(*, child: Person, reason: str, by: Practitioner) -> None:
    """Let the record be found again, and seen by whoever has a reason."""
    require(can_shield(by, child))
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it need not be shielded any more"})
    shield = live_shield(child)
    set_flags(child, shielded=False)
    shield.lifted_on, shield.lifted_why, shield.lifted_by = clock.today(), reason, by
    shield.save(update_fields=["lifted_on", "lifted_why", "lifted_by"])
    trail.record("shield_lifted", subject_kind="child", subject_id=child.id, shield=shield.id)
    ShieldReader.objects.filter(shield=shield, ended_at=None).update(ended_at=clock.now())


@all_or_nothing
def note_alert_seen(*, child: Person, by: Practitioner) -> None:
    """Note that the holder of a shield has looked into children who were recorded again."""
    require(can_shield(by, child))
    shield = live_shield(child)
    seen = ShieldAlert.objects.filter(shield=shield, seen_on=None).update(seen_on=clock.today())
    trail.record("shield_alerts_seen", subject_kind="child", subject_id=child.id, count=seen)


def live_shield(child: Person) -> Shield:
    """Return the shield over a child; raises ValidationError where there is none."""
    shield = Shield.objects.select_for_update().filter(child_id=child.id, lifted_on=None).first()
    if shield is None:
        raise ValidationError("This record is not shielded.")
    return shield


def shield_case(episode: Episode, children: Sequence[Person]) -> None:
    """Bring a case under the shields of its children: whoever is on one of the lists may know of it."""
    if not any(child.shielded for child in children):
        return
    shields = Shield.objects.filter(child_id__in=[child.id for child in children], lifted_on=None)
    lists = ShieldReader.objects.live().filter(shield__in=shields).exclude(record_id=episode.id)
    named = {(row.shield_id, row.practitioner_id): row for row in lists.select_related("shield")}
    if not named:
        return
    ShieldReader.objects.bulk_create(
        [reader_row(row.shield, episode.id, row.practitioner_id) for row in named.values()],
        ignore_conflicts=True,
    )
    Episode.objects.filter(pk=episode.pk).update(shielded=True)
    episode.shielded = True


def cases_of(child_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the ids of the cases of a child, those of other localities too."""
    return [known.episode_id for known in known_episodes([child_id])]


def add_readers(shield: Shield, people: Iterable[Practitioner]) -> None:
    """Put people on the list for the child's own record and every case, each once."""
    ShieldReader.objects.bulk_create(
        reader_row(shield, record_id, practitioner.id)
        for practitioner in dict.fromkeys(people)
        for record_id in (shield.child_id, *cases_of(shield.child_id))
    )


def reader_row(shield: Shield, record_id: uuid.UUID, practitioner_id: uuid.UUID) -> ShieldReader:
    """Return a line of the list."""
    return ShieldReader(
        authority_id=shield.authority_id,
        shield_id=shield.id,
        record_id=record_id,
        practitioner_id=practitioner_id,
    )


def set_flags(child: Person, *, shielded: bool) -> None:
    """Mark the child, the names it is found by, and its cases; a case with another shielded child stays."""
    Person.objects.filter(pk=child.pk).update(shielded=shielded)
    SearchName.objects.filter(person=child).update(shielded=shielded)
    with connection.cursor() as cursor:
        cursor.execute("select episodes_follow_shields(%s)", [child.pk])
    child.shielded = shielded
