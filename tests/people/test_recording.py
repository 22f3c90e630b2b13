"""Recording children and the people around them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import AccessGrant, Basis, Level
from opencaf.agencies.models import Practitioner
from opencaf.people.details import Birth, Extras, PersonDetails
from opencaf.people.models import Identifier, Person, Relationship, SearchName
from opencaf.people.operations.recording import add_child, add_family_member
from opencaf.people.permissions import can_see_child
from tests.factories.people import details, make_child, make_mother, make_sister

OwnerSees = Callable[..., list[dict[str, Any]]]


def test_a_child_is_recorded_with_all_that_hangs_on_them(alice: Practitioner) -> None:
    extras = Extras(known_as=("Yuyu",), nhs_number="999 072 5217", mobile="07700 900214")

    child = make_child(extras=extras, by=alice)

    assert child.names.get().given_names == "Yuyu"
    assert child.contact_points.get().value == "07700 900214"
    assert child.identifiers.get().value == "9990725217"
    assert child.homes.get().household.postcode == "ZD4 2QP"
    assert {row.given for row in SearchName.objects.filter(person=child)} >= {"yusuf", "abdirahman", "yuyu"}


def test_who_records_a_child_sees_the_childs_page(alice: Practitioner, bob: Practitioner) -> None:
    child = make_child(by=alice)

    rulings = [bool(can_see_child(who, child)) for who in (alice, bob)]

    assert rulings == [True, False]
    grant = AccessGrant.objects.get(child_id=child.id)
    assert (grant.basis, grant.level, grant.episode_id) == (Basis.RECORDED, Level.FULL, None)


def test_recording_a_child_is_on_the_trail_without_names(alice: Practitioner, owner_sees: OwnerSees) -> None:
    child = make_child(by=alice)

    (event,) = owner_sees(f"select * from audit_event where subject_id = '{child.id}'")  # noqa: S608

    assert event["action"] == "child_recorded"
    assert "Yusuf" not in str(event)


def test_an_administrator_cannot_record_a_child(erin: Practitioner) -> None:
    with pytest.raises(PermissionDenied, match="people who work with families"):
        make_child(by=erin)


@pytest.mark.parametrize(
    ("birth", "field"),
    [
        (Birth(born_on=dt.date(2020, 1, 1), expected_on=dt.date(2027, 1, 1)), "expected_on"),
        (Birth(born_on=dt.date(2026, 11, 3)), "born_on"),
        (Birth(expected_on=dt.date(2025, 1, 1)), "expected_on"),
        (Birth(expected_on=dt.date(2028, 1, 1)), "expected_on"),
        (Birth(age_years=9), "age_known_on"),
        (Birth(age_years=300, age_known_on=dt.date(2026, 1, 1)), "age_years"),
        (Birth(born_on=dt.date(2020, 1, 1), age_years=6, age_known_on=dt.date(2026, 1, 1)), "age_years"),
    ],
)
def test_an_impossible_birth_is_refused_at_its_field(alice: Practitioner, birth: Birth, field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        add_child(details=details(birth=birth), by=alice)

    assert list(refusal.value.message_dict) == [field]
    assert not Person.objects.exists()


def test_a_child_without_a_name_is_refused(alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="given name or a family name"):
        add_child(details=PersonDetails(), by=alice)


def test_a_child_of_whom_only_an_age_is_known_has_no_dates(alice: Practitioner, today: dt.date) -> None:
    child = make_child(birth=Birth(age_years=9, age_known_on=today), by=alice)

    assert (child.born_on, child.expected_on, child.age_years) == (None, None, 9)


def test_a_wrong_check_digit_warns_and_never_blocks(alice: Practitioner) -> None:
    make_child(extras=Extras(nhs_number="1234567890", upn="R247962919251"), by=alice)

    warnings = [row.warning for row in Identifier.objects.order_by("scheme")]

    assert len(warnings) == 2
    assert all(warnings)


def test_a_parent_is_recorded_with_parental_responsibility(alice: Practitioner) -> None:
    child = make_child(by=alice)

    mother = make_mother(child, by=alice)

    relationship = Relationship.objects.get(of=mother, to=child)
    assert (relationship.kinship, relationship.parental_responsibility) == ("mother", True)
    assert not AccessGrant.objects.filter(child_id=mother.id).exists()
    assert not SearchName.objects.filter(person=mother, is_child=True).exists()


def test_a_sister_shares_parents_and_is_a_child_herself(alice: Practitioner) -> None:
    child = make_child(by=alice)
    mother = make_mother(child, by=alice)

    sister = make_sister(child, shared_parents=list(Relationship.objects.filter(of=mother)), by=alice)

    shared = Relationship.objects.get(of=mother, to=sister)
    assert (shared.kinship, shared.parental_responsibility) == ("mother", True)
    assert AccessGrant.objects.get(child_id=sister.id).basis == Basis.RECORDED


def test_a_grandmother_is_one_of_all_the_children_at_once(alice: Practitioner) -> None:
    child = make_child(by=alice)
    sister = make_sister(child, by=alice)

    gran = add_family_member(
        child=child,
        details=PersonDetails(given_names="Faduma"),
        kinship="grandmother",
        also_of=[sister],
        by=alice,
    )

    assert set(gran.kin_to.values_list("to", flat=True)) == {child.id, sister.id}


def test_a_stranger_cannot_add_to_a_family(alice: Practitioner, dave: Practitioner) -> None:
    child = make_child(by=alice)

    with pytest.raises(PermissionDenied):
        make_mother(child, by=dave)


def test_somebody_of_another_family_cannot_be_made_kin(alice: Practitioner, dave: Practitioner) -> None:
    child = make_child(by=alice)
    stranger = make_child("Robin", "Other", by=dave)

    with pytest.raises(ValidationError) as refusal:
        make_mother(child, also_of=[stranger], by=alice)

    assert list(refusal.value.message_dict) == ["also_of"]
