"""How people are related, and who has parental responsibility from when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.dates import in_words, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.models import Person, Relationship
from opencaf.people.operations.rules import refuse_backwards, refuse_kinship, refuse_strangers
from opencaf.people.permissions import can_change_child


@all_or_nothing
def relate(
    *,
    of: Person,
    to: Person,
    kinship: str,
    parental_responsibility: bool | None = None,
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
    note: str = "",
    through: Person | None = None,
    by: Practitioner,
) -> Relationship:
    """Say that one person (of) is the kinship of another (to).

    through: the child by whom both are reached; the second of them when it is left out.
    """
    through = through or to
    require(can_change_child(by, through))
    refuse_kinship(kinship)
    refuse_backwards(from_on, to_on)
    refuse_strangers([of], through=through, by=by, field="of")
    refuse_strangers([to], through=through, by=by, field="to")
    if of == to:
        raise ValidationError({"to": "Select somebody else: nobody is related to themselves"})
    refuse_second(of, to, kinship, to_on)
    relationship = Relationship.record(
        by=by,
        of=of,
        to=to,
        kinship=kinship,
        parental_responsibility=parental_responsibility,
        from_on=from_on,
        to_on=to_on,
        note=note,
    )
    record_change("related", relationship, through)
    return relationship


@all_or_nothing
def change_parental_responsibility(
    *,
    relationship: Relationship,
    parental_responsibility: bool | None,
    changed_on: dt.date,
    note: str = "",
    through: Person | None = None,
    by: Practitioner,
) -> Relationship:
    """Say that parental responsibility began or ended on a day; until then it stays as it was recorded."""
    through = through or relationship.to
    require(can_change_child(by, through))
    refuse_future("changed_on", changed_on, "The day on which it changed")
    refuse_ended(relationship)
    refuse_strangers([relationship.of, relationship.to], through=through, by=by, field="relationship")
    if relationship.parental_responsibility == parental_responsibility:
        raise ValidationError({"parental_responsibility": "Select what it has become: this is how it stands"})
    end(relationship, changed_on)
    successor = Relationship.record(
        by=by,
        of=relationship.of,
        to=relationship.to,
        kinship=relationship.kinship,
        parental_responsibility=parental_responsibility,
        from_on=changed_on,
        note=note or relationship.note,
    )
    record_change("parental_responsibility_changed", successor, through, changed_on=changed_on)
    return successor


@all_or_nothing
def end_relationship(
    *,
    relationship: Relationship,
    changed_on: dt.date,
    through: Person | None = None,
    by: Practitioner,
) -> None:
    """Say that a relationship ended on a day, such as that of a parent's partner who left."""
    through = through or relationship.to
    require(can_change_child(by, through))
    refuse_future("changed_on", changed_on, "The day on which it ended")
    refuse_ended(relationship)
    refuse_strangers([relationship.of, relationship.to], through=through, by=by, field="relationship")
    end(relationship, changed_on)
    record_change("relationship_ended", relationship, through, changed_on=changed_on)


def end(relationship: Relationship, day: dt.date) -> None:
    """Give a relationship its last day."""
    if relationship.from_on and day < relationship.from_on:
        since = in_words(relationship.from_on)
        raise ValidationError({"changed_on": f"The day must be on or after {since}, when it began"})
    relationship.to_on = day
    relationship.save(update_fields=["to_on"])


def refuse_ended(relationship: Relationship) -> None:
    """Raise ValidationError for a relationship that has ended already."""
    if relationship.to_on is not None:
        raise ValidationError(f"This ended on {in_words(relationship.to_on)} already. Load the page again.")


def refuse_second(of: Person, to: Person, kinship: str, to_on: dt.date | None) -> None:
    """Raise ValidationError where the same is recorded already."""
    if to_on is not None:
        return
    if Relationship.objects.filter(of=of, to=to, kinship=kinship, to_on=None).exists():
        raise ValidationError({"kinship": "This is recorded already. Change what is there instead."})


def record_change(action: str, relationship: Relationship, through: Person, **detail: Any) -> None:
    """Write on the trail that how two people are related was said or changed."""
    trail.record(
        action,
        subject_kind="child",
        subject_id=through.id,
        relationship=str(relationship.id),
        kinship=relationship.kinship,
        **detail,
    )
