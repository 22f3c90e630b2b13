"""Recording a family as practitioners do it: the child first, then those around."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from opencaf.agencies.models import Practitioner
from opencaf.demo.choosing import chooser
from opencaf.demo.families import PlannedFamily, PlannedPerson
from opencaf.demo.loading.world import World
from opencaf.people.codes import Kinship, Sex
from opencaf.people.details import Address, Birth, Extras, PersonDetails, Place
from opencaf.people.models import Family, Household, Person
from opencaf.people.operations.families import Member, make_family
from opencaf.people.operations.recording import add_child, add_family_member
from opencaf.people.operations.writing import Home


@dataclass
class RecordedFamily:
    """The rows of a family, in the order of its plan."""

    family: Family
    children: list[Person]
    adults: list[Person]

    @property
    def carer(self) -> Person:
        """Who brings the children up."""
        return self.adults[0]


def record_family(world: World, planned: PlannedFamily, on: dt.date, by: Practitioner) -> RecordedFamily:
    """Record a family on a day."""
    choose = chooser(world.plan.seed, world.plan.shape.code, "recording", planned.key)
    since = on - dt.timedelta(days=choose.randint(60, 2500))
    first = planned.children[0]
    address = Address(
        line1=planned.street, city=planned.place.city, postcode=planned.postcode, tenure=planned.tenure
    )
    child = add_child(
        details=details_of(planned, first),
        extras=extras_of(world, first),
        home=Home(address=address, from_on=since_birth(first, since)),
        by=by,
    )
    household = child.homes.select_related("household").get().household
    children = [child]
    for other in planned.children[1:]:
        children.append(record_sibling(world, planned, other, child, household, since, by))
    adults = [record_adult(planned, adult, children, household, since, by) for adult in planned.adults]
    family = make_family(
        name=f"{planned.carer.family} family",
        members=[Member(person) for person in (*children, *adults)],
        through=child,
        by=by,
    )
    return RecordedFamily(family, children, adults)


def since_birth(person: PlannedPerson, since: dt.date) -> dt.date | None:
    """Return since when somebody lives at an address: not before their birth, and not yet where unborn."""
    return max(since, person.born_on) if person.born_on else None


def record_sibling(
    world: World,
    planned: PlannedFamily,
    other: PlannedPerson,
    child: Person,
    household: Household | None,
    since: dt.date,
    by: Practitioner,
) -> Person:
    """Record a brother or sister of the child."""
    return add_family_member(
        child=child,
        details=details_of(planned, other),
        kinship=Kinship.BROTHER if other.sex == Sex.MALE else Kinship.SISTER,
        extras=extras_of(world, other),
        home=Home(household=household, from_on=since_birth(other, since)),
        by=by,
    )


def record_adult(
    planned: PlannedFamily,
    adult: PlannedPerson,
    children: list[Person],
    household: Household | None,
    since: dt.date,
    by: Practitioner,
) -> Person:
    """Record a parent, carer or grandparent of all the children."""
    return add_family_member(
        child=children[0],
        details=details_of(planned, adult),
        kinship=adult.kinship,
        extras=Extras(mobile=adult.mobile),
        home=Home(household=household, from_on=since) if adult.lives_at_home else Home(),
        parental_responsibility=adult.responsible,
        also_of=children[1:],
        by=by,
    )


def details_of(planned: PlannedFamily, person: PlannedPerson) -> PersonDetails:
    """Return what is told of somebody."""
    is_carer = person is planned.carer
    community = planned.community
    return PersonDetails(
        given_names=person.given,
        family_name=person.family,
        birth=Birth(born_on=person.born_on, expected_on=person.expected_on),
        sex=person.sex,
        ethnicity=planned.ethnicity,
        ethnicity_words=community.words if person in planned.children else "",
        first_language=community.language,
        other_languages="English" if community.language != "English" else "",
        interpreter=f"{community.language}, at meetings" if is_carer and planned.interpreter else "",
        religion=community.religion,
        disability=person.disability,
        special_needs=person.special_needs,
        young_carer=person.young_carer,
        reaching_words="Text first, then ring" if is_carer and len(person.given) % 3 == 0 else "",
    )


def extras_of(world: World, person: PlannedPerson) -> Extras:
    """Return numbers, other names and the school of a child."""
    school = world.agencies.get(person.school)
    return Extras(
        known_as=(person.known_as,) if person.known_as else (),
        nhs_number=person.nhs_number,
        upn=person.upn,
        school=Place(agency=school) if school else Place(),
    )
