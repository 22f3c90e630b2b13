"""Who goes on seeing a child whose records are merged, and who newly does."""

from collections.abc import Callable
from typing import Any

from opencaf.access.models import AccessGrant, Level
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.episodes.queries.journey import journey_of
from opencaf.people.models import Identifier, Person
from opencaf.people.operations.merging import approve_merge
from opencaf.people.operations.sealing import seal_part
from opencaf.people.permissions import can_see_child
from opencaf.people.queries.circle import circle_of
from opencaf.people.queries.existence import rows_of
from opencaf.people.queries.merges import newly_seeing, seers_of
from tests.people.merging.two_records import (
    OwnerSees,
    TwoRecords,
    let_see,
    merged,
    propose,
    undone,
)

ActingAs = Callable[[Practitioner], Any]


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
        events = journey_of(two.kept_case, alice, kinds=["record"], child_ids=()).events
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
