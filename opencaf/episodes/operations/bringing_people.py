"""People of a package: joined to who is known here, or written anew and filed so that they are found."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models

from opencaf.agencies.models import Practitioner, signed
from opencaf.episodes.models import ReceivedTransfer
from opencaf.episodes.transferring.sheets import Rows
from opencaf.people.codes import Scheme
from opencaf.people.models import (
    ContactPoint,
    Family,
    FamilyMember,
    Identifier,
    Person,
    PersonName,
    Relationship,
    Schooling,
)
from opencaf.people.name_keys import plain_postcode
from opencaf.people.operations.recording import tell_holders_of_shields
from opencaf.people.operations.search_names import (
    file_names,
    live_stays,
    renew_search_names,
    write_search_names,
)
from opencaf.people.queries.circle import is_young

Ids = dict[tuple[type[models.Model], str], uuid.UUID]
# What makes two rows about one person the same.
ALIKE: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "person_name": (PersonName, ("kind", "given_names", "family_name")),
    "contact_point": (ContactPoint, ("kind", "value")),
    "identifier": (Identifier, ("scheme", "value")),
    "schooling": (Schooling, ("name",)),
}


@dataclass
class Joined:
    """Who of the package is known here, as somebody said, by the sender's id; rows that stand for its."""

    people: dict[str, Person]
    rows: Ids = field(default_factory=dict)


def leave_out_known(rows: Rows, joined: Joined) -> Rows:
    """Return the rows without what stands here already of those who are joined."""
    if not joined.people:
        return rows
    rows = dict(rows)
    here = {original: person.id for original, person in joined.people.items()}
    for name, (model, columns) in ALIKE.items():
        stand = {
            (one.person_id, *(getattr(one, column) for column in columns))  # type: ignore[attr-defined]
            for one in model._default_manager.filter(person__in=here.values())
        }
        rows[name] = [
            row
            for row in rows[name]
            if (here.get(str(row["person"])), *(row.get(column) for column in columns)) not in stand
        ]
    at_home = set(live_stays().filter(person__in=here.values()).values_list("person_id", flat=True))
    rows["household_member"] = [
        row for row in rows["household_member"] if here.get(str(row["person"])) not in at_home
    ]
    lived_in = {row["household"] for row in rows["household_member"]}
    rows["household"] = [row for row in rows["household"] if row["id"] in lived_in]
    related = live_ties(here.values())
    rows["relationship"] = [
        row
        for row in rows["relationship"]
        if (here.get(str(row["of"])), here.get(str(row["to"])), row["kinship"]) not in related
    ]
    join_family(rows, joined)
    rows["person"] = [row for row in rows["person"] if str(row["id"]) not in here]
    return rows


def live_ties(people: Iterable[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID, str]]:
    """Return how people are related here."""
    wanted = list(people)
    ties = Relationship.objects.filter(of__in=wanted, to__in=wanted, to_on=None)
    return set(ties.values_list("of_id", "to_id", "kinship"))


def join_family(rows: Rows, joined: Joined) -> None:
    """Let the family of the package be the one in which somebody who is joined lives here."""
    members = FamilyMember.objects.filter(person__in=joined.people.values(), to_on=None)
    member = members.order_by("recorded_at", "id").first()
    if member is None or not rows["family"]:
        return
    for row in rows["family"]:
        joined.rows[Family, str(row["id"])] = member.family_id
    rows["family"] = []
    in_it = set(
        FamilyMember.objects.filter(family=member.family_id, to_on=None).values_list("person_id", flat=True)
    )
    here = {original: person.id for original, person in joined.people.items()}
    rows["family_member"] = [
        row for row in rows["family_member"] if here.get(str(row["person"])) not in in_it
    ]


def file_people(rows: Rows, children: list[str], joined: Joined, ids: Ids, *, by: Practitioner) -> None:
    """File everybody new so that they are found, and those anew who are joined."""
    new = list(Person.objects.filter(pk__in=[ids[Person, str(row["id"])] for row in rows["person"]]))
    young = {ids[Person, child] for child in children}
    names = list(PersonName.objects.filter(person__in=new))
    homes = live_stays().filter(person__in=new, household__sealed=False).select_related("household")
    postcodes = [(home.person_id, plain_postcode(home.household.postcode)) for home in homes]
    for person in new:
        write_search_names(
            file_names(
                person,
                names=[name for name in names if name.person_id == person.id],
                postcodes=[postcode for person_id, postcode in postcodes if person_id == person.id],
                is_child=person.id in young or is_young(person),
            )
        )
    renew_search_names(joined.people.values())
    tell_holders_of_shields([person for person in new if person.id in young] or list(joined.people.values()))


def note_numbers(
    children: list[str], ids: Ids, joined: Joined, received: ReceivedTransfer, *, by: Practitioner
) -> None:
    """Keep the sender's reference and its own id of each child as numbers of another system."""
    Identifier.objects.bulk_create(
        Identifier(
            **signed(by), person_id=ids[Person, child], scheme=Scheme.OTHER, system=system[:100], value=value
        )
        for child in children
        for system, value in (
            (f"{received.sender_name}, reference", received.their_reference),
            (f"{received.sender_name}, OpenCAF", child),
        )
    )
