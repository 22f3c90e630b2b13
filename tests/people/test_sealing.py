"""Sealed parts: shown by the database to a named list alone, on every page and in every search."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from opencaf.access.models import Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.practitioners import add_post, end_post
from opencaf.core import clock
from opencaf.people.details import Address
from opencaf.people.models import (
    ContactPoint,
    Household,
    Person,
    Schooling,
    Seal,
    SealReader,
    SearchName,
)
from opencaf.people.operations.finding import find_children
from opencaf.people.operations.homes import Stay, add_household
from opencaf.people.operations.sealing import open_seal, seal_part, set_seal_readers
from opencaf.people.operations.search_names import file_names, renew_search_names
from opencaf.people.permissions import can_open_seal
from opencaf.people.queries.facts import facts_of
from opencaf.people.queries.seals import readers_of_seal
from opencaf.people.sought import Sought
from tests.factories import AgencyFactory, ChildFactory

ActingAs = Callable[[Practitioner], Any]
POSTCODE = "ZD4 2QP"


@pytest.fixture
def child(alice: Practitioner, bob: Practitioner) -> Person:
    """A child whom Alice and Bob help, found by name."""
    about: Person = ChildFactory(given_names="Yusuf", family_name="Nur")
    SearchName.objects.bulk_create(file_names(about, names=[], postcodes=[], is_child=True))
    for who in (alice, bob):
        grant_access(to=who, child_ids=[about.id], basis=Basis.RECORDED, by=alice)
    return about


@pytest.fixture
def home(child: Person, alice: Practitioner) -> Household:
    address = Address(line1="14 Saltpan Street", city="Zedford", postcode=POSTCODE)
    return add_household(address=address, stays=[Stay(child)], through=child, by=alice)


def seal(record: Any, child: Person, by: Practitioner, *readers: Practitioner) -> Seal:
    return seal_part(
        record=record, why="refuge", words="They are hiding.", readers=readers, through=child, by=by
    )


def test_only_who_sealed_and_the_list_see_an_address(
    child: Person,
    home: Household,
    alice: Practitioner,
    bob: Practitioner,
    carol: Practitioner,
    coordinator: Practitioner,
    acting_as: ActingAs,
) -> None:
    with acting_as(alice):
        seal(home, child, alice, coordinator)

    for who, sees in ((alice, True), (coordinator, True), (bob, False), (carol, False)):
        with acting_as(who):  # type: ignore[attr-defined]
            (fact,) = facts_of([child.id])[child.id].homes
            assert fact.is_sealed
            assert ("Saltpan" in fact.words) is sees
            assert fact.is_hidden is not sees
            assert Household.objects.filter(pk=home.pk).exists() is sees
    with acting_as(bob):  # type: ignore[attr-defined]
        assert facts_of([child.id])[child.id].homes[0].words == str(alice)
        assert facts_of([child.id])[child.id].home is None


@pytest.mark.parametrize("part", ["contact", "school"])
def test_a_number_and_a_school_are_sealed_alike(
    child: Person, alice: Practitioner, bob: Practitioner, acting_as: ActingAs, part: str
) -> None:
    record: Any = ContactPoint.record(by=alice, person=child, kind="mobile", value="07700 900123")
    if part == "school":
        record = Schooling.record(by=alice, person=child, name="Zedford Lower School")
    with acting_as(alice):
        seal(record, child, alice)

    with acting_as(alice):
        own = facts_of([child.id])[child.id]
        (mine,) = own.contacts if part == "contact" else own.schools
    with acting_as(bob):  # type: ignore[attr-defined]
        others = facts_of([child.id])[child.id]
        (theirs,) = others.contacts[-1:] if part == "contact" else others.schools

    assert not mine.is_hidden
    assert (theirs.is_hidden, theirs.words) == (True, str(alice))


def test_raw_sql_as_the_web_role_shows_a_sealed_row_to_the_list_alone(
    child: Person, home: Household, alice: Practitioner, bob: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(alice):
        seal(home, child, alice)

    counts = {}
    for who in (alice, bob):
        with acting_as(who), connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("select count(*) from people_household where postcode = %s", [POSTCODE])
            counts[who] = cursor.fetchone()[0]

    assert counts == {alice: 1, bob: 0}


def test_nobody_finds_the_child_by_a_sealed_address(
    child: Person, home: Household, alice: Practitioner, dave: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(dave):  # type: ignore[attr-defined]
        before = find_children(sought=Sought(postcode=POSTCODE), by=dave)
    with acting_as(alice):
        seal(home, child, alice)

    for who in (dave, alice):
        with acting_as(who):  # type: ignore[attr-defined]
            assert find_children(sought=Sought(postcode=POSTCODE), by=who) == []
            assert len(find_children(sought=Sought(name="Yusuf Nur"), by=who)) == 1
    assert len(before) == 1


def test_filing_anew_does_not_bring_a_sealed_address_back(
    child: Person, home: Household, alice: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(alice):
        seal(home, child, alice)

        renew_search_names([child])

        assert not SearchName.objects.exclude(postcode="").exists()


def test_the_list_is_changed_and_who_is_left_out_loses_sight(
    child: Person,
    home: Household,
    alice: Practitioner,
    bob: Practitioner,
    carol: Practitioner,
    acting_as: ActingAs,
) -> None:
    with acting_as(alice):
        held = seal(home, child, alice, bob)
        set_seal_readers(seal=held, readers=[carol], through=child, by=alice)

    sees = {}
    for who in (alice, bob, carol):
        with acting_as(who):  # type: ignore[attr-defined]
            sees[who] = Household.objects.filter(pk=home.pk).exists()
    assert sees == {alice: True, bob: False, carol: True}


def test_an_opened_seal_shows_the_part_to_all_again(
    child: Person, home: Household, alice: Practitioner, bob: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(alice):
        held = seal(home, child, alice)
        open_seal(seal=held, reason="They have moved.", through=child, by=alice)

    with acting_as(bob):  # type: ignore[attr-defined]
        (fact,) = facts_of([child.id])[child.id].homes
        found = find_children(sought=Sought(postcode=POSTCODE), by=bob)
    held.refresh_from_db()
    assert (fact.is_sealed, fact.is_hidden) == (False, False)
    assert len(found) == 1
    assert (held.opened_why, held.opened_by) == ("They have moved.", alice)
    assert not SealReader.objects.filter(ended_at=None).exists()


def test_only_the_list_changes_the_list_or_opens_the_seal(
    child: Person,
    home: Household,
    alice: Practitioner,
    bob: Practitioner,
    coordinator: Practitioner,
    acting_as: ActingAs,
) -> None:
    with acting_as(alice):
        held = seal(home, child, alice)

    for who in (bob, coordinator):
        with acting_as(who):  # type: ignore[attr-defined]
            with pytest.raises(PermissionDenied, match=f"Ask {alice}"):
                set_seal_readers(seal=held, readers=[who], through=child, by=who)
            with pytest.raises(PermissionDenied, match=f"Ask {alice}"):
                open_seal(seal=held, reason="I want to see it.", through=child, by=who)


def test_a_stranger_seals_nothing(child: Person, home: Household, dave: Practitioner) -> None:
    with pytest.raises(PermissionDenied):
        seal(home, child, dave)


def test_a_seal_says_why_and_is_put_once(
    child: Person, home: Household, alice: Practitioner, acting_as: ActingAs
) -> None:
    said: dict[str, Any] = {"record": home, "readers": [], "through": child, "by": alice}
    with acting_as(alice):
        with pytest.raises(ValidationError, match="Select why others"):
            seal_part(why="", words="Hiding.", **said)
        with pytest.raises(ValidationError, match="Enter what others have to know"):
            seal_part(why="refuge", words=" ", **said)
        seal(home, child, alice)

        with pytest.raises(ValidationError, match="sealed already"):
            seal(home, child, alice)
        with pytest.raises(ValidationError, match="Enter why it need not"):
            open_seal(seal=Seal.objects.get(), reason=" ", through=child, by=alice)


def test_sealing_stands_on_the_trail_without_what_is_sealed(
    child: Person,
    home: Household,
    alice: Practitioner,
    acting_as: ActingAs,
    owner_sees: Callable[..., list[dict[str, Any]]],
) -> None:
    with acting_as(alice):
        held = seal(home, child, alice)
        set_seal_readers(seal=held, readers=[], through=child, by=alice)
        open_seal(seal=held, reason="They have moved.", through=child, by=alice)

    actions = ["part_sealed", "seal_readers_set", "seal_opened"]
    events = owner_sees("select * from audit_event where action = any(%s)", [actions])
    assert sorted(str(event["action"]) for event in events) == sorted(actions)
    assert "Saltpan" not in str(events)
    assert "hiding" not in str(events)


def test_a_home_that_is_added_later_is_not_sealed(
    child: Person, home: Household, alice: Practitioner, bob: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(alice):
        seal(home, child, alice)
        second = Address(line1="2 Harbour Row", postcode="ZD4 9AA")
        add_household(address=second, stays=[Stay(child, dt.date(2026, 1, 5))], through=child, by=alice)

    with acting_as(bob):  # type: ignore[attr-defined]
        homes = facts_of([child.id])[child.id].homes
        assert [home.is_hidden for home in homes] == [False, True]


def test_who_moves_sees_what_is_sealed_no_more_until_named_for_where_they_work(
    child: Person,
    home: Household,
    alice: Practitioner,
    bob: Practitioner,
    erin: Practitioner,
    acting_as: ActingAs,
) -> None:
    with acting_as(alice):
        held = seal(home, child, alice, bob)
    first = bob.post
    moved = add_post(practitioner=bob, agency=AgencyFactory(name="Hazel Family Hub"), by=erin)
    end_post(post=first, ended_on=clock.today(), by=erin)
    grant_access(to=bob, child_ids=[child.id], basis=Basis.RECORDED, by=alice)
    there = Practitioner.objects.get(pk=bob.pk).wearing(moved)

    def sees() -> tuple[bool, bool]:
        with acting_as(there):
            return Household.objects.filter(pk=home.pk).exists(), bool(can_open_seal(there, held))

    before = sees()
    with acting_as(alice):
        listed = set(readers_of_seal(held.id))
        set_seal_readers(seal=held, readers=[bob], through=child, by=alice)

    assert (listed, before, sees()) == ({alice}, (False, False), (True, True))
