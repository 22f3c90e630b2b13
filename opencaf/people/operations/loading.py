"""Loading many people at once from what another system gives, all of them or none."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from opencaf.agencies.models import How, Practitioner, signed
from opencaf.audit import trail
from opencaf.core.ids import new_id
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.codes import Scheme
from opencaf.people.given import GivenAddress, GivenParent, GivenPerson
from opencaf.people.identifiers import tidy, warning_for
from opencaf.people.models import (
    ContactPoint,
    Household,
    HouseholdMember,
    Identifier,
    Person,
    PersonName,
    Relationship,
    Schooling,
    SearchName,
)
from opencaf.people.name_keys import plain_postcode, spaced_postcode
from opencaf.people.operations.recording import tell_holders_of_shields
from opencaf.people.operations.rules import (
    refuse_backwards,
    refuse_impossible_birth,
    refuse_nameless,
)
from opencaf.people.operations.search_names import file_names, write_search_names
from opencaf.people.permissions import can_load_people

ORDER = (
    Person,
    Relationship,
    PersonName,
    ContactPoint,
    Identifier,
    Schooling,
    Household,
    HouseholdMember,
)


@all_or_nothing
def load_people(
    *, batches: Iterable[Sequence[GivenPerson]], system: str, by: Practitioner
) -> dict[str, uuid.UUID]:
    """Record people as children of the authority; returns which record each given id became.

    The given id stays as a number of the named system. Nobody is given access: whoever coordinates or
    manages sees them, others find them.
    """
    require(can_load_people(by))
    loading = Loading(system=system, by=by)
    for people in batches:
        loading.write(people)
    trail.record(
        "people_loaded", subject_kind="authority", subject_id=by.authority_id, people=len(loading.ids)
    )
    return loading.ids


def refuse_what_is_wrong(person: GivenPerson) -> None:
    """Raise ValidationError for what no record of a child may say."""
    name, birth = person.present_name, person.birth
    refuse_nameless(name.given_names, name.family_name, is_expected=birth.expected_on is not None)
    refuse_impossible_birth(birth)
    for dated in (*person.names, *person.addresses, *person.schools, *person.identifiers):
        refuse_backwards(dated.from_on, dated.to_on)
    refuse_twice([parent.id for parent in person.parents if parent.id], "parents", "The id of a parent")
    live = [address.key for address in person.addresses if not address.to_on]
    refuse_twice(live, "addresses", "An address without an end")
    for parent in person.parents:
        if not parent.given_names and not parent.family_name:
            raise ValidationError({"parents": "Enter a given name or a family name of each parent"})


def refuse_twice(values: Sequence[object], key: str, what: str) -> None:
    """Raise ValidationError for what stands twice in one line."""
    if len(set(values)) < len(values):
        raise ValidationError({key: f"{what} stands there twice"})


def ids_that_are_there(ids: Sequence[str], *, system: str, by: Practitioner) -> set[str]:
    """Return which of these ids have been loaded from the same system before."""
    held = Identifier.objects.filter(
        authority_id=by.authority_id, scheme=Scheme.OTHER, system=system, value__in=ids
    )
    return set(held.values_list("value", flat=True))


@dataclass
class Loading:
    """One load: who was written already, and the rows of the batch at hand."""

    system: str
    by: Practitioner
    ids: dict[str, uuid.UUID] = field(default_factory=dict)
    parents: dict[str, Person] = field(default_factory=dict)
    homes: dict[tuple[str, ...], Household] = field(default_factory=dict)
    rows: dict[type[models.Model], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def write(self, people: Sequence[GivenPerson]) -> None:
        """Write one batch, what others point to first."""
        children = [self.add_child(person) for person in people]
        for model in ORDER:
            model._default_manager.bulk_create(self.rows.pop(model, []))
        write_search_names(self.rows.pop(SearchName, []))
        tell_holders_of_shields(children)

    def add(self, row: models.Model) -> None:
        """Let a row wait for its batch."""
        self.rows[type(row)].append(row)

    @property
    def signed(self) -> dict[str, Any]:
        """The columns that say who brought in a row, and that it was brought in."""
        return {**signed(self.by), "recorded_how": How.IMPORTED}

    def add_child(self, given: GivenPerson) -> Person:
        """Add a child with everything that hangs on it."""
        name, birth = given.present_name, given.birth
        child = Person(
            **self.signed,
            id=new_id(),
            given_names=name.given_names,
            family_name=name.family_name,
            sex=given.sex,
            born_on=birth.born_on,
            born_accuracy=birth.born_accuracy,
            expected_on=birth.expected_on,
        )
        self.ids[given.id] = child.id
        self.add(child)
        names = self.add_names(child, given)
        self.add_numbers(child, given)
        for phone in given.phones:
            self.add(ContactPoint(**self.signed, person=child, kind=phone.kind, value=phone.number))
        for school in (*((given.school,) if given.school else ()), *given.schools):
            dates = {"from_on": school.from_on, "to_on": school.to_on}
            self.add(Schooling(**self.signed, person=child, name=school.name, **dates))
        live = [self.add_home(child, address) for address in given.addresses]
        self.rows[SearchName] += file_names(
            child, names=names, postcodes=[postcode for postcode in live if postcode], is_child=True
        )
        for parent in given.parents:
            self.add_parent(child, parent)
        return child

    def add_names(self, child: Person, given: GivenPerson) -> list[PersonName]:
        """Add the names beside the present one."""
        rows = [
            PersonName(
                **self.signed,
                person=child,
                kind="other" if name.kind == "present" else name.kind,
                **name.model_dump(exclude={"kind"}),
            )
            for name in given.other_names
            if name.given_names or name.family_name
        ]
        self.rows[PersonName] += rows
        return rows

    def add_numbers(self, child: Person, given: GivenPerson) -> None:
        """Add the numbers of other systems, the given id among them."""
        own = Identifier(**self.signed, person=child, scheme=Scheme.OTHER, system=self.system, value=given.id)
        self.add(own)
        for number in given.identifiers:
            value = tidy(number.scheme, number.value)
            self.add(
                Identifier(
                    **self.signed,
                    person=child,
                    scheme=number.scheme,
                    system=number.system,
                    value=value,
                    warning=warning_for(number.scheme, value),
                    from_on=number.from_on,
                    to_on=number.to_on,
                )
            )

    def add_home(self, child: Person, address: GivenAddress) -> str:
        """Add that a child lives, or lived, at an address; the same address is one household.

        Returns the plain postcode where the child still lives there.
        """
        home = self.homes.get(address.key) if address.line1 else None
        if home is None:
            home = Household(
                **self.signed,
                line1=address.line1,
                line2=address.line2,
                city=address.city,
                postcode=spaced_postcode(address.postcode),
            )
            self.homes[address.key] = home
            self.add(home)
        dates = {"from_on": address.from_on, "to_on": address.to_on}
        self.add(HouseholdMember(**self.signed, household=home, person=child, **dates))
        return "" if address.to_on else plain_postcode(address.postcode)

    def add_parent(self, child: Person, given: GivenParent) -> None:
        """Add who cares for a child; a parent with an id is one person for all of their children."""
        parent = self.parents.get(given.id) if given.id else None
        if parent is None:
            parent = Person(
                **self.signed, id=new_id(), given_names=given.given_names, family_name=given.family_name
            )
            self.add(parent)
            self.rows[SearchName] += file_names(parent, names=[], postcodes=[], is_child=False)
            for phone in given.phones:
                self.add(ContactPoint(**self.signed, person=parent, kind=phone.kind, value=phone.number))
            if given.id:
                self.parents[given.id] = parent
        self.add(
            Relationship(
                **self.signed,
                of=parent,
                to=child,
                kinship=given.kinship,
                parental_responsibility=given.parental_responsibility,
            )
        )
