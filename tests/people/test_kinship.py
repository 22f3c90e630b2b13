"""How people are related, and parental responsibility that begins or ends."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.people.details import PersonDetails
from opencaf.people.models import Person, Relationship
from opencaf.people.operations.kinship import change_parental_responsibility, end_relationship, relate
from opencaf.people.operations.recording import add_family_member
from tests.factories.people import make_child, make_mother, make_sister

REGISTERED_ON = dt.date(2026, 3, 4)


@pytest.fixture
def child(alice: Practitioner) -> Person:
    return make_child(by=alice)


@pytest.fixture
def father(alice: Practitioner, child: Person) -> Relationship:
    """A father without parental responsibility so far."""
    kai = PersonDetails(given_names="Kai", family_name="Donnelly")
    add_family_member(child=child, details=kai, kinship="father", parental_responsibility=False, by=alice)
    return Relationship.objects.get(to=child)


def test_parental_responsibility_begins_on_a_day_and_the_time_before_stays_readable(
    alice: Practitioner, child: Person, father: Relationship
) -> None:
    change_parental_responsibility(
        relationship=father,
        parental_responsibility=True,
        changed_on=REGISTERED_ON,
        note="joint registration of the birth",
        by=alice,
    )

    before, after = Relationship.objects.filter(to=child).order_by("id")
    assert (before.parental_responsibility, before.to_on) == (False, REGISTERED_ON)
    assert (after.parental_responsibility, after.from_on, after.to_on) == (True, REGISTERED_ON, None)
    assert after.note == "joint registration of the birth"


def test_what_is_so_already_is_no_change(alice: Practitioner, father: Relationship) -> None:
    with pytest.raises(ValidationError, match="this is how it stands"):
        change_parental_responsibility(
            relationship=father, parental_responsibility=False, changed_on=REGISTERED_ON, by=alice
        )


def test_a_change_to_come_is_refused(alice: Practitioner, father: Relationship) -> None:
    with pytest.raises(ValidationError) as refusal:
        end_relationship(relationship=father, changed_on=dt.date(2026, 11, 3), by=alice)

    assert list(refusal.value.message_dict) == ["changed_on"]


def test_a_relationship_ends_once_and_not_before_it_began(alice: Practitioner, father: Relationship) -> None:
    father.from_on = REGISTERED_ON
    father.save()

    with pytest.raises(ValidationError, match="on or after 4 March 2026"):
        end_relationship(relationship=father, changed_on=dt.date(2026, 3, 3), by=alice)
    end_relationship(relationship=father, changed_on=REGISTERED_ON, by=alice)
    with pytest.raises(ValidationError, match="already"):
        end_relationship(relationship=father, changed_on=REGISTERED_ON, by=alice)


def test_people_around_a_child_are_related_to_each_other(alice: Practitioner, child: Person) -> None:
    mother, sister = make_mother(child, by=alice), make_sister(child, by=alice)

    relationship = relate(
        of=mother, to=sister, kinship="mother", parental_responsibility=True, through=child, by=alice
    )

    assert relationship.parental_responsibility is True


@pytest.mark.parametrize(
    ("kinship", "field"),
    [("mother", "kinship"), ("overlord", "kinship")],
)
def test_the_same_twice_and_an_unknown_kinship_are_refused(
    alice: Practitioner, child: Person, kinship: str, field: str
) -> None:
    mother = make_mother(child, by=alice)

    with pytest.raises(ValidationError) as refusal:
        relate(of=mother, to=child, kinship=kinship, by=alice)

    assert list(refusal.value.message_dict) == [field]


def test_nobody_is_related_to_themselves(alice: Practitioner, child: Person) -> None:
    with pytest.raises(ValidationError, match="nobody is related to themselves"):
        relate(of=child, to=child, kinship="sibling", by=alice)


def test_a_child_of_another_record_can_be_made_kin_by_who_sees_both(
    alice: Practitioner, dave: Practitioner, child: Person
) -> None:
    open_to_alice, closed_to_alice = make_child("Robin", "Nur", by=alice), make_child("Sam", "Nur", by=dave)

    relate(of=open_to_alice, to=child, kinship="half_sibling", by=alice)
    with pytest.raises(ValidationError, match="of this family"):
        relate(of=closed_to_alice, to=child, kinship="half_sibling", by=alice)

    assert Relationship.objects.get(to=child).of == open_to_alice


def test_a_stranger_changes_nothing(dave: Practitioner, father: Relationship) -> None:
    with pytest.raises(PermissionDenied):
        end_relationship(relationship=father, changed_on=REGISTERED_ON, by=dave)


def test_a_change_is_on_the_trail(
    alice: Practitioner,
    child: Person,
    father: Relationship,
    owner_sees: Callable[..., list[dict[str, Any]]],
) -> None:
    end_relationship(relationship=father, changed_on=REGISTERED_ON, by=alice)

    (event,) = owner_sees("select * from audit_event where action = 'relationship_ended'")

    assert event["subject_id"] == str(child.id)
    assert event["detail"]["changed_on"] == "2026-03-04"
