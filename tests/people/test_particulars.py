"""Other names, numbers, ways to reach somebody, schools; and putting them right."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Agency, Practitioner
from opencaf.audit.models import Correction
from opencaf.people.details import Extras
from opencaf.people.models import ContactPoint, Identifier, Person, PersonName, Relationship, Schooling
from opencaf.people.operations.correcting import correct_particular
from opencaf.people.operations.families import Member, join_family, make_family
from opencaf.people.operations.finding import find_children
from opencaf.people.operations.particulars import (
    add_contact_point,
    add_identifier,
    add_name,
    change_school,
    set_schooling,
)
from opencaf.people.sought import Sought
from tests.factories.people import make_child, make_mother, make_sister


@pytest.fixture
def child(alice: Practitioner) -> Person:
    return make_child(extras=Extras(nhs_number="9990725217", mobile="07700 900214"), by=alice)


def test_a_child_is_found_by_a_name_that_was_added(alice: Practitioner, child: Person) -> None:
    add_name(person=child, kind="previous", family_name="Marsh", through=child, by=alice)

    assert find_children(sought=Sought(name="Yusuf Marsh"), by=alice)[0].child == child


def test_a_number_of_another_system_keeps_the_name_of_the_system(alice: Practitioner, child: Person) -> None:
    with pytest.raises(ValidationError, match="name of the system"):
        add_identifier(person=child, scheme="other", value="77", through=child, by=alice)
    number = add_identifier(
        person=child, scheme="other", system="Social care", value="77/b", through=child, by=alice
    )

    assert (number.system, number.value, number.warning) == ("Social care", "77/b", "")


@pytest.mark.parametrize(
    ("kind", "value"), [("email", "nowhere"), ("mobile", "none"), ("mobile", ""), ("email", "")]
)
def test_a_way_to_reach_somebody_must_be_one(
    alice: Practitioner, child: Person, kind: str, value: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        add_contact_point(person=child, kind=kind, value=value, through=child, by=alice)

    assert list(refusal.value.message_dict) == ["value"]


def test_a_new_school_ends_the_one_before_on_its_first_day(
    alice: Practitioner, child: Person, school: Agency
) -> None:
    set_schooling(person=child, name="Nursery class", from_on=dt.date(2024, 9, 3), through=child, by=alice)
    first_day = dt.date(2025, 9, 2)

    change_school(person=child, agency=school, from_on=first_day, through=child, by=alice)

    before, now = Schooling.objects.order_by("from_on")
    assert (before.to_on, now.agency, now.to_on) == (first_day, school, None)
    with pytest.raises(ValidationError, match="after the first day at the school before"):
        change_school(person=child, agency=school, from_on=dt.date(2025, 1, 1), through=child, by=alice)


def test_a_school_needs_a_place(alice: Practitioner, child: Person) -> None:
    with pytest.raises(ValidationError, match="Select the school"):
        set_schooling(person=child, through=child, by=alice)


def test_a_number_is_put_right_with_a_reason_and_checked_anew(alice: Practitioner, child: Person) -> None:
    number = Identifier.objects.get()

    with pytest.raises(ValidationError, match="why what was recorded is put right"):
        correct_particular(record=number, values={"value": "1234567890"}, through=child, by=alice)
    correct_particular(
        record=number, values={"value": "123 456 7890"}, reason="Misread", through=child, by=alice
    )

    number.refresh_from_db()
    assert number.value == "1234567890"
    assert number.warning
    assert Correction.objects.get(field="value").old_value == "9990725217"


def test_an_end_is_filled_in_without_a_reason(alice: Practitioner, child: Person) -> None:
    stay = child.homes.get()

    correct_particular(record=stay, values={"to_on": dt.date(2026, 5, 1)}, through=child, by=alice)

    stay.refresh_from_db()
    assert stay.to_on == dt.date(2026, 5, 1)
    assert not find_children(sought=Sought(postcode="ZD4 2QP"), by=alice)


def test_an_address_that_is_put_right_leads_to_those_who_live_there(
    alice: Practitioner, child: Person
) -> None:
    household = child.homes.get().household

    correct_particular(
        record=household, values={"postcode": "zd42qq"}, reason="Misread", through=child, by=alice
    )

    assert find_children(sought=Sought(postcode="ZD4 2QQ"), by=alice)[0].child == child


def test_an_impossible_correction_is_refused_at_its_field(alice: Practitioner, child: Person) -> None:
    make_mother(child, from_on=dt.date(2025, 1, 1), by=alice)
    name = PersonName.record(by=alice, person=child, kind="known_as", given_names="Yuyu")
    tries = [
        (Relationship.objects.get(), {"to_on": dt.date(2024, 1, 1)}, "to_on"),
        (Relationship.objects.get(), {"kinship": "overlord"}, "kinship"),
        (ContactPoint.objects.get(), {"value": "none"}, "value"),
        (name, {"given_names": ""}, "given_names"),
        (child.homes.get().household, {"line1": "", "line2": "", "city": "", "postcode": ""}, "line1"),
    ]

    for record, values, field in tries:
        with pytest.raises(ValidationError) as refusal:
            correct_particular(record=record, values=values, reason="Wrong", through=child, by=alice)
        assert list(refusal.value.message_dict) == [field]


def test_a_relationship_is_not_made_the_same_as_another(alice: Practitioner, child: Person) -> None:
    mother = make_mother(child, by=alice)
    Relationship.record(by=alice, of=mother, to=child, kinship="carer")

    with pytest.raises(ValidationError, match="goes on in another line"):
        correct_particular(
            record=Relationship.objects.get(kinship="carer"),
            values={"kinship": "mother"},
            reason="Wrong",
            through=child,
            by=alice,
        )


def test_only_what_hangs_on_this_family_is_put_right(
    alice: Practitioner, dave: Practitioner, child: Person
) -> None:
    other = make_child("Robin", "Other", by=dave)

    with pytest.raises(ValidationError, match="of this family"):
        correct_particular(record=other.homes.get(), values={"note": "x"}, through=child, by=alice)
    with pytest.raises(PermissionDenied):
        correct_particular(record=child.homes.get(), values={"note": "x"}, through=child, by=dave)


def test_a_family_is_called_what_it_calls_itself(alice: Practitioner, child: Person) -> None:
    mother, sister = make_mother(child, by=alice), make_sister(child, by=alice)

    family = make_family(
        name="The Nurs", members=[Member(child), Member(mother, "Mum")], through=child, by=alice
    )
    join_family(family=family, members=[Member(sister, "baby sister")], through=child, by=alice)

    assert sorted(row.role for row in family.members.all()) == ["", "Mum", "baby sister"]


def test_a_family_needs_a_name_and_people_and_nobody_twice(alice: Practitioner, child: Person) -> None:
    family = make_family(name="The Nurs", members=[Member(child)], through=child, by=alice)

    with pytest.raises(ValidationError, match="what the family is called"):
        make_family(name="", members=[Member(child)], through=child, by=alice)
    with pytest.raises(ValidationError, match="who belongs to the family"):
        make_family(name="Nur", members=[], through=child, by=alice)
    with pytest.raises(ValidationError, match="do not belong to this family already"):
        join_family(family=family, members=[Member(child)], through=child, by=alice)
