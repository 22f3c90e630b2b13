"""Recording children and the people around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import connection

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind
from opencaf.people.details import Extras, PersonDetails
from opencaf.people.models import Person, Relationship
from opencaf.people.operations.rules import refuse_backwards, refuse_kinship, refuse_strangers
from opencaf.people.operations.writing import Home, record_person, record_what_hangs_on
from opencaf.people.permissions import can_change_child, can_record_child
from opencaf.people.queries.circle import SIBLINGS, is_young

NO_EXTRAS = Extras()
NOWHERE = Home()


@all_or_nothing
def add_child(
    *, details: PersonDetails, extras: Extras = NO_EXTRAS, home: Home = NOWHERE, by: Practitioner
) -> Person:
    """Record a child, born or unborn; who records gets to see the child's page."""
    require(can_record_child(by))
    child = record_person(details, is_child=True, by=by)
    record_what_hangs_on(child, extras, home, is_child=True, by=by)
    tell_holders_of_shields([child])
    trail.record("child_recorded", subject_kind="child", subject_id=child.id)
    return child


def tell_holders_of_shields(children: Sequence[Person]) -> None:
    """Let those who hold a shield know when one of these may be theirs; whoever records learns nothing.

    The database compares, since the program is not given the shielded records either.
    """
    with connection.cursor() as cursor:
        asked = [child.id for child in children]
        cursor.execute("select people_note_shielded_twins(child) from unnest(%s::uuid[]) child", [asked])
        addresses = [row[0] for row in cursor.fetchall()]
    if addresses:
        queue_message(kind=MailKind.SHIELD_MET, to=addresses, authority_id=children[0].authority_id)


@all_or_nothing
def add_family_member(
    *,
    child: Person,
    details: PersonDetails,
    kinship: str,
    extras: Extras = NO_EXTRAS,
    home: Home = NOWHERE,
    parental_responsibility: bool | None = None,
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
    note: str = "",
    also_of: Sequence[Person] = (),
    shared_parents: Sequence[Relationship] = (),
    by: Practitioner,
) -> Person:
    """Record somebody who belongs to a child: the new person is the kinship of the child.

    also_of: other children to whom they are the same. shared_parents: parents of the child who are
    parents of the new person too, in the same way.
    """
    require(can_change_child(by, child))
    refuse_kinship(kinship)
    refuse_backwards(from_on, to_on)
    refuse_strangers(also_of, through=child, by=by, field="also_of")
    refuse_strangers((row.of for row in shared_parents), through=child, by=by, field="shared_parents")
    is_child = is_a_child(details, kinship)
    person = record_person(details, is_child=is_child, by=by)
    rows = [
        Relationship(
            **signed(by),
            of=person,
            to=one,
            kinship=kinship,
            parental_responsibility=parental_responsibility,
            from_on=from_on,
            to_on=to_on,
            note=note,
        )
        for one in dict.fromkeys([child, *also_of])
    ]
    rows += [
        Relationship(
            **signed(by),
            of=row.of,
            to=person,
            kinship=row.kinship,
            parental_responsibility=row.parental_responsibility,
        )
        for row in shared_parents
    ]
    Relationship.objects.bulk_create(rows)
    record_what_hangs_on(person, extras, home, is_child=is_child, by=by)
    trail.record("family_member_recorded", subject_kind="child", subject_id=child.id, person=str(person.id))
    return person


def is_a_child(details: PersonDetails, kinship: str) -> bool:
    """Whether somebody is to be found as a child: unborn, under age, or a sibling of unknown age."""
    birth = details.birth
    if birth.born_on is None and birth.expected_on is None and birth.age_years is None:
        return kinship in SIBLINGS
    return is_young(Person(born_on=birth.born_on, expected_on=birth.expected_on, age_years=birth.age_years))
