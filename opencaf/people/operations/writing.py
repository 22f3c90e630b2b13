"""Writing the rows of a person who is recorded. The operations that record people call these."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from opencaf.access.models import Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner, signed
from opencaf.core.ids import new_id
from opencaf.people.codes import Scheme
from opencaf.people.details import Address, Extras, PersonDetails
from opencaf.people.identifiers import tidy, warning_for
from opencaf.people.models import (
    ContactPoint,
    Household,
    HouseholdMember,
    Identifier,
    Person,
    PersonName,
    Schooling,
)
from opencaf.people.name_keys import plain_postcode, spaced_postcode
from opencaf.people.operations.rules import refuse_impossible_birth, refuse_nameless
from opencaf.people.operations.search_names import file_names, write_search_names


@dataclass(frozen=True)
class Home:
    """Where a new person lives: a household that is known, or an address; nothing where that is not known."""

    household: Household | None = None
    address: Address = field(default_factory=Address)
    from_on: dt.date | None = None

    @property
    def postcode(self) -> str:
        """The postcode, plain, as people are filed by it."""
        return plain_postcode(self.household.postcode if self.household else self.address.postcode)


def record_person(details: PersonDetails, *, is_child: bool, by: Practitioner) -> Person:
    """Write a person; the grant of a child's recorder comes first.

    What hangs on the person follows (record_what_hangs_on) once it is written to whom they belong:
    before that nobody sees them.
    """
    refuse_nameless(
        details.given_names, details.family_name, is_expected=details.birth.expected_on is not None
    )
    refuse_impossible_birth(details.birth)
    person_id = new_id()
    if is_child:
        grant_access(to=by, child_ids=[person_id], basis=Basis.RECORDED, by=by)
    return Person.record(by=by, id=person_id, **details.columns())


def record_what_hangs_on(
    person: Person, extras: Extras, home: Home, *, is_child: bool, by: Practitioner
) -> None:
    """Write names, numbers, ways to reach, school and home, and the names by which a person is found."""
    names = record_names(person, extras, by)
    record_numbers(person, extras, by)
    record_ways_to_reach(person, extras, by)
    if extras.school:
        place = extras.school
        Schooling.record(
            by=by, person=person, agency=place.agency, name=place.name, note=place.note, from_on=place.from_on
        )
    record_home(person, home, by)
    postcodes = [home.postcode] if home.postcode else []
    write_search_names(file_names(person, names=names, postcodes=postcodes, is_child=is_child))


def record_names(person: Person, extras: Extras, by: Practitioner) -> list[PersonName]:
    """Write known-as and previous names."""
    rows = [
        PersonName(**signed(by), person=person, kind=PersonName.Kind.KNOWN_AS, given_names=name)
        for name in extras.known_as
    ]
    rows += [
        PersonName(**signed(by), person=person, kind=PersonName.Kind.PREVIOUS, family_name=name)
        for name in extras.previous_family_names
    ]
    return PersonName.objects.bulk_create(rows)


def record_numbers(person: Person, extras: Extras, by: Practitioner) -> None:
    """Write NHS number and UPN with the warnings of their check digits."""
    given = ((Scheme.NHS, extras.nhs_number), (Scheme.UPN, extras.upn))
    tidied = [(scheme, tidy(scheme, value)) for scheme, value in given if value]
    Identifier.objects.bulk_create(
        Identifier(
            **signed(by), person=person, scheme=scheme, value=value, warning=warning_for(scheme, value)
        )
        for scheme, value in tidied
    )


def record_ways_to_reach(person: Person, extras: Extras, by: Practitioner) -> None:
    """Write telephone numbers and e-mail."""
    kind = ContactPoint.Kind
    given = ((kind.MOBILE, extras.mobile), (kind.HOME, extras.home_phone), (kind.EMAIL, extras.email))
    ContactPoint.objects.bulk_create(
        ContactPoint(**signed(by), person=person, kind=one, value=value) for one, value in given if value
    )


def record_home(person: Person, home: Home, by: Practitioner) -> None:
    """Write where a person lives, in a household that is known or a new one."""
    household = home.household
    if household is None and home.address:
        household = record_household(home.address, by)
    if household is not None:
        HouseholdMember.record(by=by, household=household, person=person, from_on=home.from_on)


def record_household(address: Address, by: Practitioner) -> Household:
    """Write an address."""
    return Household.record(
        by=by,
        line1=address.line1,
        line2=address.line2,
        city=address.city,
        postcode=spaced_postcode(address.postcode),
        tenure=address.tenure,
    )
