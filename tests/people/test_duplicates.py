"""Records that may be of one child: who is proposed, what is judged, and when it is proposed again."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.episodes.operations.shielding import shield_record
from opencaf.people.details import Address, Birth, Extras, PersonDetails
from opencaf.people.models import DuplicatePair, Person
from opencaf.people.operations.changing import change_person
from opencaf.people.operations.duplicates import forget_pairs, judge_not_same, propose_duplicates
from opencaf.people.operations.writing import Home
from opencaf.people.queries.duplicates import pairs_to_judge
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in
from tests.factories.people import BORN_ON, FLAT, make_child

ELSEWHERE = Home(address=Address(line1="3 Tannery Lane", postcode="ZD9 1AA"))
BORN = Birth(born_on=BORN_ON)


@pytest.fixture
def yusuf(alice: Practitioner) -> Person:
    """A child, among others who are not him."""
    make_child("Bilal", "Nur", by=alice)  # his twin
    make_child("Yusuf Abdirahman", "Nur", birth=Birth(born_on=dt.date(1990, 7, 11)), home=ELSEWHERE, by=alice)
    return make_child(by=alice)


def look(by: Practitioner) -> int:
    ids = list(Person.objects.order_by("id").values_list("id", flat=True))
    return propose_duplicates(child_ids=ids, by=by)


def pairs() -> list[set[Person]]:
    return [{pair.first, pair.second} for pair in pairs_to_judge()]


def test_a_child_recorded_twice_is_proposed_with_why(
    yusuf: Person, bob: Practitioner, coordinator: Practitioner
) -> None:
    again = make_child("Yusef", "Noor", by=bob)

    look(coordinator)

    assert pairs() == [{yusuf, again}]
    assert "same date of birth" in pairs_to_judge()[0].reasons


def test_twins_and_a_father_and_son_of_one_name_are_not(yusuf: Person, coordinator: Practitioner) -> None:
    assert look(coordinator) == 0


def test_a_number_finds_the_child_of_another_surname(alice: Practitioner, coordinator: Practitioner) -> None:
    number = Extras(nhs_number="9990725217")
    one = make_child("Ella", "Marsh", extras=number, by=alice)
    other = make_child("Ella", "Thornbury", extras=number, home=ELSEWHERE, by=alice)

    look(coordinator)

    assert pairs() == [{one, other}]


def test_a_second_night_proposes_nothing_twice(
    yusuf: Person, bob: Practitioner, coordinator: Practitioner
) -> None:
    make_child(by=bob)
    look(coordinator)

    look(coordinator)

    assert DuplicatePair.objects.count() == 1


def test_what_is_not_the_same_stays_so_until_something_changes(
    yusuf: Person, bob: Practitioner, coordinator: Practitioner
) -> None:
    again = make_child(by=bob)
    look(coordinator)
    judge_not_same(pair=pairs_to_judge()[0], reason="Cousins; both schools confirm.", by=coordinator)

    look(coordinator)
    before = pairs()
    change_person(
        person=again,
        details=PersonDetails("Yusuf", "Nur", BORN),
        reason="Misread",
        through=again,
        by=coordinator,
    )
    look(coordinator)

    assert before == []
    assert pairs() == [{yusuf, again}]
    assert "judged not the same on 2 November 2026: Cousins" in pairs_to_judge()[0].doubts


def test_a_pair_that_is_not_alike_any_more_leaves_the_list(
    yusuf: Person, bob: Practitioner, coordinator: Practitioner
) -> None:
    again = make_child(by=bob)
    look(coordinator)
    another = PersonDetails("Somebody", "Else", Birth(born_on=dt.date(2011, 1, 5)))
    change_person(person=again, details=another, reason="Wrong child", through=again, by=coordinator)

    with clock.everywhere_at(clock.now() + dt.timedelta(days=1)):
        look(coordinator)
        forgotten = forget_pairs(not_found_since=clock.today(), by=coordinator)

    assert (forgotten, pairs()) == (1, [])


def test_a_judgement_says_how_it_is_known(
    yusuf: Person, bob: Practitioner, coordinator: Practitioner
) -> None:
    make_child(by=bob)
    look(coordinator)

    with pytest.raises(ValidationError, match="Enter how you know"):
        judge_not_same(pair=pairs_to_judge()[0], reason=" ", by=coordinator)


def test_a_pair_is_judged_once(yusuf: Person, bob: Practitioner, coordinator: Practitioner) -> None:
    make_child(by=bob)
    look(coordinator)
    pair = pairs_to_judge()[0]
    judge_not_same(pair=pair, reason="Cousins", by=coordinator)

    with pytest.raises(ValidationError, match="judged these two records already"):
        judge_not_same(pair=pair, reason="Cousins", by=coordinator)


def test_only_who_coordinates_or_manages_looks_and_judges(
    yusuf: Person, alice: Practitioner, coordinator: Practitioner
) -> None:
    with pytest.raises(PermissionDenied):
        look(alice)


def test_practitioners_see_no_pair_even_by_plain_sql(
    yusuf: Person,
    bob: Practitioner,
    coordinator: Practitioner,
    acting_as: Callable[[Practitioner], Any],
) -> None:
    make_child(by=bob)
    look(coordinator)

    with acting_as(bob):
        seen = DuplicatePair.objects.count()

    assert seen == 0


def test_a_shielded_child_stands_on_no_list(
    yusuf: Person,
    bob: Practitioner,
    carol: Practitioner,
    coordinator: Practitioner,
    acting_as: Callable[[Practitioner], Any],
) -> None:
    again = make_child(by=bob)
    look(coordinator)
    with acting_as(carol):
        shield_record(child=again, why="staff", words="Colleague", readers=[], by=carol)

    with acting_as(coordinator):
        seen = DuplicatePair.objects.count()

    assert seen == 0


def test_the_night_leaves_counts_on_the_trail(
    yusuf: Person, coordinator: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    look(coordinator)

    rows = owner_sees("select detail from audit_event where action = 'duplicates_sought'")

    assert rows == [{"detail": {"looked_at": 3, "pairs": 0}}]


@pytest.mark.django_db(transaction=True)
def test_the_command_tells_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with transaction.atomic(), acting_in(new_id()):
        AuthorityFactory()
        coordinator = PractitionerFactory(post_worn__role="coordinator")
        make_child(by=coordinator)
        make_child(home=Home(address=FLAT), by=coordinator)

    call_command("find_duplicates", "--as", coordinator.email)

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "2 of 2 children looked at, 1 likely matches"
    assert said[1].startswith("Done. 0 pairs")
