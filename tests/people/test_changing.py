"""Bringing a record up to date: filling in, putting right, and a birth."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit.models import Correction
from opencaf.people.details import Birth
from opencaf.people.models import Person
from opencaf.people.operations.changing import change_person, record_birth
from opencaf.people.operations.finding import find_children
from opencaf.people.sought import Sought
from tests.factories.people import BORN_ON, details, make_child, make_unborn

BORN = dt.date(2026, 10, 30)


@pytest.fixture
def child(alice: Practitioner) -> Person:
    return make_child(by=alice)


def test_what_was_open_is_filled_in_without_a_reason(alice: Practitioner, child: Person) -> None:
    told = details(religion="Muslim", young_carer=False, ethnicity="BAFR")

    changed = change_person(person=child, details=told, through=child, by=alice)

    child.refresh_from_db()
    assert changed == ["ethnicity", "religion", "young_carer"]
    assert child.religion == "Muslim"
    assert not Correction.objects.exists()


def test_what_is_put_right_takes_a_reason_and_the_old_value_stays(alice: Practitioner, child: Person) -> None:
    told = details(family_name="Noor")

    with pytest.raises(ValidationError, match="why what was recorded is put right"):
        change_person(person=child, details=told, through=child, by=alice)
    change_person(person=child, details=told, reason="Birth certificate", through=child, by=alice)

    kept = Correction.objects.get()
    assert (kept.field, kept.old_value, kept.new_value, kept.reason) == (
        "family_name",
        "Nur",
        "Noor",
        "Birth certificate",
    )
    assert find_children(sought=Sought(name="Noor"), by=alice)[0].child == child


def test_a_birth_recorded_too_early_becomes_an_expected_date_again(
    alice: Practitioner, child: Person
) -> None:
    told = details(birth=Birth(expected_on=dt.date(2027, 1, 9)))

    change_person(person=child, details=told, reason="Wrong child", through=child, by=alice)

    child.refresh_from_db()
    assert (child.born_on, child.expected_on) == (None, dt.date(2027, 1, 9))


def test_an_age_gives_way_to_a_date_and_the_other_way_round(alice: Practitioner, today: dt.date) -> None:
    child = make_child(birth=Birth(age_years=4, age_known_on=today), by=alice)
    dated, aged = details(), details(birth=Birth(age_years=5, age_known_on=today))

    for told in (dated, aged):
        change_person(person=child, details=told, reason="Known better now", through=child, by=alice)
        child.refresh_from_db()
        assert (child.born_on, child.age_years) == (told.birth.born_on, told.birth.age_years)


def test_a_death_before_the_birth_is_refused(alice: Practitioner, child: Person) -> None:
    with pytest.raises(ValidationError) as refusal:
        change_person(person=child, details=details(), died_on=dt.date(2022, 7, 10), through=child, by=alice)

    assert list(refusal.value.message_dict) == ["died_on"]


def test_a_stranger_changes_nothing(dave: Practitioner, child: Person) -> None:
    with pytest.raises(PermissionDenied):
        change_person(person=child, details=details(), through=child, by=dave)


def test_the_trail_names_fields_and_no_words(
    alice: Practitioner, child: Person, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    change_person(person=child, details=details(religion="Muslim"), through=child, by=alice)

    (event,) = owner_sees("select * from audit_event where action = 'person_changed'")

    assert event["detail"]["fields"] == ["religion"]
    assert "Muslim" not in str(event)


def test_an_unborn_baby_becomes_a_born_child_on_the_same_record(alice: Practitioner) -> None:
    baby = make_unborn(by=alice)
    expected_on = baby.expected_on

    record_birth(
        child=baby,
        given_names="Ivy Rose",
        family_name="Donnelly",
        born_on=BORN,
        sex="F",
        nhs_number="9990587965",
        by=alice,
    )

    ivy = Person.objects.get(pk=baby.pk)
    kept = {row.field: row.old_value for row in Correction.objects.filter(record_id=baby.pk)}
    assert (ivy.full_name, ivy.born_on, ivy.expected_on, ivy.sex) == ("Ivy Rose Donnelly", BORN, None, "F")
    assert kept == {"expected_on": str(expected_on), "family_name": "Lowther"}
    assert ivy.names.get().family_name == "Lowther"
    assert ivy.identifiers.get().from_on == BORN
    for name in ("Ivy Donnelly", "Lowther"):
        assert find_children(sought=Sought(name=name), by=alice)[0].child == ivy


def test_a_birth_happens_once_and_not_in_the_future(alice: Practitioner) -> None:
    baby = make_unborn(by=alice)
    born = {"given_names": "Ivy", "family_name": "Lowther", "sex": "F"}

    with pytest.raises(ValidationError, match="date of birth must be today or in the past"):
        record_birth(child=baby, born_on=dt.date(2026, 11, 3), by=alice, **born)
    record_birth(child=baby, born_on=BORN, by=alice, **born)
    with pytest.raises(ValidationError, match="recorded already"):
        record_birth(child=baby, born_on=BORN, by=alice, **born)

    assert not baby.names.exists()


def test_an_expected_date_long_past_can_stand_while_other_things_change(alice: Practitioner) -> None:
    baby = make_unborn(by=alice)
    Person.objects.filter(pk=baby.pk).update(expected_on=dt.date(2024, 1, 1))
    baby.refresh_from_db()
    told = details("", "Lowther", birth=Birth(expected_on=dt.date(2024, 1, 1)), religion="None")

    assert change_person(person=baby, details=told, through=baby, by=alice) == ["religion"]


def test_a_name_is_needed(alice: Practitioner, child: Person) -> None:
    with pytest.raises(ValidationError, match="given name or a family name"):
        change_person(
            person=child, details=replace(details(), given_names="", family_name=""), through=child, by=alice
        )
    assert child.born_on == BORN_ON
