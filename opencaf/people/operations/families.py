"""A family as it sees itself, whoever lives where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.models import Family, FamilyMember, Person
from opencaf.people.operations.rules import refuse_strangers
from opencaf.people.permissions import can_change_child


@dataclass(frozen=True)
class Member:
    """Somebody in a family, with a role in words."""

    person: Person
    role: str = ""
    from_on: dt.date | None = None


@all_or_nothing
def make_family(*, name: str, members: Sequence[Member], through: Person, by: Practitioner) -> Family:
    """Give a family its name and say who belongs to it."""
    require(can_change_child(by, through))
    if not name:
        raise ValidationError({"name": "Enter what the family is called"})
    refuse_strange_members(members, through, by)
    family = Family.record(by=by, name=name)
    write_members(family, members, by)
    record_members("family_made", family, members, through)
    return family


@all_or_nothing
def join_family(*, family: Family, members: Sequence[Member], through: Person, by: Practitioner) -> None:
    """Say who else belongs to a family."""
    require(can_change_child(by, through))
    refuse_strange_members(members, through, by)
    people = [member.person for member in members]
    if not family.members.filter(person=through).exists():
        raise ValidationError({"family": "Select a family of this child"})
    if family.members.filter(person__in=people, to_on=None).exists():
        raise ValidationError({"people": "Select only those who do not belong to this family already"})
    write_members(family, members, by)
    record_members("family_joined", family, members, through)


def refuse_strange_members(members: Sequence[Member], through: Person, by: Practitioner) -> None:
    """Raise ValidationError for nobody at all, or somebody who is not of this child's circle."""
    if not members:
        raise ValidationError({"people": "Select who belongs to the family"})
    refuse_strangers([member.person for member in members], through=through, by=by, field="people")


def write_members(family: Family, members: Sequence[Member], by: Practitioner) -> None:
    """Write who belongs to a family."""
    FamilyMember.objects.bulk_create(
        FamilyMember(
            **signed(by), family=family, person=member.person, role=member.role, from_on=member.from_on
        )
        for member in members
    )


def record_members(action: str, family: Family, members: Sequence[Member], through: Person) -> None:
    """Write on the trail who was said to belong together."""
    people = [str(member.person.id) for member in members]
    trail.record(action, subject_kind="child", subject_id=through.id, family=str(family.id), people=people)
