"""The people who belong to a child: everybody reached through the child's own page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from opencaf.access.sight import ChildSight, child_sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.composed import composed_once
from opencaf.people.codes import Kinship
from opencaf.people.models import FamilyMember, Household, HouseholdMember, Person, Relationship
from opencaf.people.models.person import PersonQuerySet

PARENTS = (
    Kinship.MOTHER,
    Kinship.FATHER,
    Kinship.STEPMOTHER,
    Kinship.STEPFATHER,
    Kinship.PARENTS_PARTNER,
    Kinship.FOSTER_CARER,
    Kinship.GUARDIAN,
    Kinship.CARER,
)
SIBLINGS = (
    Kinship.SISTER,
    Kinship.BROTHER,
    Kinship.SIBLING,
    Kinship.HALF_SIBLING,
    Kinship.STEP_SIBLING,
)
GROWN_UP = 18


@dataclass(frozen=True)
class Circle:
    """A child with the people around and how they are related, in the order of the page."""

    child: Person
    people: list[Person]
    relationships: list[Relationship]

    @property
    def everybody(self) -> list[Person]:
        """The child first, then the others."""
        return [self.child, *self.people]

    def find(self, person_id: uuid.UUID) -> Person | None:
        """Return somebody of the circle, the child included."""
        return next((person for person in self.everybody if person.id == person_id), None)

    def kin_of(self, person: Person) -> list[Relationship]:
        """Return how a person is related to the child, those that last before those that ended."""
        rows = [row for row in self.relationships if {row.of_id, row.to_id} == {person.id, self.child.id}]
        return sorted(rows, key=lambda row: row.to_on is not None)

    def parents(self) -> list[Relationship]:
        """Return who brings the child up, as far as it has not ended."""
        return [
            row
            for row in self.relationships
            if row.to_id == self.child.id and row.to_on is None and row.kinship in PARENTS
        ]

    def open_children(self) -> set[uuid.UUID]:
        """Return the other children whose own record may be opened, where that was asked for."""
        return {person.id for person in self.other_children() if getattr(person, "is_seen", False)}

    def other_children(self) -> list[Person]:
        """Return the other children and young people of the circle."""
        siblings = {row.of_id for row in self.relationships if row.kinship in SIBLINGS}
        siblings |= {row.to_id for row in self.relationships if row.kinship in SIBLINGS}
        return [person for person in self.people if person.id in siblings or is_young(person)]


def is_young(person: Person) -> bool:
    """Whether somebody is not born yet or known to be under eighteen."""
    if person.expected_on:
        return True
    age = person.age_on(clock.today()) if person.born_on else person.age_years
    return age is not None and age < GROWN_UP


def circle_people(child: Person) -> PersonQuerySet:
    """Return everybody who is related to a child or in one family with them, and the child."""
    families = FamilyMember.objects.filter(person=child).values("family")
    # one union, not conditions joined by OR: PostgreSQL would read every person for those
    ids = Person.objects.filter(pk=child.pk).values("pk")
    return Person.objects.filter(
        merged_into=None,
        pk__in=ids.union(
            Relationship.objects.filter(to=child).values("of"),
            Relationship.objects.filter(of=child).values("to"),
            FamilyMember.objects.filter(family__in=families).values("person"),
        ),
    )


def circle_of(child: Person, *, seen_by: Practitioner | None = None) -> Circle:
    """Return a child with the people around, in two reads; and whose own record somebody may open."""
    around = people_and_sight(child, *child_sight_of(seen_by)) if seen_by else people_around(child)
    people = {person.id: person for person in around if person != child}
    people[child.id] = child
    relationships = relationships_among(list(people))
    for row in relationships:
        row.of, row.to = people[row.of_id], people[row.to_id]
    others = [person for person in people.values() if person != child]
    return Circle(
        child, sorted(others, key=lambda who: place_in_family(who, child, relationships)), relationships
    )


@composed_once
def people_around(child: Person) -> models.QuerySet[Person]:
    """Everybody of a child's circle."""
    return circle_people(child).order_by("id")


@composed_once
def people_and_sight(
    child: Person, authority_id: uuid.UUID, granted_to_id: uuid.UUID | None
) -> models.QuerySet[Any]:
    """Everybody of a child's circle, and whether their own record is within this sight (the last two)."""
    own = Person.objects.within(ChildSight(authority_id, granted_to_id))
    return circle_people(child).order_by("id").annotate(is_seen=Exists(own.filter(pk=OuterRef("pk"))))


@composed_once
def relationships_among(person_ids: list[uuid.UUID]) -> models.QuerySet[Relationship]:
    """How some people are related to one another."""
    return Relationship.objects.filter(of__any_of=person_ids, to__any_of=person_ids).order_by("id")


def place_in_family(person: Person, child: Person, rows: list[Relationship]) -> int:
    """Return where somebody stands on the page: parents, brothers and sisters, then others."""
    kinds = {row.kinship for row in rows if {row.of_id, row.to_id} == {person.id, child.id}}
    if kinds & set(PARENTS):
        return 0
    return 1 if kinds & set(SIBLINGS) else 2


def person_in_circle(child: Person, person_id: uuid.UUID) -> Person | None:
    """Return somebody who is reached through a child, or None."""
    return next(iter(people_called(child, person_id)), None)


@composed_once
def people_called(child: Person, person_id: uuid.UUID) -> models.QuerySet[Person]:
    """Whoever of a child's circle has this id."""
    return circle_people(child).filter(pk=person_id)


def households_of_circle(child: Person) -> models.QuerySet[Household]:
    """Return the addresses at which somebody of a child's circle lives or lived."""
    stays = HouseholdMember.objects.filter(person__in=circle_people(child))
    return Household.objects.filter(pk__in=stays.values("household"))
