"""Where people live, from and to."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.people.details import Address
from opencaf.people.models import Household, HouseholdMember, Person, SearchName
from opencaf.people.operations.homes import (
    Stay,
    add_household,
    join_household,
    move_home,
    move_to_address,
)
from tests.factories.people import make_child, make_mother

BROOK = Address(line1="Brook House", line2="2 Osier Walk", city="Marlbeck", postcode="zd81nt")
MOVED_ON = dt.date(2026, 1, 26)


@pytest.fixture
def child(alice: Practitioner) -> Person:
    return make_child(by=alice)


def postcodes(person: Person) -> set[str]:
    return set(SearchName.objects.filter(person=person).values_list("postcode", flat=True))


def test_a_household_is_recorded_with_who_lives_there_from_when(alice: Practitioner, child: Person) -> None:
    mother = make_mother(child, by=alice)
    stays = [Stay(child, MOVED_ON), Stay(mother, dt.date(2015, 7, 1))]

    household = add_household(address=BROOK, stays=stays, through=child, by=alice)

    assert household.postcode == "ZD8 1NT"
    assert {row.from_on for row in household.members.all()} == {MOVED_ON, dt.date(2015, 7, 1)}
    assert postcodes(child) == {"ZD42QP", "ZD81NT"}


def test_a_past_home_does_not_lead_to_a_child(alice: Practitioner, child: Person) -> None:
    stays = [Stay(child, dt.date(2023, 1, 1), dt.date(2024, 11, 18))]

    add_household(address=BROOK, stays=stays, through=child, by=alice)

    assert postcodes(child) == {"ZD42QP"}


def test_who_moves_to_a_new_address_leaves_the_one_before(alice: Practitioner, child: Person) -> None:
    move_to_address(address=BROOK, stays=[Stay(child, MOVED_ON)], through=child, by=alice)

    before, now = child.homes.order_by("from_on")
    assert (before.to_on, now.from_on, now.to_on) == (MOVED_ON, MOVED_ON, None)
    assert postcodes(child) == {"ZD81NT"}


def test_a_baby_joins_a_household_of_the_family(alice: Practitioner, child: Person) -> None:
    mother = make_mother(child, by=alice)
    household = add_household(address=BROOK, stays=[Stay(mother, MOVED_ON)], through=child, by=alice)

    join_household(household=household, stays=[Stay(child, MOVED_ON)], through=child, by=alice)

    assert child.homes.filter(to_on=None).count() == 2


def test_people_move_between_known_homes_and_away(alice: Practitioner, child: Person) -> None:
    mother = make_mother(child, by=alice)
    household = add_household(address=BROOK, stays=[Stay(mother)], through=child, by=alice)

    move_home(people=[child], to=household, moved_on=MOVED_ON, through=child, by=alice)
    move_home(people=[child], to=None, moved_on=dt.date(2026, 5, 1), through=child, by=alice)

    assert [row.to_on for row in child.homes.order_by("from_on")] == [MOVED_ON, dt.date(2026, 5, 1)]
    assert postcodes(child) == {""}


@pytest.mark.parametrize(
    ("stay", "field"),
    [
        ({"from_on": dt.date(2026, 11, 3)}, "from_on"),
        ({"from_on": MOVED_ON, "to_on": dt.date(2026, 1, 25)}, "to_on"),
    ],
)
def test_impossible_days_are_refused(
    alice: Practitioner, child: Person, stay: dict[str, dt.date], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        add_household(address=BROOK, stays=[Stay(child, **stay)], through=child, by=alice)

    assert list(refusal.value.message_dict) == [field]
    assert Household.objects.count() == 1


def test_an_address_and_somebody_who_lives_there_are_needed(alice: Practitioner, child: Person) -> None:
    with pytest.raises(ValidationError, match="Enter an address"):
        add_household(address=Address(tenure="rent"), stays=[Stay(child)], through=child, by=alice)
    with pytest.raises(ValidationError, match="Select who lives there"):
        add_household(address=BROOK, stays=[], through=child, by=alice)


def test_nobody_moves_before_the_last_home_began_or_lives_twice_in_one(
    alice: Practitioner, child: Person
) -> None:
    home = child.homes.get().household

    with pytest.raises(ValidationError, match="on or after 18 November 2024"):
        move_home(people=[child], to=None, moved_on=dt.date(2024, 1, 1), through=child, by=alice)
    with pytest.raises(ValidationError, match="living there already"):
        join_household(household=home, stays=[Stay(child)], through=child, by=alice)


def test_another_familys_people_and_homes_are_refused(
    alice: Practitioner, dave: Practitioner, child: Person
) -> None:
    other = make_child("Robin", "Other", by=dave)
    theirs = other.homes.get().household

    with pytest.raises(ValidationError, match="of this family"):
        add_household(address=BROOK, stays=[Stay(other)], through=child, by=alice)
    with pytest.raises(ValidationError, match="address of this family"):
        move_home(people=[child], to=theirs, moved_on=MOVED_ON, through=child, by=alice)
    with pytest.raises(PermissionDenied):
        move_home(people=[child], to=None, moved_on=MOVED_ON, through=child, by=dave)
    assert HouseholdMember.objects.count() == 2
