"""Merging: two people say so, everything moves, nobody sees more unawares, the other record leads there."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from opencaf.access.models import AccessGrant, Level
from opencaf.agencies.models import Practitioner
from opencaf.audit.models import Correction
from opencaf.core import clock
from opencaf.episodes.models import Episode, EpisodeChild
from opencaf.episodes.operations.shielding import shield_record
from opencaf.episodes.queries.journey import journey_of
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.models import Identifier, Merge, Person, Relationship, SearchName
from opencaf.people.operations.changing import change_person
from opencaf.people.operations.finding import find_children
from opencaf.people.operations.merging import Choices, approve_merge, propose_merge, refuse_merge
from opencaf.people.operations.sealing import seal_part
from opencaf.people.permissions import can_see_child
from opencaf.people.queries.circle import circle_of
from opencaf.people.queries.existence import existing, rows_of
from opencaf.people.queries.merges import newly_seeing, seers_of
from opencaf.people.queries.seen import person_who_exists
from opencaf.people.sought import Sought
from tests.factories.people import BORN_ON
from tests.people.merging.two_records import OwnerSees, TwoRecords, let_see, merged, two_records, undone

ActingAs = Callable[[Practitioner], Any]


@pytest.fixture
def two(alice: Practitioner, bob: Practitioner) -> TwoRecords:
    return two_records(alice=alice, bob=bob)


def propose(two: TwoRecords, by: Practitioner, **choices: Any) -> Merge:
    return propose_merge(
        keeping=two.keeping, losing=two.losing, choices=Choices(**choices), why="One NHS number.", by=by
    )


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


def test_access_ends_for_who_is_not_let_in_and_they_know_whom_to_ask(
    two: TwoRecords, bob: Practitioner, coordinator: Practitioner, carol: Practitioner
) -> None:
    merged(two, proposes=coordinator, approves=carol)

    live = AccessGrant.objects.live().filter(practitioner=bob)
    assert [
        (one.child_id, one.level) for one in live.filter(child_id__in=[two.keeping.id, two.losing.id])
    ] == [(two.keeping.id, Level.EXISTENCE)]
    assert not can_see_child(bob, two.keeping)


def test_who_is_let_in_goes_on_seeing_the_child_and_the_case(
    two: TwoRecords, bob: Practitioner, coordinator: Practitioner, carol: Practitioner, acting_as: ActingAs
) -> None:
    merged(two, proposes=coordinator, approves=carol, lets_in=[bob])

    with acting_as(bob):
        assert can_see_child(bob, two.keeping)
        assert Person.objects.visible_to(bob).filter(pk=two.keeping.pk).exists()
        assert Episode.objects.visible_to(bob).filter(pk=two.lost_case.pk).exists()
        assert not Episode.objects.visible_to(bob).filter(pk=two.kept_case.pk).exists()


def test_everybody_who_would_newly_see_something_is_named_before(
    two: TwoRecords, alice: Practitioner, bob: Practitioner, dave: Practitioner, coordinator: Practitioner
) -> None:
    sister = circle_of(two.losing).other_children()[0]
    let_see(sister, dave, by=bob)
    AccessGrant.objects.filter(practitioner=bob, child_id=sister.id).update(ends_at=clock.now())

    seers = seers_of(two.keeping, two.losing)

    assert [one.practitioner for one in newly_seeing(seers, [])] == [alice, dave]
    assert [one.practitioner for one in newly_seeing(seers, [str(bob.id)])] == [alice, bob, dave]


def test_who_really_sees_more_is_who_was_named(
    two: TwoRecords,
    alice: Practitioner,
    bob: Practitioner,
    dave: Practitioner,
    coordinator: Practitioner,
    carol: Practitioner,
    acting_as: ActingAs,
) -> None:
    """What the database shows each of them before and after, against what was foretold."""
    let_see(circle_of(two.losing).other_children()[0], dave, by=bob)
    foretold = {one.practitioner for one in newly_seeing(seers_of(two.keeping, two.losing), [str(bob.id)])}
    people = [alice, bob, dave]
    before = {who: numbers_seen(two, who, acting_as) for who in people}

    merged(two, proposes=coordinator, approves=carol, lets_in=[bob])

    after = {who: numbers_seen(two, who, acting_as) for who in people}
    assert {who for who in people if after[who] - before[who]} == foretold


def numbers_seen(two: TwoRecords, who: Practitioner, acting_as: ActingAs) -> set[object]:
    with acting_as(who):
        rows = Identifier.objects.filter(person__in=[two.keeping, two.losing])
        return set(rows.values_list("id", flat=True))


def test_the_trail_names_who_newly_sees_something(
    two: TwoRecords,
    alice: Practitioner,
    bob: Practitioner,
    coordinator: Practitioner,
    carol: Practitioner,
    owner_sees: OwnerSees,
) -> None:
    merge = merged(two, proposes=coordinator, approves=carol, lets_in=[bob])

    [row] = owner_sees("select * from audit_event where action = 'records_merged'")
    assert row["subject_id"] == str(two.keeping.id)
    assert row["detail"]["losing"] == str(two.losing.id)
    assert row["detail"]["merge"] == str(merge.id)
    assert row["detail"]["newly_see"] == [str(alice.id), str(bob.id)]
    assert row["detail"]["let_in"] == [str(bob.id)]


def test_the_journey_says_when_and_by_whom_and_strangers_are_told_nothing(
    two: TwoRecords,
    alice: Practitioner,
    dave: Practitioner,
    coordinator: Practitioner,
    carol: Practitioner,
    acting_as: ActingAs,
) -> None:
    with acting_as(carol):
        merge = merged(two, proposes=coordinator, approves=carol)
    with acting_as(coordinator):
        undone(merge, coordinator)

    with acting_as(alice):
        events = journey_of(two.kept_case, alice, kinds=["record"]).events
    with acting_as(dave):
        told = rows_of("people_merged_on(%s)", [two.keeping.id])

    assert [(event.title, event.who) for event in events] == [
        (f"Two records of {two.keeping} became one", str(carol)),
        (f"The record of {two.keeping} and another became two again", str(coordinator)),
    ]
    assert told == []


def test_a_sealed_part_moves_and_stays_for_its_list(
    two: TwoRecords, bob: Practitioner, coordinator: Practitioner, carol: Practitioner, acting_as: ActingAs
) -> None:
    phone = two.losing.contact_points.get()
    with acting_as(bob):
        seal_part(record=phone, why="refuge", words="Hiding.", readers=[], through=two.losing, by=bob)

    with acting_as(coordinator):
        merge = propose(two, coordinator, lets_in=[str(bob.id)])
    with acting_as(carol):
        approve_merge(merge=merge, by=carol)
        hidden = two.keeping.contact_points.filter(pk=phone.pk).exists()
    with acting_as(bob):
        shown = two.keeping.contact_points.filter(pk=phone.pk).exists()

    assert (hidden, shown) == (False, True)
