"""Where people live, from and to: in one household, in two, or nowhere that is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import in_words, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.details import Address
from opencaf.people.models import Household, HouseholdMember, Person
from opencaf.people.operations.rules import refuse_backwards, refuse_strangers
from opencaf.people.operations.search_names import renew_search_names
from opencaf.people.operations.writing import record_household
from opencaf.people.permissions import can_change_child
from opencaf.people.queries.circle import households_of_circle


@dataclass(frozen=True)
class Stay:
    """Somebody living at an address, from and to where that is known."""

    person: Person
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    note: str = ""


@all_or_nothing
def add_household(*, address: Address, stays: Sequence[Stay], through: Person, by: Practitioner) -> Household:
    """Record an address with who lives there; other homes of theirs stay as they are."""
    require(can_change_child(by, through))
    if not address:
        raise ValidationError({"line1": "Enter an address, or as much of it as is known"})
    refuse_impossible_stays(stays, through, by)
    household = record_household(address, by)
    write_stays(household, stays, by)
    record_homes("household_recorded", household, through, stays)
    return household


@all_or_nothing
def move_to_address(
    *, address: Address, stays: Sequence[Stay], through: Person, by: Practitioner
) -> Household:
    """Record a new address to which people moved: the homes they had end on the day each of them came."""
    require(can_change_child(by, through))
    refuse_impossible_stays(stays, through, by)
    for stay in stays:
        if stay.from_on is None:
            raise ValidationError({"from_on": "Enter the day on which they moved here"})
        leave_homes([stay.person], stay.from_on, field="from_on")
    household = add_household(address=address, stays=stays, through=through, by=by)
    trail.record("moved_home", subject_kind="child", subject_id=through.id, household=str(household.id))
    return household


@all_or_nothing
def join_household(*, household: Household, stays: Sequence[Stay], through: Person, by: Practitioner) -> None:
    """Say who else lives in a household, beside any other home they have."""
    require(can_change_child(by, through))
    refuse_strange_household(household, through)
    refuse_impossible_stays(stays, through, by)
    refuse_second_stay(household, stays)
    write_stays(household, stays, by)
    record_homes("household_joined", household, through, stays)


@all_or_nothing
def move_home(
    *,
    people: Sequence[Person],
    to: Household | None,
    moved_on: dt.date,
    note: str = "",
    through: Person,
    by: Practitioner,
) -> None:
    """Move people on a day: earlier homes end then, the new one begins; None where it is not known."""
    require(can_change_child(by, through))
    refuse_future("moved_on", moved_on, "The day of the move")
    stays = [Stay(person, moved_on, note=note) for person in people]
    refuse_impossible_stays(stays, through, by)
    leave_homes(people, moved_on)
    if to is None:
        renew_search_names(people)
        trail.record("moved_away", subject_kind="child", subject_id=through.id, moved_on=moved_on)
        return
    refuse_strange_household(to, through)
    write_stays(to, stays, by)
    record_homes("moved_home", to, through, stays)


def leave_homes(people: Sequence[Person], moved_on: dt.date, *, field: str = "moved_on") -> None:
    """End every home that lasts on the day of a move."""
    lasting = HouseholdMember.objects.filter(person__in=people, to_on=None)
    later = lasting.filter(from_on__gt=moved_on).order_by("from_on").first()
    if later and later.from_on:
        began = in_words(later.from_on)
        raise ValidationError({field: f"The day must be on or after {began}, when the last home began"})
    lasting.update(to_on=moved_on)


def refuse_impossible_stays(stays: Sequence[Stay], through: Person, by: Practitioner) -> None:
    """Raise ValidationError for no stay at all, strangers, the future, or an end before the beginning."""
    if not stays:
        raise ValidationError({"people": "Select who lives there"})
    refuse_strangers([stay.person for stay in stays], through=through, by=by, field="people")
    for stay in stays:
        refuse_future("from_on", stay.from_on, "The day from which they live there")
        refuse_future("to_on", stay.to_on, "The day until which they lived there")
        refuse_backwards(stay.from_on, stay.to_on)


def refuse_second_stay(household: Household, stays: Sequence[Stay]) -> None:
    """Raise ValidationError for somebody who is recorded as living there already."""
    people = [stay.person for stay in stays if stay.to_on is None]
    there = household.members.filter(person__in=people, to_on=None).select_related("person").first()
    if there:
        raise ValidationError({"people": f"{there.person.full_name} is recorded as living there already"})


def refuse_strange_household(household: Household, through: Person) -> None:
    """Raise ValidationError for a household in which nobody of the child's circle ever lived."""
    if not households_of_circle(through).filter(pk=household.pk).exists():
        raise ValidationError({"household": "Select an address of this family from the list"})


def write_stays(household: Household, stays: Sequence[Stay], by: Practitioner) -> None:
    """Write who lives in a household, and file them anew by its postcode."""
    HouseholdMember.objects.bulk_create(
        HouseholdMember(
            **signed(by),
            household=household,
            person=stay.person,
            from_on=stay.from_on,
            to_on=stay.to_on,
            note=stay.note,
        )
        for stay in stays
    )
    renew_search_names([stay.person for stay in stays])


def record_homes(action: str, household: Household, through: Person, stays: Sequence[Stay]) -> None:
    """Write on the trail who was said to live where."""
    people = [str(stay.person.id) for stay in stays]
    trail.record(
        action, subject_kind="child", subject_id=through.id, household=str(household.id), people=people
    )
