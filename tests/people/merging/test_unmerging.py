"""Undoing a merge: all is where it was, also after later edits, and a person decides what is doubtful."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.access.models import AccessGrant, Level
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import EpisodeChild
from opencaf.episodes.operations.assessment import start_assessment
from opencaf.people.codes import Scheme
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.models import ContactPoint, Identifier, Merge, PersonName
from opencaf.people.operations.changing import change_person
from opencaf.people.operations.correcting import correct_particular
from opencaf.people.operations.particulars import add_identifier
from opencaf.people.permissions import can_see_child
from opencaf.people.queries.merges import (
    cases_since,
    changed_since,
    differing,
    rows_about,
    written_since,
)
from tests.factories import make_episode
from tests.factories.assessment import agree_to_assess, national_form
from tests.factories.people import BORN_ON
from tests.people.merging.two_records import (
    OwnerSees,
    TwoRecords,
    merged,
    three_weeks_later,
    two_records,
    undone,
    where_rows_hang,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_merge_then_unmerge_is_the_identity(
    data: st.DataObject,
    two: TwoRecords,
    bob: Practitioner,
    coordinator: Practitioner,
    carol: Practitioner,
    owner_sees: OwnerSees,
) -> None:
    two.keeping.refresh_from_db()
    keeping, losing = data.draw(st.permutations([two.keeping, two.losing]), label="keeping, losing")
    pair = TwoRecords(keeping, losing, two.kept_case, two.lost_case)
    takes = data.draw(st.sets(st.sampled_from(differing(keeping, losing))), label="takes")
    rows = rows_about(losing)
    leaves = [row for row in rows if data.draw(st.booleans(), label=str(row))]
    lets_in = [bob] if losing == two.losing and data.draw(st.booleans(), label="Bob is let in") else []
    before = where_rows_hang(owner_sees, keeping, losing)
    point = transaction.savepoint()

    merge = merged(pair, proposes=coordinator, approves=carol, takes=takes, leaves=leaves, lets_in=lets_in)
    between = where_rows_hang(owner_sees, keeping, losing)
    undone(merge, coordinator)

    after = where_rows_hang(owner_sees, keeping, losing)
    transaction.savepoint_rollback(point)
    assert between != before
    assert without_trace(after) == without_trace(before)


def without_trace(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """All but what says that there was a merge: that those who lost sight know that the one record exists."""
    seen = [row for row in rows["seen"] if row["basis"] != "found"]
    return rows | {"seen": seen, "access_accessgrant.child_id": []}


def test_two_merges_in_either_order_give_one_record(
    two: TwoRecords,
    alice: Practitioner,
    coordinator: Practitioner,
    carol: Practitioner,
    owner_sees: OwnerSees,
) -> None:
    third = two_records(alice=alice, bob=alice)
    first_pair = TwoRecords(two.keeping, two.losing, two.kept_case, two.lost_case)
    second_pair = TwoRecords(two.keeping, third.losing, two.kept_case, third.lost_case)

    results = []
    for order in ([first_pair, second_pair], [second_pair, first_pair]):
        point = transaction.savepoint()
        for pair in order:
            merged(pair, proposes=coordinator, approves=carol)
        results.append(ids_of(where_rows_hang(owner_sees, two.keeping, two.losing, third.losing)))
        transaction.savepoint_rollback(point)

    assert results[0] == results[1]


def ids_of(rows: dict[str, list[Any]]) -> dict[str, Any]:
    """Which rows hang where; what the merge itself wrote has an id of its own each time."""
    added = ("people_personname.person_id", "seen", "filed", "people")
    return {key: [row["id"] for row in found] for key, found in rows.items() if key not in added} | {
        "names": sorted(
            f"{row['given_names']} {row['family_name']}" for row in rows["people_personname.person_id"]
        ),
        "filed": rows["filed"],
        "leads": [(row["id"], row["merged_into_id"]) for row in rows["people"]],
    }


def test_who_lost_sight_sees_again(
    two: TwoRecords, bob: Practitioner, coordinator: Practitioner, carol: Practitioner
) -> None:
    merge = merged(two, proposes=coordinator, approves=carol)

    undone(merge, coordinator)

    assert can_see_child(bob, two.losing)
    assert not AccessGrant.objects.live().filter(practitioner=bob, child_id=two.keeping.id).exists()


def test_access_that_would_have_ended_meanwhile_stays_ended(
    two: TwoRecords, dave: Practitioner, coordinator: Practitioner, carol: Practitioner
) -> None:
    AccessGrant.objects.create(
        authority_id=dave.authority_id,
        practitioner=dave,
        child_id=two.losing.id,
        level=Level.FULL,
        basis="asked",
        ends_at=clock.now() + dt.timedelta(days=7),
    )
    merge = merged(two, proposes=coordinator, approves=carol)

    with three_weeks_later():
        undone(merge, coordinator)
        seen = can_see_child(dave, two.losing)

    assert not seen


def test_a_row_that_was_put_right_since_goes_back_as_it_is_now(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    phone = two.losing.contact_points.get()
    merge = merged(two, proposes=coordinator, approves=carol)
    phone.refresh_from_db()
    correct_particular(
        record=phone, values={"value": "07700 900333"}, reason="New", through=two.keeping, by=coordinator
    )

    undone(merge, coordinator)

    phone = ContactPoint.objects.get(pk=phone.pk)
    assert (phone.person, phone.value) == (two.losing, "07700 900333")


def test_a_value_that_was_changed_since_is_for_a_person_to_decide(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    merge = merged(two, proposes=coordinator, approves=carol, takes=["birth", "sex"])
    two.keeping.refresh_from_db()
    born = Birth(born_on=dt.date(2022, 7, 12))
    said = PersonDetails(two.keeping.given_names, two.keeping.family_name, born, sex="M")
    change_person(person=two.keeping, details=said, reason="Passport", through=two.keeping, by=coordinator)
    merge.keeping.refresh_from_db()

    asked = [one.field for one in changed_since(merge)]
    undone(merge, coordinator)

    two.keeping.refresh_from_db()
    assert asked == ["born_on"]
    assert (two.keeping.born_on, two.keeping.sex) == (dt.date(2022, 7, 12), "U")


def test_such_a_value_goes_back_where_somebody_says_so(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    merge = merged(two, proposes=coordinator, approves=carol, takes=["birth"])
    two.keeping.refresh_from_db()
    born = Birth(born_on=dt.date(2022, 7, 12))
    said = PersonDetails(two.keeping.given_names, two.keeping.family_name, born)
    change_person(person=two.keeping, details=said, reason="Passport", through=two.keeping, by=coordinator)
    merge.keeping.refresh_from_db()

    undone(merge, coordinator, put_back=["born_on"])

    two.keeping.refresh_from_db()
    assert two.keeping.born_on == BORN_ON


def test_what_was_written_since_stays_unless_somebody_says_whose_it_is(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    merge = merged(two, proposes=coordinator, approves=carol)
    with three_weeks_later():
        for value in ("11-22", "33-44"):
            add_identifier(
                person=two.keeping,
                scheme=Scheme.OTHER,
                value=value,
                system="Library",
                through=two.keeping,
                by=carol,
            )
        asked = written_since(merge)
        theirs = next(row for row in asked if row.value == "33-44")
        undone(merge, coordinator, theirs=[theirs.id])

    assert {row.value for row in asked} == {"11-22", "33-44"}
    assert Identifier.objects.get(value="11-22").person == two.keeping
    assert Identifier.objects.get(value="33-44").person == two.losing


def test_a_case_begun_since_goes_where_somebody_says(
    two: TwoRecords, bob: Practitioner, coordinator: Practitioner, carol: Practitioner
) -> None:
    merge = merged(two, proposes=coordinator, approves=carol)
    with three_weeks_later():
        case = make_episode(
            children=[two.keeping],
            intended_on=clock.today(),
            second_open_reason="School asks",
            by=coordinator,
        )
        [row] = cases_since(merge)
        undone(merge, coordinator, theirs=[row.id])

    assert EpisodeChild.objects.get(episode=case).child == two.losing
    grants = AccessGrant.objects.filter(episode_id=case.id)
    assert {one.child_id for one in grants} == {two.losing.id}


def test_what_was_written_since_in_a_case_that_goes_back_goes_with_it(
    two: TwoRecords,
    bob: Practitioner,
    coordinator: Practitioner,
    carol: Practitioner,
    owner_sees: OwnerSees,
) -> None:
    national_form(bob)
    merge = merged(two, proposes=coordinator, approves=carol, lets_in=[bob])
    with three_weeks_later():
        agree_to_assess(two.lost_case, bob)
        start_assessment(episode=two.lost_case, started_on=clock.today(), by=bob)
        undone(merge, coordinator)

    about = {key: found for key, found in where_rows_hang(owner_sees, two.losing).items() if found}
    assert len(about["episodes_storychild.child_id"]) > 10
    assert where_rows_hang(owner_sees, two.keeping)["episodes_storychild.child_id"] == []


def test_another_persons_row_is_no_answer(
    two: TwoRecords, alice: Practitioner, coordinator: Practitioner, carol: Practitioner
) -> None:
    merge = merged(two, proposes=coordinator, approves=carol)
    older = two.keeping.identifiers.get(scheme="nhs", recorded_by=alice)

    for wrong in ({"theirs": [older.id]}, {"put_back": ["sex"]}):
        with pytest.raises(ValidationError, match="Select from the list"):
            undone(merge, coordinator, **wrong)


def test_a_name_that_somebody_put_right_since_stays(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    merge = merged(two, proposes=coordinator, approves=carol)
    name = PersonName.objects.get(person=two.keeping, source="A record that was merged")
    correct_particular(
        record=name, values={"family_name": "Nour"}, reason="Misread", through=two.keeping, by=carol
    )

    undone(merge, coordinator)

    assert PersonName.objects.filter(pk=name.pk).exists()


def test_a_merge_of_merges_is_undone_in_turn(
    two: TwoRecords,
    alice: Practitioner,
    coordinator: Practitioner,
    carol: Practitioner,
    owner_sees: OwnerSees,
) -> None:
    third = two_records(alice=alice, bob=alice)
    everybody = (two.keeping, two.losing, third.keeping)
    before = where_rows_hang(owner_sees, *everybody)
    first = merged(two, proposes=coordinator, approves=carol)
    chain = TwoRecords(third.keeping, two.keeping, third.kept_case, two.kept_case)
    second = merged(chain, proposes=coordinator, approves=carol)

    with pytest.raises(ValidationError, match="Undo that first"):
        undone(first, coordinator)
    undone(second, coordinator)
    undone(first, coordinator)

    assert without_trace(where_rows_hang(owner_sees, *everybody)) == without_trace(before)


def test_a_merge_is_undone_once_with_a_reason_by_who_coordinates(
    two: TwoRecords, bob: Practitioner, coordinator: Practitioner, carol: Practitioner
) -> None:
    merge = merged(two, proposes=coordinator, approves=carol)

    with pytest.raises(PermissionDenied):
        undone(merge, bob)
    undone(merge, carol)
    with pytest.raises(ValidationError, match="does not stand any more"):
        undone(merge, carol)


def test_the_same_two_can_be_merged_again(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner
) -> None:
    merge = merged(two, proposes=coordinator, approves=carol)
    undone(merge, carol)

    again = merged(two, proposes=carol, approves=coordinator)

    assert again.state == Merge.State.MERGED
