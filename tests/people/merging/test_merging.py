"""Merging: two people say so, everything moves, nobody sees more unawares, the other record leads there."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from opencaf.agencies.models import Practitioner
from opencaf.audit.models import Correction
from opencaf.episodes.models import EpisodeChild
from opencaf.episodes.operations.shielding import shield_record
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.models import Identifier, Merge, Relationship, SearchName
from opencaf.people.operations.changing import change_person
from opencaf.people.operations.finding import find_children
from opencaf.people.operations.merging import Choices, approve_merge, propose_merge, refuse_merge
from opencaf.people.queries.circle import circle_of
from opencaf.people.queries.existence import existing, rows_of
from opencaf.people.queries.seen import person_who_exists
from opencaf.people.sought import Sought
from tests.factories.people import BORN_ON
from tests.people.merging.two_records import OwnerSees, TwoRecords, merged, propose, two_records

ActingAs = Callable[[Practitioner], Any]


def test_nothing_moves_before_a_second_person_approves(two: TwoRecords, coordinator: Practitioner) -> None:
    propose(two, coordinator)

    assert two.losing.episodes_as_child.count() == 1
    assert two.losing.identifiers.count() == 2


def test_everything_of_the_other_record_hangs_on_the_one(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner, owner_sees: OwnerSees
) -> None:
    merged(two, proposes=coordinator, approves=carol)

    left = {
        (key["kind"], key["part"]): owner_sees(
            f"select count(*) as rows from {key['kind']} where {key['part']} = %s",  # noqa: S608
            [two.losing.id],
        )[0]["rows"]
        for key in rows_as_dicts(owner_sees)
    }
    assert {key: rows for key, rows in left.items() if rows} == {}
    assert EpisodeChild.objects.filter(child=two.keeping).count() == 2
    assert {one.value for one in two.keeping.identifiers.all()} == {"9990725217", "A999000000001"}


def rows_as_dicts(owner_sees: OwnerSees) -> list[dict[str, Any]]:
    return owner_sees("select kind, part from people_keys_of_people()")


def test_the_values_that_were_chosen_hold_and_the_old_ones_stay_readable(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    merged(two, proposes=coordinator, approves=carol, takes=["birth", "sex"])

    two.keeping.refresh_from_db()
    assert (two.keeping.born_on, two.keeping.sex) == (dt.date(2022, 11, 7), "M")
    assert two.keeping.family_name == "Nur"
    assert Correction.objects.get(record_id=two.keeping.id, field="born_on").old_value == str(BORN_ON)


def test_what_is_wrong_or_said_twice_stays_behind(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    twice = two.losing.identifiers.get(scheme="nhs")

    merged(two, proposes=coordinator, approves=carol, leaves=[twice])

    assert Identifier.objects.filter(person=two.keeping, scheme="nhs").count() == 1
    assert Identifier.objects.get(pk=twice.pk).person == two.losing


def test_the_child_is_found_by_either_name_and_number_and_once(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner, dave: Practitioner
) -> None:
    merged(two, proposes=coordinator, approves=carol)

    asked = [
        Sought(name="Yusuf Noor"),
        Sought(name="Yusuf Nur"),
        Sought(upn="A999000000001"),
        Sought(name="Yuyu"),
    ]
    found = [[hit.child for hit in find_children(sought=one, by=dave)] for one in asked]

    assert found == [[two.keeping]] * 4
    assert not SearchName.objects.filter(person=two.losing).exists()


def test_the_other_record_leads_to_the_one_also_through_a_second_merge(
    two: TwoRecords, alice: Practitioner, coordinator: Practitioner, carol: Practitioner
) -> None:
    third = two_records(alice=alice, bob=alice)
    merged(two, proposes=coordinator, approves=carol)
    chain = TwoRecords(third.keeping, two.keeping, third.kept_case, two.kept_case)
    merged(chain, proposes=coordinator, approves=carol)

    assert person_who_exists(alice.authority_id, two.losing.id) == third.keeping
    assert existing([two.losing.id, two.keeping.id]) == {}


def test_a_child_of_two_open_cases_has_both_and_the_reason_says_so(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    merged(two, proposes=coordinator, approves=carol)

    rows = EpisodeChild.objects.filter(child=two.keeping, is_open=True)
    assert sorted(row.second_open_reason for row in rows) == ["", "Two records of one child were merged."]


def test_parents_of_both_records_belong_to_the_one(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    merged(two, proposes=coordinator, approves=carol)

    circle = circle_of(two.keeping)
    assert len(circle.people) == 3  # two mothers (recorded twice) and a sister
    assert two.losing not in circle.people


def test_two_recorded_as_brother_and_sister_are_not_their_own_brother(
    two: TwoRecords, bob: Practitioner, coordinator: Practitioner, carol: Practitioner
) -> None:
    tie = Relationship.record(by=bob, of=two.losing, to=two.keeping, kinship="brother")

    merged(two, proposes=coordinator, approves=carol)

    tie.refresh_from_db()
    assert (tie.of, tie.to) == (two.losing, two.keeping)
    assert two.losing not in circle_of(two.keeping).people


def test_who_proposed_cannot_approve(two: TwoRecords, coordinator: Practitioner) -> None:
    merge = propose(two, coordinator)

    with pytest.raises(PermissionDenied, match="Another coordinator or manager"):
        approve_merge(merge=merge, by=coordinator)


def test_the_database_asks_for_the_second_person_itself(
    two: TwoRecords, coordinator: Practitioner, dave: Practitioner, acting_as: ActingAs
) -> None:
    merge = propose(two, coordinator)

    for who in (coordinator, dave):
        with (
            acting_as(who),
            pytest.raises(DatabaseError, match="a second person must approve"),
            transaction.atomic(),
        ):
            rows_of("people_merge_records(%s)", [merge.id])


@pytest.mark.parametrize("name", ["alice", "erin", "dave"])
def test_only_who_coordinates_or_manages_proposes(
    two: TwoRecords, name: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        propose(two, request.getfixturevalue(name))


def test_somebody_says_how_it_is_known(two: TwoRecords, coordinator: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Enter how you know"):
        propose_merge(keeping=two.keeping, losing=two.losing, choices=Choices(), why=" ", by=coordinator)


def test_a_choice_that_was_not_offered_is_refused(two: TwoRecords, coordinator: Practitioner) -> None:
    for wrong in ({"takes": ["shoe_size"]}, {"leaves": [str(two.keeping.id)]}, {"lets_in": ["x"]}):
        with pytest.raises(ValidationError, match="Select from the list"):
            propose(two, coordinator, **wrong)


def test_a_record_waits_for_one_merge_at_a_time(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    propose(two, coordinator)

    with pytest.raises(ValidationError, match="waits to be merged already"):
        propose(TwoRecords(two.losing, two.keeping, two.kept_case, two.lost_case), carol)


def test_two_children_of_one_case_are_not_merged(
    two: TwoRecords, alice: Practitioner, coordinator: Practitioner
) -> None:
    EpisodeChild.record(
        by=alice, episode=two.kept_case, child=two.losing, joined_on=two.kept_case.intended_on, is_open=False
    )

    with pytest.raises(ValidationError, match="Both are children of one case"):
        propose(two, coordinator)


def test_a_shielded_record_is_not_merged(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner, acting_as: ActingAs
) -> None:
    merge = propose(two, coordinator)
    with acting_as(coordinator):
        shield_record(child=two.losing, why="staff", words="Colleague", readers=[carol], by=coordinator)

    with acting_as(carol), pytest.raises(ValidationError, match="shielded record is not merged"):
        approve_merge(merge=merge, by=carol)


def test_what_was_changed_since_it_was_proposed_is_looked_at_again(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    merge = propose(two, coordinator)
    said = PersonDetails("Yusuf", "Noor", Birth(born_on=dt.date(2021, 1, 1)), sex="M")
    change_person(person=two.losing, details=said, reason="Misread", through=two.losing, by=coordinator)

    with pytest.raises(ValidationError, match="changed since this was proposed"):
        approve_merge(merge=merge, by=carol)


def test_a_refused_merge_says_why_and_stays_refused(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    merge = propose(two, coordinator)
    refuse_merge(merge=merge, reason="Cousins.", by=carol)

    with pytest.raises(ValidationError, match="answered this already"):
        approve_merge(merge=merge, by=carol)


def test_who_proposed_may_take_it_back(two: TwoRecords, coordinator: Practitioner) -> None:
    merge = propose(two, coordinator)

    refuse_merge(merge=merge, reason="A mistake of mine.", by=coordinator)

    merge.refresh_from_db()
    assert merge.state == Merge.State.REFUSED
